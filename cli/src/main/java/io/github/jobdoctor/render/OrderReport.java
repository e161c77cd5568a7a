package io.github.jobdoctor.render;

import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.jobscheduler.Order;
import io.github.jobdoctor.jobscheduler.OrderOutcome;
import io.github.jobdoctor.source.Reading;
import io.github.jobdoctor.source.SourceInfo;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The answer of {@code stop}, {@code timeout}, {@code cancel}, {@code reset-quota} and {@code
 * state}: what the device showed after the order.
 *
 * @param order the order
 * @param entries one for each device
 * @param headings whether CSV begins with a line of headings
 */
public record OrderReport(Order order, List<Entry> entries, boolean headings) {

  /**
   * One device.
   *
   * @param source the device
   * @param answer what came of the order; absent when none was given
   * @param failure what went wrong; absent when all is well
   */
  public record Entry(SourceInfo source, Optional<Answer> answer, Optional<Reading.Failure> failure)
      implements Sourced {}

  /**
   * Whom an order is about.
   *
   * @param job the job; absent when it is about an app
   * @param packageName the app; absent only when the dump was cut
   * @param userId the app's user
   * @param jobs how many jobs it is about
   */
  public record Subject(Optional<Job> job, Optional<String> packageName, int userId, int jobs) {

    /** One job. */
    public static Subject of(Job job) {
      return new Subject(Optional.of(job), job.packageName(), job.key().caller().userId(), 1);
    }

    /** An app. */
    public static Subject of(String packageName, int userId, int jobs) {
      return new Subject(Optional.empty(), Optional.of(packageName), userId, jobs);
    }

    private String name() {
      return job.map(one -> one.key().toString()).or(() -> packageName).orElse("");
    }

    private String words() {
      return job.map(one -> JobText.what(one) + "  " + one.key())
          .orElseGet(() -> name() + "  user " + userId);
    }
  }

  /**
   * What came of an order.
   *
   * @param subject whom it is about
   * @param outcome what came of it
   */
  public record Answer(Subject subject, OrderOutcome outcome) {}

  /** Writes the report. */
  public void write(Writer out, OutputFormat format, Surface surface) {
    switch (format) {
      case TABLE, WIDE -> Lines.write(out, lines(surface));
      case JSON, YAML, NDJSON, CSV, NAME ->
          new Listing<>(order.word(), entries, entry -> entry.answer().stream().toList())
              .json(
                  entry ->
                      new Fields()
                          .put("orderOutcome", entry.answer().map(answer -> fields(answer).map())),
                  this::fields)
              .csv(
                  headings,
                  List.of(order == Order.RESET_QUOTA ? "package" : "job", "outcome", "states"),
                  OrderReport::texts)
              .names(answer -> Optional.of(answer.subject().name()))
              .write(out, format);
    }
  }

  private static List<String> texts(Answer answer) {
    return List.of(
        Printable.clean(answer.subject().name()),
        answer.outcome().kind().word(),
        String.join(" ", answer.outcome().states()));
  }

  private List<String> lines(Surface surface) {
    List<String> lines = new ArrayList<>();
    for (Entry entry : entries) {
      entry
          .answer()
          .ifPresent(
              answer ->
                  lines.addAll(
                      new OutcomeText(
                              surface,
                              entries.size() > 1 ? entry.source().name() : "",
                              style(answer.outcome().kind()),
                              sentence(answer),
                              answer.subject().words())
                          .notes(answer.outcome().notes())
                          .proof(answer.outcome().proof())
                          .lines()));
    }
    return lines;
  }

  private static Style style(OrderOutcome.Kind kind) {
    return switch (kind) {
      case STOPPED, CANCELLED, RESET, NOTHING_TO_RESET, TOLD -> Style.GREEN;
      case NOT_RUNNING, ENDED, STILL_RUNNING, UNOBSERVABLE -> Style.YELLOW;
      case STILL_THERE, NOT_RESET, NOT_FOUND, REFUSED -> Style.RED;
    };
  }

  /** What came of it, in a sentence. */
  public static String sentence(Answer answer) {
    OrderOutcome outcome = answer.outcome();
    String why = outcome.why().orElse("");
    int jobs = answer.subject().jobs();
    return switch (outcome.kind()) {
      case STOPPED -> why.isEmpty() ? "Stopped." : "Stopped: " + why + ".";
      case CANCELLED -> jobs == 1 ? "Cancelled." : "Cancelled: all " + jobs + " jobs.";
      case RESET -> "Reset: Android counts no use of quota any more.";
      case NOTHING_TO_RESET ->
          "Nothing to reset: Android counts no use of quota, so no order was given.";
      case TOLD -> "It is " + String.join(" ", outcome.states()) + ".";
      case NOT_RUNNING -> "It was not running, so nothing was stopped.";
      case ENDED -> "It came to its end by itself meanwhile: " + why + ".";
      case STILL_THERE -> "Still registered, although Android took the order.";
      case NOT_RESET -> "Not reset: Android still counts use of quota.";
      case STILL_RUNNING -> "Android took the order, and it was still running when last seen.";
      case NOT_FOUND -> "Not found: Android knows no such package or job now.";
      case REFUSED -> "Refused: " + why + ".";
      case UNOBSERVABLE -> "Cannot tell: " + why + ".";
    };
  }

  private Fields fields(Answer answer) {
    Subject subject = answer.subject();
    OrderOutcome outcome = answer.outcome();
    Fields fields =
        new Fields()
            .put("order", order.word())
            .put("job", subject.job().map(job -> job.key().toString()))
            .put("jobId", subject.job().map(job -> job.key().jobId()))
            .put("sourcePackage", subject.packageName())
            .put("userId", subject.userId())
            .put("jobs", subject.jobs())
            .put("outcome", outcome.kind().word())
            .put("summary", sentence(answer))
            .putIfAny("states", outcome.states())
            .put("proof", OutcomeText.proofJson(outcome.proof()))
            .putIfAny("notes", outcome.notes());
    if (outcome.kind() == OrderOutcome.Kind.STOPPED) {
      fields.put("stopReasonText", outcome.why());
    }
    if (outcome.kind() == OrderOutcome.Kind.UNOBSERVABLE) {
      fields.put("cannotTell", outcome.why());
    }
    return fields;
  }
}
