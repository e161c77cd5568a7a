package io.github.jobdoctor.expectation;

import io.github.jobdoctor.diagnosis.Evidence;
import io.github.jobdoctor.diagnosis.Framework;
import io.github.jobdoctor.diagnosis.Surroundings;
import io.github.jobdoctor.diagnosis.rules.Words;
import io.github.jobdoctor.job.DumpLine;
import io.github.jobdoctor.job.EndReason;
import io.github.jobdoctor.job.Extent;
import io.github.jobdoctor.job.HistoryEvent;
import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.job.JobRun;
import io.github.jobdoctor.job.JobSchedulerSnapshot;
import io.github.jobdoctor.job.PastRuns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How the last run of a job ended, as far as Android tells.
 *
 * <p>The history has the same words for a run that is done and for one that asks to be run again.
 * What tells them apart is what Android makes of the job: one that is to be run again stays
 * registered and has its failures counted; a success is noted on a periodic job (API 27 and later),
 * and ends any other. The history of API 24 to 26 gives no reasons at all; API 27 has the word
 * "canceled" for a normal end and for a cancelled run. A framework that does its own work in a job,
 * as WorkManager does, tells Android nothing of how that went.
 *
 * @param kind the answer
 * @param reason what is so, in a sentence
 * @param evidence the lines that say so
 */
record RunEnd(Kind kind, String reason, List<Evidence> evidence) {

  /** The answers. */
  enum Kind {
    /** It came to its end by itself, and did not ask to be run again. */
    SUCCEEDED,
    /** It was stopped, or asked to be run again. */
    FAILED,
    /** Android's words leave it open. */
    OPEN
  }

  /** Services of frameworks, by which a run names them when its job is gone. */
  private static final Map<String, String> SERVICES =
      Map.of(
          "androidx.work.impl.background.systemjob.", "WorkManager",
          "com.android.server.content.SyncJobService", "SyncManager",
          "com.transistorsoft.tsbackgroundfetch.", "Transistor background-fetch",
          "com.evernote.android.job.", "Evernote android-job",
          "expo.modules.taskManager.", "Expo BackgroundFetch");

  /**
   * How a run ended that has a stop in the history, and no later one.
   *
   * @param now its job as it is registered; absent when it is not
   * @param seen its job as it was last seen; absent when it never was
   */
  static RunEnd of(JobRun run, Optional<Job> now, Optional<Job> seen, Surroundings around) {
    String reason = run.reason().orElse("");
    boolean normal = EndReason.isNormal(reason);
    boolean ambiguous = EndReason.isOpen(reason, around.neighbours().device().apiLevel());
    List<Evidence> lines = new ArrayList<>(evidence(run));
    if (!normal && !ambiguous && !reason.isEmpty()) {
      return new RunEnd(Kind.FAILED, words(run), lines);
    }
    if (now.isPresent()) {
      return registered(run, now.get(), lines);
    }
    return gone(run, normal, seen, around, lines);
  }

  /** Android keeps the score of a job that stays registered. */
  private static RunEnd registered(JobRun run, Job job, List<Evidence> lines) {
    Optional<RunEnd> past = ofPast(job);
    if (past.isPresent()) {
      lines.addAll(past.get().evidence());
      return new RunEnd(past.get().kind(), words(run) + " " + past.get().reason(), lines);
    }
    return new RunEnd(
        Kind.OPEN,
        words(run)
            + " The job is registered without a past: whether that run asked to be run again before"
            + " it was scheduled anew, or succeeded, the dump does not tell.",
        lines);
  }

