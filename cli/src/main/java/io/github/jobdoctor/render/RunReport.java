package io.github.jobdoctor.render;

import io.github.jobdoctor.diagnosis.Evidence;
import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.jobscheduler.RunOutcome;
import io.github.jobdoctor.source.SourceInfo;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The answer of {@code run}: what Android did.
 *
 * @param source the device
 * @param job the job
 * @param outcome what came of the order
 * @param adb how commands reach the device
 */
public record RunReport(SourceInfo source, Job job, RunOutcome outcome, AdbLine adb) {

  /** Writes the report. */
  public void write(Writer out, OutputFormat format, Surface surface) {
    switch (format) {
      case TABLE, WIDE -> Lines.write(out, lines(surface));
      case JSON -> Documents.writeJson(out, document());
      case YAML -> Documents.writeYaml(out, document());
      case NDJSON -> Documents.writeNdjson(out, List.of(line()));
      case CSV ->
          Csv.write(
              out,
              List.of(
                  List.of("source", "job", "outcome"),
                  List.of(
                      source.name(),
                      Printable.clean(job.key().toString()),
                      outcome.kind().word())));
      case NAME -> Lines.write(out, List.of(Printable.clean(job.key().toString())));
    }
  }

  private List<String> lines(Surface surface) {
    List<String> lines = new ArrayList<>();
    lines.add(
        headStyle().paint(sentence(), surface.color())
            + "  "
            + Printable.clean(JobText.what(job) + "  " + job.key()));
    for (Finding finding : outcome.heldBy()) {
      lines.add(
          "  held by  "
              + Style.YELLOW.paint(Printable.clean(finding.label()), surface.color())
              + finding
                  .mainEvidence()
                  .map(Evidence::line)
                  .map(line -> "  (" + Printable.clean(line.text().strip()) + ")")
                  .orElse(""));
    }
    for (RunOutcome.Proof proof : outcome.proof()) {
      lines.add(
          "  "
              + Style.DIM.paint("proof", surface.color())
              + "    "
              + proof.source()
              + ": "
              + Printable.clean(proof.text()));
    }
    return lines;
  }

  private Style headStyle() {
    return switch (outcome.kind()) {
      case SUCCEEDED, STARTED -> Style.GREEN;
      case RETRY, UNOBSERVABLE -> Style.YELLOW;
      case STOPPED, NOT_STARTED, NOT_FOUND, CONSTRAINTS_UNMET, REFUSED -> Style.RED;
    };
  }

  private String sentence() {
    return switch (outcome.kind()) {
      case SUCCEEDED -> "Ran to its end.";
      case RETRY -> "Ran to its end and asked to be run again.";
      case STOPPED ->
          "Started, then was stopped: "
              + Printable.clean(((RunOutcome.Stopped) outcome).reason())
              + ".";
      case STARTED -> "Started, and was still running when last seen.";
      case NOT_STARTED -> "Did not start, although Android took the order.";
      case NOT_FOUND -> "Not found: Android knows no such job now.";
      case CONSTRAINTS_UNMET -> "Not run: a constraint is unmet that only --force overrides.";
      case REFUSED -> "Android refused the order.";
      case UNOBSERVABLE -> "Cannot tell: " + ((RunOutcome.Unobservable) outcome).missing() + ".";
    };
  }

  private Map<String, Object> document() {
    return Report.document(
        "run", List.of(Report.source(source).put("runOutcome", fields().map()).map()));
  }

  private Map<String, Object> line() {
    return fields().put("source", source.name()).map();
  }

  private Fields fields() {
    Fields fields =
        new Fields()
            .put("job", job.key().toString())
            .put("jobId", job.key().jobId())
            .put("sourcePackage", job.packageName())
            .put("outcome", outcome.kind().word())
            .put("summary", sentence())
            .put(
                "proof",
                outcome.proof().stream()
                    .map(
                        proof ->
                            new Fields()
                                .put("source", proof.source())
                                .put("text", proof.text())
                                .map())
                    .collect(Collectors.toList()))
            .put(
                "findings",
                outcome.heldBy().stream().map(finding -> FindingJson.of(finding, adb)).toList());
    if (outcome instanceof RunOutcome.Stopped stopped) {
      fields.put("stopReasonText", stopped.reason());
    }
    if (outcome instanceof RunOutcome.Unobservable unobservable) {
      fields.put("cannotTell", unobservable.missing());
    }
    return fields;
  }
}
