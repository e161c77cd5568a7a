package io.github.jobdoctor.render;

import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.job.EndReason;
import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.job.JobKey;
import io.github.jobdoctor.jobscheduler.Prediction;
import io.github.jobdoctor.jobscheduler.RunOutcome;
import io.github.jobdoctor.source.Reading;
import io.github.jobdoctor.source.SourceInfo;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The answer of {@code run}: what Android did.
 *
 * @param entries one for each device
 * @param headings whether CSV begins with a line of headings
 */
public record RunReport(List<Entry> entries, boolean headings) {

  /**
   * One device.
   *
   * @param source the device
   * @param answer what came of the order; absent when none was given
   * @param failure what went wrong; absent when all is well
   * @param adb how commands reach the device
   */
  public record Entry(
      SourceInfo source, Optional<Answer> answer, Optional<Reading.Failure> failure, AdbLine adb)
      implements Sourced {

    private List<Told> told() {
      return answer.map(known -> new Told(known, adb)).stream().toList();
    }
  }

  /** What came of an order, and how commands reach its device. */
  private record Told(Answer answer, AdbLine adb) {}

  /**
   * What came of an order.
   *
   * @param job the job
   * @param prediction what was said of it before
   * @param outcome what came of it
   */
  public record Answer(Job job, Prediction prediction, RunOutcome outcome) {}

  /** Writes the report. */
  public void write(Writer out, OutputFormat format, Surface surface) {
    switch (format) {
      case TABLE, WIDE -> Lines.write(out, lines(surface));
      case JSON, YAML, NDJSON, CSV, NAME ->
          new Listing<>("run", entries, Entry::told)
              .json(
                  entry ->
                      new Fields()
                          .put(
                              "runOutcome",
                              entry.told().stream().findFirst().map(told -> fields(told).map())),
                  RunReport::fields)
              .csv(headings, List.of("job", "outcome"), RunReport::texts)
              .names(told -> Optional.of(told.answer().job().key().toString()))
              .write(out, format);
    }
  }

  private static List<String> texts(Told told) {
    return List.of(
        Printable.clean(told.answer().job().key().toString()),
        told.answer().outcome().kind().word());
  }

  private List<String> lines(Surface surface) {
    List<String> lines = new ArrayList<>();
    for (Entry entry : entries) {
      entry.answer().ifPresent(answer -> lines.addAll(lines(entry, answer, surface)));
    }
    return lines;
  }

  private List<String> lines(Entry entry, Answer answer, Surface surface) {
    RunOutcome outcome = answer.outcome();
    return new OutcomeText(
            surface,
            entries.size() > 1 ? entry.source().name() : "",
            style(outcome.kind()),
            sentence(answer),
            JobText.what(answer.job()) + "  " + answer.job().key())
        .heldBy(outcome.heldBy())
        .notes(outcome.notes())
        .proof(outcome.proof())
        .lines();
  }

  private static Style style(RunOutcome.Kind kind) {
    return switch (kind) {
      case SUCCEEDED, STARTED -> Style.GREEN;
      case RETRY, UNOBSERVABLE -> Style.YELLOW;
      case FAILED,
          STOPPED,
          NOT_STARTED,
          REFUSED_BEFORE_SCHEDULE,
          NOT_FOUND,
          CONSTRAINTS_UNMET,
          REFUSED ->
          Style.RED;
    };
  }

  /** What came of it, in a sentence. */
  public static String sentence(Answer answer) {
    String why = answer.outcome().why().orElse("");
    return switch (answer.outcome().kind()) {
      case SUCCEEDED -> "Ran to its end.";
      case FAILED ->
          why.isEmpty()
              ? "Ran to its end, and its work failed."
              : "Ended without success and is registered to be run again; " + why + ".";
      case RETRY -> "Ran to its end and asked to be run again.";
      case STOPPED ->
          EndReason.isBeforeTheApp(why)
              ? "Android began the run, but the app never got it: " + why + "."
              : "Started, then was stopped: " + why + ".";
      case STARTED -> "Started, and was still running when last seen.";
      case NOT_STARTED -> "Did not start, although Android took the order.";
      case REFUSED_BEFORE_SCHEDULE ->
          "Android ran the job, but WorkManager left its work out: the time for it has not come.";
      case NOT_FOUND -> "Not found: Android knows no such job now.";
      case CONSTRAINTS_UNMET -> "Not run: a constraint is unmet that " + whatOverrides(answer);
      case REFUSED -> "Android refused the order" + (why.isEmpty() ? "." : ": " + why + ".");
      case UNOBSERVABLE -> "Cannot tell: " + why + ".";
    };
  }

  private static String whatOverrides(Answer answer) {
    return switch (answer.prediction().form()) {
      case SOFT -> "only --force overrides.";
      case SATISFIED -> "an order with --satisfied does not override.";
      case FULL -> "not even --force overrides.";
    };
  }

  private static Fields fields(Told told) {
    Answer answer = told.answer();
    RunOutcome outcome = answer.outcome();
    Job job = answer.job();
    Fields fields =
        new Fields()
            .put("job", job.key().toString())
            .put("jobId", job.key().jobId())
            .put("sourcePackage", job.packageName())
            .put("prediction", prediction(answer.prediction()))
            .put("outcome", outcome.kind().word())
            .put("summary", sentence(answer))
            .put("proof", OutcomeText.proofJson(outcome.proof()))
            .put(
                "findings",
                outcome.heldBy().stream()
                    .map(finding -> FindingJson.of(finding, told.adb()))
                    .toList())
            .putIfAny("notes", outcome.notes())
            .put("goesOnAs", outcome.goesOnAs().map(JobKey::toString));
    if (outcome.kind() == RunOutcome.Kind.STOPPED) {
      fields.put("stopReasonText", outcome.why());
    }
    if (outcome.kind() == RunOutcome.Kind.UNOBSERVABLE
        || outcome.kind() == RunOutcome.Kind.FAILED) {
      fields.put("cannotTell", outcome.why());
    }
    return fields;
  }

  private static Map<String, Object> prediction(Prediction prediction) {
    return new Fields()
        .put("form", prediction.form().word())
        .put("chosen", prediction.chosen().name().toLowerCase(Locale.ROOT))
        .put("runsAlready", prediction.runsAlready())
        .put("overrides", prediction.overridden().stream().map(Finding::id).toList())
        .put("cannotOverride", prediction.remaining().stream().map(Finding::id).toList())
        .put("summary", prediction.sentence())
        .map();
  }
}