  /** A job that asks to be run again stays registered. */
  private static RunEnd gone(
      JobRun run, boolean normal, Optional<Job> seen, Surroundings around, List<Evidence> lines) {
    if (!normal) {
      return new RunEnd(
          Kind.OPEN,
          words(run)
              + (run.reason().isPresent()
                  ? " This Android version says that of a normal end and of a cancelled run."
                  : " This Android version does not tell why a run ended."),
          lines);
    }
    JobSchedulerSnapshot snapshot = around.snapshot();
    if (!snapshot.hasAllJobs() && snapshot.extent() != Extent.WHOLE) {
      return new RunEnd(
          Kind.OPEN,
          words(run)
              + " Whether it asked to be run again would show in the part of the dump that is"
              + " missing.",
          lines);
    }
    boolean cancelled =
        snapshot.state().recentJobs().stream()
            .filter(recent -> recent.cancelled() && recent.key().isPresent())
            .filter(recent -> recent.key().equals(run.key().or(() -> seen.map(Job::key))))
            .anyMatch(recent -> recent.when().compareTo(run.stop().orElseThrow()) >= 0);
    if (cancelled) {
      return new RunEnd(
          Kind.OPEN,
          words(run)
              + " It was cancelled after that: whether it had asked to be run again cannot"
              + " be told.",
          lines);
    }
    Optional<String> framework = seen.flatMap(Framework::of).map(Framework::name);
    return framework
        .or(() -> frameworkIn(run.name()))
        .map(name -> new RunEnd(Kind.OPEN, words(run) + " " + unseen(name), lines))
        .orElseGet(
            () ->
                new RunEnd(
                    Kind.SUCCEEDED,
                    words(run)
                        + " It is registered no more, as it would be had it asked to be run again.",
                    lines));
  }

  private static Optional<String> frameworkIn(String name) {
    return SERVICES.entrySet().stream()
        .filter(entry -> name.contains(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static String unseen(String framework) {
    return "How "
        + framework
        + "'s own work went, Android is not told: a job that ended in good order may have done"
        + " failed work.";
  }

  /** How the last run of a registered job ended, by the score; absent when it has none. */
  static Optional<RunEnd> ofPast(Job job) {
    int failures = job.past().numFailures();
    int stops = job.past().numSystemStops();
    List<Evidence> lines = pastLines(job);
    if (failures > 0) {
      return Optional.of(
          new RunEnd(
              Kind.FAILED,
              "Android counts it as a failure"
                  + (failures > 1 ? ", the last of " + failures : "")
                  + ".",
              lines));
    }
    if (stops > 0) {
      return Optional.of(
          new RunEnd(
              Kind.FAILED, "The system stopped its last runs, " + stops + " so far.", lines));
    }
    if (job.past().lastSuccessful().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Framework.of(job)
            .map(one -> new RunEnd(Kind.OPEN, unseen(one.name()), lines))
            .orElseGet(
                () ->
                    new RunEnd(Kind.SUCCEEDED, "Android notes its last run as a success.", lines)));
  }

  /** The lines of a job's block that tell of its runs. */
  static List<Evidence> pastLines(Job job) {
    List<Evidence> lines = new ArrayList<>();
    PastRuns past = job.past();
    if (past.numFailures() > 0) {
      line(job, "Num failures: ").ifPresent(lines::add);
    }
    if (past.numSystemStops() > 0) {
      line(job, "Num system stops: ").ifPresent(lines::add);
    }
    if (past.lastSuccessful().isPresent()) {
      line(job, "Last successful run: ").ifPresent(lines::add);
    }
    if (past.lastFailed().isPresent()) {
      line(job, "Last failed run: ").ifPresent(lines::add);
    }
    return lines;
  }

  private static Optional<Evidence> line(Job job, String beginning) {
    // From below: what an app could imitate stands above the genuine lines.
    for (int i = job.block().size() - 1; i >= 0; i--) {
      if (job.block().get(i).strip().startsWith(beginning)) {
        return Optional.of(Evidence.of(new DumpLine(job.line() + i, job.block().get(i))));
      }
    }
    return Optional.empty();
  }

  /** The lines of a run in the history. */
  static List<Evidence> evidence(JobRun run) {
    return Stream.of(run.started(), run.stopped())
        .flatMap(Optional::stream)
        .map(HistoryEvent::line)
        .map(Evidence::of)
        .toList();
  }

  /** A run in a sentence. */
  static String words(JobRun run) {
    String began = run.start().map(when -> "began " + Words.span(when) + " ago").orElse("");
    if (run.running()) {
      return "A run " + began + " and goes on.";
    }
    String ended =
        run.stop()
            .map(
                when ->
                    "ended "
                        + Words.span(when)
                        + " ago"
                        + run.reason().map(reason -> " (" + reason + ")").orElse(""))
            .orElse("");
    return "A run " + began + (began.isEmpty() || ended.isEmpty() ? "" : " and ") + ended + ".";
  }
}
