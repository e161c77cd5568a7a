package io.github.jobdoctor.diagnosis.rules;

import io.github.jobdoctor.diagnosis.Circumstances;
import io.github.jobdoctor.job.Constraint;
import io.github.jobdoctor.job.DumpLine;
import io.github.jobdoctor.job.Durations;
import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.job.JobState;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * For how long a job has been ready without Android queueing it. Android queues a ready job at once
 * unless it gathers jobs first, so a long time means that something outside of its rules is at
 * work.
 *
 * @param time how long; positive
 * @param told whether the dump has the job's last change of constraints (API 31 and later); else
 *     one of them may have come true only a moment ago
 * @param line where the dump says so; absent when several lines together do
 */
record ReadySince(Duration time, boolean told, Optional<DumpLine> line) {

  /** Longer than anything that happens by itself. */
  private static final Duration LONG = Duration.ofMinutes(10);

  /** The same where the last change is not told. */
  private static final Duration VERY_LONG = Duration.ofHours(1);

  private static final String HISTORY = "Constraint history:";

  /** Absent when the job is not ready, is gathered with others, or is not ready for long. */
  static Optional<ReadySince> of(Circumstances circumstances) {
    Job job = circumstances.job();
    boolean ready =
        circumstances.where().filter(JobState.READY::equals).isPresent()
            && job.standby().forceBatchedSince().isEmpty();
    if (!ready) {
      return Optional.empty();
    }
    Optional<DumpLine> change = lastChange(job);
    Optional<Duration> changed = change.flatMap(ReadySince::when);
    Optional<Duration> due =
        job.constraints().required().contains(Constraint.TIMING_DELAY)
            ? job.times().earliest()
            : Optional.empty();
    Optional<Duration> last =
        Stream.of(changed, due, job.times().enqueued())
            .flatMap(Optional::stream)
            .max(Comparator.naturalOrder());
    return last.map(Duration::negated)
        .filter(time -> time.compareTo(changed.isPresent() ? LONG : VERY_LONG) >= 0)
        .map(
            time ->
                new ReadySince(
                    time,
                    changed.isPresent(),
                    change.or(() -> circumstances.line("Run time: ", "Earliest run time: "))));
  }

  /** {@code -3m2s1ms = CHARGING … [0x…]}, the last line of its list. */
  private static Optional<DumpLine> lastChange(Job job) {
    List<String> block = job.block();
    int at = -1;
    for (int i = 0; i < block.size(); i++) {
      // From below: what an app could imitate stands above the genuine lines.
      at = block.get(i).strip().equals(HISTORY) ? i : at;
    }
    Optional<DumpLine> last = Optional.empty();
    for (int i = at + 1; at >= 0 && i < block.size(); i++) {
      DumpLine line = new DumpLine(job.line() + i, block.get(i));
      if (when(line).isEmpty()) {
        break;
      }
      last = Optional.of(line);
    }
    return last;
  }

  private static Optional<Duration> when(DumpLine line) {
    int end = line.text().indexOf(" =");
    return end < 0 ? Optional.empty() : Durations.parse(line.text().substring(0, end).strip());
  }
}
