package io.github.jobdoctor.diagnosis.rules;

import io.github.jobdoctor.diagnosis.Circumstances;
import io.github.jobdoctor.diagnosis.Confidence;
import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.diagnosis.NotingRule;
import io.github.jobdoctor.job.ActiveJob;
import io.github.jobdoctor.job.HistoryEvent;
import io.github.jobdoctor.job.JobRun;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The job runs, and has for so long that it may be hanging: code that never says that it is done
 * goes on until Android's time limit.
 */
final class LongRun implements NotingRule {

  private static final Duration LONG = Duration.ofMinutes(5);

  /** User-initiated jobs run for hours by design. */
  private static final int USER_INITIATED = 0x20;

  @Override
  public About about() {
    return new About("it runs for long: perhaps nobody ends it", "24+", List.of("long-run"));
  }

  @Override
  public List<Finding> judge(Circumstances circumstances) {
    Optional<Duration> running =
        circumstances
            .snapshot()
            .activeEntry(circumstances.job().key())
            .flatMap(ActiveJob::runningFor)
            .filter(time -> time.compareTo(LONG) >= 0);
    boolean byDesign = (circumstances.job().info().flags() & USER_INITIATED) != 0;
    if (running.isEmpty() || byDesign) {
      return List.of();
    }
    List<JobRun> runs = circumstances.runs();
    List<JobRun> timeouts =
        runs.stream()
            .filter(run -> run.stopReason().filter(why -> why.startsWith("timeout")).isPresent())
            .toList();
    Finding.Builder finding =
        Finding.note("long-run", "long run")
            .confidence(timeouts.isEmpty() ? Confidence.POSSIBLE : Confidence.LIKELY)
            .summary(
                "It has run for "
                    + Words.span(running.get())
                    + (timeouts.isEmpty()
                        ? ". If its work does not take that long, nobody says that it is done:"
                        : ", and "
                            + Words.count(timeouts.size(), "earlier run")
                            + " ended at Android's time limit. Probably nobody says that it is"
                            + " done:")
                    + " the code for it was never registered in a headless start, or it waits for"
                    + " ever.")
            .remedy(
                "Look at the app's log from the start of the run. Register the task where a start"
                    + " without the app's screen finds it, and call jobFinished, or return, in every"
                    + " path.");
    runs.stream()
        .filter(JobRun::running)
        .findFirst()
        .flatMap(JobRun::started)
        .ifPresent(start -> finding.line(Optional.of(start.line())));
    timeouts.forEach(run -> finding.line(run.stopped().map(HistoryEvent::line)));
    return List.of(finding.line(circumstances.readyLine()).build());
  }
}
