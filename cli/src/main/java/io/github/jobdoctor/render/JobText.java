package io.github.jobdoctor.render;

import io.github.jobdoctor.diagnosis.Diagnosis;
import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.job.ActiveJob;
import io.github.jobdoctor.job.Constraint;
import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.job.JobInfo;
import io.github.jobdoctor.job.JobSchedulerSnapshot;
import io.github.jobdoctor.job.JobState;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** The facts of a job in few words. The texts are raw: who prints them cleans them. */
public final class JobText {

  private JobText() {}

  /** The state in a word; {@code ?} when the dump was cut before it. */
  static String state(Job job) {
    return job.state().map(JobState::word).orElse("?");
  }

  /** What the job does: its worker, what is synced, or the class of its service. */
  public static String what(Job job) {
    if (job.worker().isPresent()) {
      return job.worker().get().substring(job.worker().get().lastIndexOf('.') + 1);
    }
    if (job.isWorkManager()) {
      return "WorkManager";
    }
    String service = job.info().service().orElse(job.name());
    int colon = job.name().lastIndexOf(':');
    if (!job.name().endsWith(service) && colon > 0) {
      // Scheduled on behalf of another package, such as a sync: the tag tells more than the
      // service.
      return job.name().substring(0, colon);
    }
    return service.substring(Math.max(service.lastIndexOf('.'), service.lastIndexOf('/')) + 1);
  }

  /** What the job waits for, or since when it runs; empty when it waits for nothing. */
  static String heldBy(JobSchedulerSnapshot snapshot, Diagnosis diagnosis) {
    return heldBy(snapshot, diagnosis, Duration.ZERO);
  }

  /** The same some time after the dump. */
  static String heldBy(JobSchedulerSnapshot snapshot, Diagnosis diagnosis, Duration later) {
    Job job = diagnosis.job();
    if (job.state().filter(JobState.ACTIVE::equals).isPresent()) {
      return snapshot
          .activeEntry(job.key())
          .flatMap(ActiveJob::runningFor)
          .map(time -> "running " + Span.of(time.plus(later)))
          .orElse("running");
    }
    OptionalInt position =
        job.state().filter(JobState.PENDING::equals).isPresent()
            ? snapshot.pendingPosition(job.key())
            : OptionalInt.empty();
    return diagnosis.heldBy().stream()
        .map(
            finding ->
                position.isPresent()
                    ? finding.label() + " (#" + position.getAsInt() + ")"
                    : finding.label())
        .distinct()
        .collect(Collectors.joining(", "));
  }

  /** When the job may run next, as far as the clock decides it. */
  static String next(Diagnosis diagnosis) {
    return next(diagnosis, Duration.ZERO);
  }

  /** The same some time after the dump; a moment that has come since then is {@code due}. */
  static String next(Diagnosis diagnosis, Duration later) {
    Job job = diagnosis.job();
    Optional<JobState> state = job.state();
    if (state.isEmpty()) {
      return "?";
    }
    if (state.get() == JobState.ACTIVE) {
      return "";
    }
    boolean batched = diagnosis.heldBy().stream().map(Finding::id).anyMatch("batching"::equals);
    if (state.get() != JobState.WAITING && !batched) {
      return "now";
    }
    Optional<Duration> earliest = job.times().earliest().filter(time -> !time.isNegative());
    if (earliest.isPresent()) {
      return isOver(earliest.get(), later) ? "due" : Span.relative(earliest.get().minus(later));
    }
    return job.times()
        .latest()
        .filter(time -> !time.isNegative() && job.info().periodic().isEmpty())
        .map(time -> isOver(time, later) ? "due" : "by " + Span.of(time.minus(later)))
        .orElse("when met");
  }

  private static boolean isOver(Duration time, Duration later) {
    return !later.isZero() && time.compareTo(later) <= 0;
  }

  /** The last run in the device's local time, with how it ended; empty when there was none. */
  static String lastRun(Job job) {
    return lastMoment(job)
        .map(
            moment ->
                moment.toString().replace('T', ' ')
                    + (job.past().lastFailed().filter(moment::equals).isPresent()
                        ? " failed"
                        : " ok"))
        .orElse("");
  }

  /** When the last run ended; absent when there was none. */
  static Optional<LocalDateTime> lastMoment(Job job) {
    Optional<LocalDateTime> succeeded = job.past().lastSuccessful();
    Optional<LocalDateTime> failed = job.past().lastFailed();
    return succeeded.isEmpty() || failed.filter(succeeded.get()::isBefore).isPresent()
        ? failed
        : succeeded;
  }

  /** The rhythm of a periodic job; empty for a one-off. */
  static String rhythm(Job job) {
    Optional<JobInfo.Periodic> periodic = job.info().periodic();
    if (periodic.isEmpty()) {
      return "";
    }
    String interval = Span.of(periodic.get().interval());
    return periodic.get().flex().equals(periodic.get().interval())
        ? interval
        : interval + " (last " + Span.of(periodic.get().flex()) + ")";
  }

  /** Names of constraints, as the dump lists them. */
  static String names(List<Constraint> constraints) {
    return constraints.stream().map(Constraint::name).collect(Collectors.joining(" "));
  }
}
