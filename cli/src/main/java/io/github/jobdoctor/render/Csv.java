package io.github.jobdoctor.render;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Writes rows as CSV (RFC 4180, with line feeds). */
final class Csv {

  private Csv() {}

  static void write(Writer out, List<List<String>> rows) {
    CSVPrinter printer = printer(out);
    rows.forEach(row -> writeRow(printer, row));
    flush(printer);
  }

  /** For rows that are written while they come. */
  static CSVPrinter printer(Writer out) {
    try {
      return new CSVPrinter(out, CSVFormat.RFC4180.builder().setRecordSeparator('\n').get());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void writeRow(CSVPrinter printer, List<String> row) {
    try {
      printer.printRecord(row.stream().map(Csv::harmless).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void flush(CSVPrinter printer) {
    try {
      printer.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A spreadsheet takes what begins like this for a formula and would run it. */
  private static String harmless(String text) {
    return !text.isEmpty() && "=+-@".indexOf(text.charAt(0)) >= 0 && !text.matches("-?\\d+")
        ? "'" + text
        : text;
  }
}
