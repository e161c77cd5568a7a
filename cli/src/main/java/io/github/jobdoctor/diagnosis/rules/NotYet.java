package io.github.jobdoctor.diagnosis.rules;

import io.github.jobdoctor.diagnosis.Circumstances;
import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.diagnosis.PendingReason;
import io.github.jobdoctor.diagnosis.Rule;
import io.github.jobdoctor.job.Constraint;
import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.job.JobInfo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The job's time has not come: its minimum latency, its period, or its backoff. */
final class NotYet implements Rule {

  /** From API 34 on, so many stops by the system count as one failure. */
  private static final int STOPS_PER_FAILURE = 3;

  @Override
  public About about() {
    return new About(
        "its time has not come: latency, period, backoff",
        "21+",
        List.of("minimum-latency", "periodic-window", "backoff"));
  }

  @Override
  public List<Finding> judge(Circumstances circumstances) {
    if (!Explicit.isUnmet(circumstances, Constraint.TIMING_DELAY)) {
      return List.of();
    }
    Job job = circumstances.job();
    Optional<Duration> earliest = job.times().earliest();
    String when =
        earliest
            .filter(time -> !time.isNegative())
            .map(time -> " It may run in " + Words.span(time) + ".")
            .orElse(" That time is over by now; Android notices when its next alarm goes off.");
    int attempts = job.past().numFailures() + job.past().numSystemStops() / STOPS_PER_FAILURE;
    String id;
    String what;
    String remedy;
    if (attempts > 0) {
      id = "backoff";
      what = backoff(job);
      remedy =
          "Find out why the runs failed: the app's log, and `jobdoctor history`. Opening the app"
              + " or scheduling the job anew begins from the start.";
    } else if (job.info().periodic().isPresent()) {
      id = "periodic-window";
      what = period(job.info().periodic().get());
      remedy = "Wait. An interval is a floor, not a promise: Android picks the moment.";
    } else {
      id = "minimum-latency";
      what =
          "The job is not due yet"
              + job.info()
                  .minimumLatency()
                  .map(latency -> ": it was to wait " + Words.span(latency))
                  .orElse("")
              + ".";
      remedy = "Wait, or schedule it with a shorter delay.";
    }
    Finding.Builder finding =
        Explicit.begin(circumstances, id, "TIMING_DELAY", true)
            .reason(PendingReason.CONSTRAINT_MINIMUM_LATENCY)
            .summary(what + when + Explicit.overridden(circumstances))
            .line(circumstances.line("Run time: ", "Earliest run time: "))
            .line(Explicit.line(circumstances))
            .line(circumstances.line("Num failures: "))
            .line(circumstances.line("Num system stops: "))
            .line(circumstances.line(id.equals("backoff") ? "Backoff: " : "PERIODIC: "))
            .eta(earliest)
            .remedy(remedy);
    if (earliest.filter(time -> !time.isNegative()).isEmpty()) {
      finding.until("Android notices that its time has come");
    }
    return List.of(finding.build());
  }

  private static String backoff(Job job) {
    int failures = job.past().numFailures();
    int stops = job.past().numSystemStops();
    String after =
        failures > 0
            ? Words.count(failures, "failure") + " in a row"
            : Words.count(stops, "stop") + " by the system";
    return "After "
        + after
        + " Android lets the job wait longer each time"
        + job.info()
            .backoff()
            .map(
                backoff ->
                    " ("
                        + backoff.policy().name().toLowerCase(java.util.Locale.ROOT)
                        + ", from "
                        + Words.span(backoff.initial())
                        + " on, five hours at most)")
            .orElse("")
        + ".";
  }

  private static String period(JobInfo.Periodic periodic) {
    boolean whole = periodic.flex().equals(periodic.interval());
    return "The job runs once in each "
        + Words.span(periodic.interval())
        + (whole ? "" : ", within the last " + Words.span(periodic.flex()) + " of it")
        + ", and the next period has not come.";
  }
}
