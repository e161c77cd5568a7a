package io.github.jobdoctor.expectation;

import io.github.jobdoctor.diagnosis.Diagnosis;
import io.github.jobdoctor.diagnosis.Evidence;
import io.github.jobdoctor.diagnosis.rules.Words;
import io.github.jobdoctor.job.Extent;
import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.job.JobRun;
import io.github.jobdoctor.job.JobSchedulerSnapshot;
import io.github.jobdoctor.job.JobState;
import io.github.jobdoctor.job.PastRuns;
import io.github.jobdoctor.job.RunHistory;
import io.github.jobdoctor.job.TypedDuration;
import io.github.jobdoctor.job.Uid;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Judges an expectation of runs by one look: did it run, and how did its last run end? */
final class PastJudge {

  private final Expectation expectation;
  private final JobSchedulerSnapshot snapshot;
  private final Look look;
  private final Optional<Job> job;
  private final SeenJobs seen;
  private final RunHistory history;

  /** Runs before this moment, on the dump's clock, do not count; absent when all do. */
  private final Optional<Duration> from;

  PastJudge(Expectation expectation, Look look, Optional<Job> job, SeenJobs seen) {
    this.expectation = expectation;
    this.snapshot = look.diagnoses().snapshot();
    this.look = look;
    this.job = job;
    this.seen = seen;
    this.history = RunHistory.of(snapshot);
    Optional<Duration> before =
        expectation.since().or(() -> expectation.within().map(time -> Duration.ZERO));
    this.from = before.flatMap(time -> look.sinceFirst().map(time::plus)).map(Duration::negated);
  }

  /**
   * The answer.
   *
   * @param missing what there is to say when neither the job nor a run of it is known
   */
  Outcome judge(Supplier<Outcome> missing) {
    List<JobRun> all = history.runs().stream().filter(this::isMeant).toList();
    if (job.isEmpty() && seen.last().isEmpty()) {
      List<String> names = all.stream().map(PastJudge::ownerOf).distinct().toList();
      if (names.size() > 1) {
        return new Outcome(
            Outcome.Kind.AMBIGUOUS,
            "The job history has runs of several jobs that go by that name: "
                + String.join(", ", names),
            List.of());
      }
    }
    boolean known = job.isPresent() || seen.last().isPresent() || !all.isEmpty();
    List<JobRun> counted = all.stream().filter(this::counts).toList();
    return switch (expectation.condition().kind()) {
      case RAN -> ran(all, counted, known, missing);
      case SUCCEEDED -> ended(RunEnd.Kind.SUCCEEDED, all, counted, known, missing);
      case FAILED -> ended(RunEnd.Kind.FAILED, all, counted, known, missing);
      case SCHEDULED, ABSENT, READY, PENDING, RUNNING, BLOCKED_BY, NEXT_RUN_WITHIN ->
          throw new IllegalStateException(expectation.condition() + " is not of runs");
    };
  }

  private Outcome ran(
      List<JobRun> all, List<JobRun> counted, boolean known, Supplier<Outcome> missing) {
    if (runsNow()) {
      Optional<Diagnosis> diagnosis = job.map(look.diagnoses()::standing);
      return Outcome.met(
          diagnosis.map(Judge::standing).orElse("It runs."),
          diagnosis.map(Judge::evidence).orElse(List.of()));
    }
    if (!counted.isEmpty()) {
      JobRun last = counted.get(counted.size() - 1);
      return Outcome.met(RunEnd.words(last), RunEnd.evidence(last));
    }
    Optional<List<Evidence>> noted = job.map(this::notedRuns).filter(lines -> !lines.isEmpty());
    if (noted.isPresent()) {
      return Outcome.met("Android notes that it ran.", noted.get());
    }
    return none("No run of it began", all, known, missing);
  }

  private Outcome ended(
      RunEnd.Kind wanted,
      List<JobRun> all,
      List<JobRun> counted,
      boolean known,
      Supplier<Outcome> missing) {
    Optional<JobRun> last =
        counted.stream()
            .filter(run -> run.stop().filter(this::isCounted).isPresent())
            .max(Comparator.comparing(run -> run.stop().orElseThrow()));
    Optional<RunEnd> end =
        last.map(
                run ->
                    RunEnd.of(
                        run,
                        job.filter(now -> seen.of(run).filter(now::equals).isPresent()),
                        seen.of(run),
                        look.diagnoses().around()))
            .or(() -> job.filter(this::pastCounts).flatMap(RunEnd::ofPast));
    if (end.isPresent()) {
      RunEnd.Kind kind = end.get().kind();
      return kind == RunEnd.Kind.OPEN
          ? Outcome.cannotTell(end.get().reason(), end.get().evidence())
          : Outcome.metIf(kind == wanted, end.get().reason(), end.get().evidence());
    }
    if (runsNow()) {
      return Outcome.notMet(
          "It still runs.",
          job.map(look.diagnoses()::standing).map(Judge::evidence).orElse(List.of()));
    }
    if (!counted.isEmpty()) {
      JobRun open = counted.get(counted.size() - 1);
      return Outcome.cannotTell(
          "It started, and the job history does not say when and how that run ended.",
          RunEnd.evidence(open));
    }
    return none("No run of it ended", all, known, missing);
  }

