package io.github.jobdoctor.render;

import io.github.jobdoctor.agentlog.LogFilter;
import io.github.jobdoctor.agentlog.LogRecord;
import java.io.Writer;
import org.apache.commons.csv.CSVPrinter;

/** A log as CSV: a line of headings, and one row a record. */
public final class CsvExport implements LogExport {

  private final CSVPrinter printer;
  private final LogFilter filter;

  /** Writes the wanted records of a log to {@code out}. */
  public CsvExport(Writer out, LogFilter filter) {
    this.printer = Csv.printer(out);
    this.filter = filter;
    Csv.writeRow(printer, RecordColumn.csvNames());
  }

  @Override
  public void record(LogRecord record) {
    if (filter.wants(record)) {
      Csv.writeRow(printer, RecordColumn.csvRow(record));
    }
  }

  @Override
  public void finish() {
    Csv.flush(printer);
  }
}
