package io.github.jobdoctor.render;

import io.github.jobdoctor.diagnosis.Commands;
import io.github.jobdoctor.diagnosis.Diagnosis;
import io.github.jobdoctor.diagnosis.Evidence;
import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.diagnosis.Framework;
import io.github.jobdoctor.diagnosis.NextRun;
import io.github.jobdoctor.source.Reading;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The answer of {@code why}: diagnoses, from one or several sources.
 *
 * @param entries one for each source
 * @param headings whether tables and CSV begin with a line of headings
 */
public record WhyReport(List<Entry> entries, boolean headings) {

  private static final List<String> COLUMNS =
      List.of(
          "job",
          "app",
          "verdict",
          "rank",
          "id",
          "label",
          "findingVerdict",
          "confidence",
          "pendingReason",
          "summary",
          "service",
          "line",
          "text",
          "remedy",
          "confirm",
          "apply",
          "undo",
          "nextRun");

  /**
   * One source.
   *
   * @param reading what came of reading it, and of looking for what was asked
   * @param subject what was asked for
   * @param diagnoses those asked for, in the dump's order
   * @param absent what the dump shows of what was asked for, when that is not registered; else
   *     empty
   * @param adb how commands reach the device
   */
  public record Entry(
      Reading reading,
      Subject subject,
      List<Diagnosis> diagnoses,
      List<Finding> absent,
      AdbLine adb) {

    /** Copies the lists. */
    public Entry {
      diagnoses = List.copyOf(diagnoses);
      absent = List.copyOf(absent);
    }
  }

  /**
   * What was asked for.
   *
   * @param kind one job, the jobs of an app, or all
   * @param name as asked for; empty for all
   */
  public record Subject(Kind kind, String name) {

    /** The kinds. */
    public enum Kind {
      /** One job. */
      JOB,
      /** An app. */
      APP,
      /** All jobs that the options let through. */
      DEVICE
    }
  }

  /** Writes the report. */
  public void write(Writer out, OutputFormat format, Surface surface) {
    switch (format) {
      case TABLE -> Lines.write(out, page(surface));
      case WIDE -> Lines.write(out, page(surface.unlimited()));
      case JSON -> Documents.writeJson(out, document());
      case YAML -> Documents.writeYaml(out, document());
      case NDJSON -> Documents.writeNdjson(out, objects());
      case CSV -> Csv.write(out, rows());
      case NAME ->
          Lines.write(
              out,
              entries.stream()
                  .flatMap(entry -> entry.diagnoses().stream())
                  .map(diagnosis -> Printable.clean(diagnosis.job().key().toString()))
                  .toList());
    }
  }

  private List<String> page(Surface surface) {
    List<String> lines = new ArrayList<>();
    for (Entry entry : entries) {
      List<String> page = page(entry, surface);
      if (entries.size() > 1 && !page.isEmpty()) {
        lines.add(
            (lines.isEmpty() ? "" : "\n")
                + Style.CYAN.paint(
                    Printable.clean(entry.reading().source().name()), surface.color()));
      }
      lines.addAll(page);
    }
    return lines;
  }

  private List<String> page(Entry entry, Surface surface) {
    if (entry.reading().snapshot().isEmpty()) {
      return List.of();
    }
    if (!entry.absent().isEmpty()) {
      return DiagnosisPage.ofAbsent(entry.subject().name(), entry.absent(), entry.adb(), surface);
    }
    return switch (entry.subject().kind()) {
      case JOB ->
          entry.diagnoses().stream()
              .flatMap(one -> DiagnosisPage.of(one, entry.adb(), surface).stream())
              .toList();
      case APP -> CausePages.ofApp(entry.subject().name(), entry.diagnoses(), entry.adb(), surface);
      case DEVICE -> CausePages.ofDevice(entry.diagnoses(), headings, surface);
    };
  }

  private Map<String, Object> document() {
    return Report.document(
        "why",
        entries.stream()
            .map(
                entry -> {
                  Fields source = Report.source(entry.reading());
                  if (entry.reading().snapshot().isPresent()) {
                    source.put(
                        "diagnoses",
                        entry.diagnoses().stream().map(one -> fields(one, entry.adb())).toList());
                  }
                  if (!entry.absent().isEmpty()) {
                    source.put("absent", absent(entry));
                  }
                  return source.map();
                })
            .toList());
  }

