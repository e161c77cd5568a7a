package io.github.jobdoctor.render;

import io.github.jobdoctor.diagnosis.Confidence;
import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.diagnosis.Verdict;
import io.github.jobdoctor.source.Reading;
import io.github.jobdoctor.source.SourceInfo;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The checks of {@code doctor}: of this computer, and of each device. What is well takes a line,
 * what is not says what to do.
 */
public final class DoctorReport {

  private static final String HOST = "this computer";

  private final List<Finding> host;
  private final List<Entry> entries;

  /**
   * The report.
   *
   * @param host the checks of this computer; empty for a file and for the demo
   * @param entries the devices or files
   */
  public DoctorReport(List<Finding> host, List<Entry> entries) {
    this.host = List.copyOf(host);
    this.entries = List.copyOf(entries);
  }

  /**
   * A device or a file.
   *
   * @param source it
   * @param failure why it could not be looked at, or not wholly
   * @param checks what was found
   * @param adb how commands reach it
   */
  public record Entry(
      SourceInfo source, Optional<Reading.Failure> failure, List<Finding> checks, AdbLine adb) {

    /** Copies the list. */
    public Entry {
      checks = List.copyOf(checks);
    }
  }

  /** Writes it. */
  public void write(Writer out, OutputFormat format, Surface surface) {
    switch (format) {
      case TABLE -> Lines.write(out, page(surface));
      case WIDE -> Lines.write(out, page(surface.unlimited()));
      case JSON -> Documents.writeJson(out, document());
      case YAML -> Documents.writeYaml(out, document());
      case NDJSON -> Documents.writeNdjson(out, objects().toList());
      case CSV -> Csv.write(out, rows());
      case NAME ->
          Lines.write(
              out,
              all()
                  .filter(row -> row.check().verdict() != Verdict.CLEAR)
                  .map(row -> Printable.clean(row.check().id()))
                  .toList());
    }
  }

  private record Row(String source, Finding check) {}

  private Stream<Row> all() {
    return Stream.concat(
        host.stream().map(check -> new Row(HOST, check)),
        entries.stream()
            .flatMap(
                entry ->
                    entry.checks().stream().map(check -> new Row(entry.source().name(), check))));
  }

  private List<String> page(Surface surface) {
    Prose prose = new Prose(surface);
    if (!host.isEmpty()) {
      prose.heading(0, Prose.part("This computer", Style.BOLD));
      add(prose, host, AdbLine.PLAIN);
    }
    for (Entry entry : entries) {
      prose.blank();
      prose.heading(
          0,
          Prose.part(entry.source().name(), Style.BOLD),
          Prose.part(entry.source().model().orElse(""), Style.PLAIN),
          Prose.part(
              entry.source().apiLevel().isPresent()
                  ? "API " + entry.source().apiLevel().getAsInt()
                  : "",
              Style.DIM));
      add(prose, entry.checks(), entry.adb());
    }
    return prose.lines();
  }

  private static void add(Prose prose, List<Finding> checks, AdbLine adb) {
    FindingLines lines = new FindingLines(prose, adb);
    for (Finding check : checks) {
      prose.heading(
          2,
          Prose.part(mark(check.verdict()), style(check.verdict())),
          Prose.part(check.label(), Style.BOLD),
          Prose.part(check.verdict() == Verdict.CLEAR ? check.summary() : doubt(check), Style.DIM));
      if (check.verdict() != Verdict.CLEAR) {
        prose.sentence(FindingLines.INDENT + 4, check.summary(), Style.PLAIN);
        check.evidence().forEach(line -> lines.evidence(FindingLines.INDENT + 4, line));
        check
            .remedy()
            .ifPresent(remedy -> prose.labelled(FindingLines.INDENT + 4, "remedy", remedy));
        lines.commands(FindingLines.INDENT + 4, check.commands());
      }
    }
  }

  private static String doubt(Finding check) {
    return check.confidence() == Confidence.CERTAIN ? "" : check.confidence().word();
  }

  private static String mark(Verdict verdict) {
    return switch (verdict) {
      case CLEAR, RUNNING -> "ok  ";
      case NOTE, DELAYED -> "note";
      case BLOCKED -> "bad ";
      case CANNOT_TELL -> "?   ";
    };
  }

  private static Style style(Verdict verdict) {
    return switch (verdict) {
      case CLEAR, RUNNING -> Style.GREEN;
      case NOTE, DELAYED -> Style.YELLOW;
      case BLOCKED -> Style.RED;
      case CANNOT_TELL -> Style.DIM;
    };
  }

  private Map<String, Object> document() {
    Map<String, Object> document =
        Report.document(
            "doctor",
            entries.stream()
                .map(
                    entry ->
                        Report.source(entry.source())
                            .put("error", entry.failure().map(Report::error))
                            .put("checks", checks(entry.checks(), entry.adb()))
                            .map())
                .toList());
    document.put("host", checks(host, AdbLine.PLAIN));
    return document;
  }

  private static List<Map<String, Object>> checks(List<Finding> checks, AdbLine adb) {
    return checks.stream().map(check -> FindingJson.of(check, adb)).toList();
  }

  private Stream<Map<String, Object>> objects() {
    Stream<Map<String, Object>> ofHost =
        host.stream()
            .map(
                check -> {
                  Map<String, Object> object = FindingJson.of(check, AdbLine.PLAIN);
                  object.put("source", HOST);
                  return object;
                });
    return Stream.concat(
        ofHost,
        entries.stream()
            .flatMap(
                entry ->
                    Report.lines(
                        entry.source(),
                        entry.failure(),
                        checks(entry.checks(), entry.adb()).stream())));
  }

  private List<List<String>> rows() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("source", "check", "verdict", "confidence", "summary", "remedy"));
    all()
        .forEach(
            row ->
                rows.add(
                    List.of(
                        row.source(),
                        row.check().id(),
                        row.check().verdict().word(),
                        row.check().confidence().word(),
                        row.check().summary(),
                        row.check().remedy().orElse(""))));
    return rows;
  }
}
