package io.github.jobdoctor.diagnosis.rules;

import io.github.jobdoctor.diagnosis.Circumstances;
import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.diagnosis.NotingRule;
import io.github.jobdoctor.job.SchedulerState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The app does too often what Android counts (API 30 and later, reference/readiness.md §6.3). */
final class CountedCalls implements NotingRule {

  @Override
  public About about() {
    return new About(
        "its app schedules too often, or times out too often",
        "30+",
        List.of("schedule-quota", "buggy-app"));
  }

  @Override
  public List<Finding> judge(Circumstances circumstances) {
    List<Finding> findings = new ArrayList<>();
    for (SchedulerState.CallCount call : circumstances.state().callCounts()) {
      boolean ours =
          call.userId() == circumstances.sourceUser()
              && circumstances.packages().contains(call.packageName());
      if (ours && call.limit() > 0 && call.count() >= call.limit()) {
        findings.add(call.what().contains("schedule") ? schedules(call) : buggy(call));
      }
    }
    return findings;
  }

  private static String numbers(SchedulerState.CallCount call) {
    return call.count() + " within " + Words.span(call.window()) + ", " + call.limit() + " allowed";
  }

  private static Finding schedules(SchedulerState.CallCount call) {
    return Finding.note("schedule-quota", "schedule quota")
        .summary(
            "The app schedules persisted jobs too often ("
                + numbers(call)
                + "): schedule() fails for it, and Android restricts it.")
        .line(Optional.of(call.line()))
        .remedy("Schedule a job once, not in a loop. To test on: reset the count.")
        .apply("cmd jobscheduler reset-schedule-quota")
        .build();
  }

  private static Finding buggy(SchedulerState.CallCount call) {
    return Finding.note("buggy-app", "counts as buggy")
        .summary(
            "The app counts as buggy for "
                + call.what()
                + " ("
                + numbers(call)
                + "): its jobs get less time, and it sinks in the standby buckets.")
        .line(Optional.of(call.line()))
        .remedy("End jobs in time: jobFinished, and a quick answer to onStartJob and onStopJob.")
        .build();
  }
}