  private List<Map<String, Object>> objects() {
    List<Map<String, Object>> lines = new ArrayList<>();
    for (Entry entry : entries) {
      List<Map<String, Object>> items = new ArrayList<>();
      entry.diagnoses().forEach(one -> items.add(fields(one, entry.adb())));
      if (!entry.absent().isEmpty()) {
        items.add(absent(entry));
      }
      Report.lines(entry.reading().source(), entry.reading().failure(), items.stream())
          .forEach(lines::add);
    }
    return lines;
  }

  private static Map<String, Object> absent(Entry entry) {
    return new Fields()
        .put("asked", entry.subject().name())
        .put("findings", findings(entry.absent(), entry.adb()))
        .map();
  }

  /** The services that would have helped, and could not be asked. */
  private static List<Map<String, Object>> missing(Diagnosis diagnosis) {
    return diagnosis.missing().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(
            entry ->
                new Fields()
                    .put("service", entry.getKey().service())
                    .put("why", entry.getValue())
                    .map())
        .toList();
  }

  private static Map<String, Object> fields(Diagnosis diagnosis, AdbLine adb) {
    return new Fields()
        .put("job", diagnosis.job().key().toString())
        .put("jobId", diagnosis.job().key().jobId())
        .put("sourcePackage", diagnosis.job().packageName())
        .put("verdict", diagnosis.verdict().word())
        .put("findings", findings(diagnosis.findings(), adb))
        .put("framework", diagnosis.framework().map(Framework::name))
        .putIfAny("missing", missing(diagnosis))
        .put("nextRun", diagnosis.nextRun().map(WhyReport::nextRun))
        .map();
  }

  private static List<Map<String, Object>> findings(List<Finding> findings, AdbLine adb) {
    return findings.stream().map(finding -> FindingJson.of(finding, adb)).toList();
  }

  private static Map<String, Object> nextRun(NextRun next) {
    return new Fields()
        .put("earliestMs", next.earliest().toMillis())
        .putMillis("latestMs", next.latest())
        .put("once", next.once())
        .map();
  }

  private List<List<String>> rows() {
    boolean several = entries.size() > 1;
    List<List<String>> rows = new ArrayList<>();
    if (headings) {
      rows.add(row(several ? Optional.of("source") : Optional.empty(), COLUMNS));
    }
    for (Entry entry : entries) {
      Optional<String> source =
          several ? Optional.of(entry.reading().source().name()) : Optional.empty();
      for (Diagnosis diagnosis : entry.diagnoses()) {
        List<String> job =
            List.of(
                diagnosis.job().key().toString(),
                diagnosis.job().packageName().orElse(""),
                diagnosis.verdict().word());
        String next = DiagnosisText.nextRun(diagnosis).orElse("");
        addRows(rows, source, job, diagnosis.findings(), entry.adb(), next);
      }
      addRows(
          rows,
          source,
          List.of(entry.subject().name(), "", "absent"),
          entry.absent(),
          entry.adb(),
          "");
    }
    return rows;
  }

  private static void addRows(
      List<List<String>> rows,
      Optional<String> source,
      List<String> job,
      List<Finding> findings,
      AdbLine adb,
      String next) {
    for (int i = 0; i < findings.size(); i++) {
      List<String> row = new ArrayList<>(job);
      row.addAll(cells(i + 1, findings.get(i), adb));
      row.add(next);
      rows.add(row(source, row));
    }
  }

  private static List<String> cells(int rank, Finding finding, AdbLine adb) {
    Optional<Evidence> evidence = finding.evidence().stream().findFirst();
    Commands commands = finding.commands();
    return List.of(
        Integer.toString(rank),
        finding.id(),
        finding.label(),
        finding.verdict().word(),
        finding.confidence().word(),
        finding.pendingReason().map(Enum::name).orElse(""),
        finding.summary(),
        evidence.map(Evidence::service).orElse(""),
        evidence.map(one -> Integer.toString(one.line().line())).orElse(""),
        evidence.map(one -> one.line().text().strip()).orElse(""),
        finding.remedy().orElse(""),
        commands.confirm().map(adb::of).orElse(""),
        commands.apply().map(adb::of).orElse(""),
        commands.undo().map(adb::of).orElse(""));
  }

  private static List<String> row(Optional<String> source, List<String> cells) {
    List<String> row = new ArrayList<>();
    source.ifPresent(row::add);
    row.addAll(cells);
    return row.stream().map(Printable::clean).toList();
  }
}