  /** Nothing was seen: whether that means that nothing was. */
  private Outcome none(String what, List<JobRun> all, boolean known, Supplier<Outcome> missing) {
    if (!known) {
      Outcome absent = missing.get();
      return absent.kind() == Outcome.Kind.NOT_FOUND ? unnumbered().orElse(absent) : absent;
    }
    if (snapshot.extent() == Extent.CUT_OFF || snapshot.extent() == Extent.FRAGMENT) {
      return Outcome.cannotTell(
          snapshot.extent() == Extent.CUT_OFF
              ? "The dump was cut off, so runs may be missing in it."
              : "This is a piece of a dump: runs may be missing in it.",
          List.of());
    }
    if (snapshot.jobs().stream().anyMatch(one -> !(one.key().caller() instanceof Uid))) {
      return Outcome.cannotTell(
          "This Android version keeps no job history (API 21 to 23).", List.of());
    }
    boolean reaches =
        !history.forgets()
            || from.isEmpty()
            || history.since().filter(oldest -> oldest.compareTo(from.get()) <= 0).isPresent();
    if (!reaches) {
      return Outcome.cannotTell(
          "The job history is full, and reaches back only "
              + history.since().map(Words::span).orElse("nothing")
              + ": earlier runs are forgotten.",
          List.of());
    }
    Optional<JobRun> before =
        all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    String reason =
        what
            + (from.isPresent() ? window() : " in the time that the job history tells of")
            + "."
            + before.map(run -> " Before that: " + RunEnd.words(run)).orElse("");
    Optional<Diagnosis> diagnosis = job.map(look.diagnoses()::standing);
    return Outcome.notMet(
        (reason + " " + diagnosis.map(Judge::standing).orElseGet(() -> gone(missing))).strip(),
        diagnosis
            .map(Judge::evidence)
            .orElseGet(() -> before.map(RunEnd::evidence).orElse(List.of())));
  }

  /**
   * Up to API 26 the history has no numbers: a run that is there may be that of a job by number.
   */
  private Optional<Outcome> unnumbered() {
    List<JobRun> possible =
        history.runs().stream()
            .filter(this::counts)
            .filter(expectation.subject()::mayMean)
            .toList();
    return possible.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Outcome.cannotTell(
                "It is not registered, and this Android version's job history tells runs by name"
                    + " and not by number (API 24 to 26): "
                    + (possible.size() == 1 ? "a run that may" : possible.size() + " runs that may")
                    + " be its are there.",
                RunEnd.evidence(possible.get(possible.size() - 1))));
  }

  private static String gone(Supplier<Outcome> missing) {
    return missing.get().reason();
  }

  private String window() {
    return expectation
        .since()
        .map(
            time ->
                expectation.within().isPresent()
                    ? " from " + TypedDuration.of(time) + " before the first look on"
                    : " in the last " + TypedDuration.of(time))
        .orElse(" since the first look (--since counts earlier ones)");
  }

  private boolean runsNow() {
    return job.filter(
            now ->
                now.state().filter(JobState.ACTIVE::equals).isPresent()
                    || snapshot.activeEntry(now.key()).isPresent())
        .isPresent();
  }

  private boolean isMeant(JobRun run) {
    // A registered job is meant by its identity: others may share the number or the class.
    return seen.last().isPresent() ? seen.of(run).isPresent() : expectation.subject().means(run);
  }

  private boolean counts(JobRun run) {
    return run.running()
        || run.start().filter(this::isCounted).isPresent()
        || run.stop().filter(this::isCounted).isPresent();
  }

  private boolean isCounted(Duration when) {
    return from.isEmpty() || when.compareTo(from.get()) >= 0;
  }

  /** Without a window all of its past counts, else what has been noted since the first look. */
  private boolean pastCounts(Job now) {
    PastRuns first = seen.firstPast(now);
    return isUnbounded()
        || !first.lastSuccessful().equals(now.past().lastSuccessful())
        || !first.lastFailed().equals(now.past().lastFailed());
  }

  private boolean isUnbounded() {
    return expectation.since().isEmpty() && expectation.within().isEmpty();
  }

  private List<Evidence> notedRuns(Job now) {
    return pastCounts(now) ? RunEnd.pastLines(now) : List.of();
  }

  private static String ownerOf(JobRun run) {
    return run.key()
        .map(Object::toString)
        .orElseGet(
            () ->
                run.sourceUid()
                    + (run.jobId().isPresent() ? "/" + run.jobId().getAsInt() : "")
                    + " "
                    + run.name());
  }
}
