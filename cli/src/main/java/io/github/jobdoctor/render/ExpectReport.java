package io.github.jobdoctor.render;

import io.github.jobdoctor.diagnosis.Evidence;
import io.github.jobdoctor.expectation.Expectation;
import io.github.jobdoctor.expectation.Outcome;
import io.github.jobdoctor.expectation.Result;
import io.github.jobdoctor.expectation.Subject;
import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.source.Reading;
import io.github.jobdoctor.source.SourceInfo;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The answer of {@code expect}: which expectations are met, and what is so instead.
 *
 * @param entries one for each source
 * @param headings whether tables and CSV begin with a line of headings
 */
public record ExpectReport(List<Entry> entries, boolean headings) {

  private static final List<String> FIELDS =
      List.of("result", "job", "expect", "name", "key", "reason", "service", "line", "text");

  /** Copies the list. */
  public ExpectReport {
    entries = List.copyOf(entries);
  }

  /**
   * One source.
   *
   * @param source the device or file
   * @param failure why it could not be read, or was lost; absent when all is well
   * @param results one for each expectation, in their order
   */
  public record Entry(SourceInfo source, Optional<Reading.Failure> failure, List<Result> results)
      implements Sourced {

    /** Copies the list. */
    public Entry {
      results = List.copyOf(results);
    }
  }

  /** Writes the report. */
  public void write(Writer out, OutputFormat format, Surface surface) {
    switch (format) {
      case TABLE -> writeTable(out, surface);
      case WIDE -> writeTable(out, surface.unlimited());
      case JSON, YAML, NDJSON, CSV, NAME ->
          new Listing<>("expect", entries, Entry::results)
              .json(
                  entry ->
                      new Fields().putAll("expectations", entry.results(), ExpectReport::fields),
                  ExpectReport::fields)
              .csv(headings, FIELDS, ExpectReport::cells)
              .names(result -> result.job().map(job -> job.key().toString()))
              .write(out, format);
    }
  }

  private void writeTable(Writer out, Surface surface) {
    SourcedTable table =
        new SourcedTable(
            surface,
            List.of(
                new Table.Column("RESULT", 6, false, false),
                new Table.Column("EXPECTED", 12, false, false),
                new Table.Column("WHAT IS SO", 12, false, false),
                new Table.Column("EVIDENCE", 8, true, false)),
            entries.size() > 1);
    for (Entry entry : entries) {
      for (Result result : entry.results()) {
        table.row(
            entry.source(),
            List.of(
                new Table.Cell(words(result.outcome().kind()), style(result.outcome().kind())),
                new Table.Cell(Printable.clean(result.expectation().title()), Style.BOLD),
                new Table.Cell(Printable.clean(result.outcome().reason()), Style.PLAIN),
                new Table.Cell(
                    result.outcome().evidence().stream()
                        .findFirst()
                        .map(ExpectReport::evidence)
                        .orElse(""),
                    Style.DIM)));
      }
    }
    table.write(out, headings);
  }

  /** The answer as people read it. */
  static String words(Outcome.Kind kind) {
    return switch (kind) {
      case MET -> "met";
      case NOT_MET -> "not met";
      case NOT_FOUND -> "not found";
      case CANNOT_TELL -> "cannot tell";
      case AMBIGUOUS -> "ambiguous";
      case ERROR -> "error";
    };
  }

  private static Style style(Outcome.Kind kind) {
    return switch (kind) {
      case MET -> Style.GREEN;
      case NOT_MET, NOT_FOUND -> Style.RED;
      case CANNOT_TELL, AMBIGUOUS, ERROR -> Style.YELLOW;
    };
  }

  /** A line of a dump, with where it stands. */
  static String evidence(Evidence evidence) {
    return (evidence.isOfJobScheduler() ? "" : Printable.clean(evidence.service()) + " ")
        + "line "
        + evidence.line().line()
        + ": "
        + Printable.clean(evidence.line().text().strip());
  }

  private static Fields fields(Result result) {
    Expectation expectation = result.expectation();
    Subject subject = expectation.subject();
    return new Fields()
        .put("name", expectation.name())
        .put("job", subject.job())
        .put("package", subject.packageName())
        .put("user", subject.user())
        .put("namespace", subject.namespace())
        .put("expect", expectation.condition().toString())
        .putMillis("withinMs", expectation.within())
        .putMillis("sinceMs", expectation.since())
        .put("result", result.outcome().kind().word())
        .put("reason", result.outcome().reason())
        .put("key", result.job().map(job -> job.key().toString()))
        .put("sourcePackage", result.job().flatMap(Job::packageName))
        .put(
            "evidence",
            result.outcome().evidence().stream().map(ExpectReport::evidenceFields).toList())
        .put("tookMs", result.took().toMillis());
  }

  private static Map<String, Object> evidenceFields(Evidence evidence) {
    return new Fields()
        .put(
            "service",
            evidence.isOfJobScheduler() ? Optional.empty() : Optional.of(evidence.service()))
        .put("line", evidence.line().line())
        .put("text", evidence.line().text())
        .map();
  }

  private static List<String> cells(Result result) {
    Optional<Evidence> first = result.outcome().evidence().stream().findFirst();
    return List.of(
        result.outcome().kind().word(),
        Printable.clean(result.expectation().subject().job()),
        Printable.clean(result.expectation().words()),
        Printable.clean(result.expectation().name().orElse("")),
        Printable.clean(result.job().map(job -> job.key().toString()).orElse("")),
        Printable.clean(result.outcome().reason()),
        Printable.clean(first.map(Evidence::service).orElse("")),
        first.map(line -> Integer.toString(line.line().line())).orElse(""),
        Printable.clean(first.map(line -> line.line().text().strip()).orElse("")));
  }
}
