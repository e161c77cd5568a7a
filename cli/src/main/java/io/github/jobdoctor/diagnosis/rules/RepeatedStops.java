package io.github.jobdoctor.diagnosis.rules;

import io.github.jobdoctor.diagnosis.Circumstances;
import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.diagnosis.NotingRule;
import io.github.jobdoctor.job.HistoryEvent;
import io.github.jobdoctor.job.JobRun;
import java.util.List;
import java.util.Set;

/** The runs of the job end in the same way again and again (from its history). */
final class RepeatedStops implements NotingRule {

  /** From so many in a row on it is no accident. */
  private static final int OFTEN = 2;

  private static final List<Kind> KINDS =
      List.of(
          new Kind(
              "repeated-timeouts",
              "timeout",
              Set.of("timeout", "timeout_abandoned", "anr"),
              List.of("timeout while executing", "timed out while", "force timeout from shell"),
              "Android stopped it for running, starting or stopping too long",
              "End the work in time and call jobFinished; a worker has to return within ten"
                  + " minutes and to end when it is told to stop. A worker whose JavaScript or Dart"
                  + " never answers ends like this, too."),
          new Kind(
              "repeated-process-deaths",
              "process died",
              Set.of(),
              List.of("unexpectedly disconnected", "binding died", "host crashed", "null binding"),
              "the app's process died while it ran",
              "Find the crash or the kill: logcat, and `adb shell dumpsys activity exit-info`."),
          new Kind(
              "repeatedly-replaced",
              "replaced",
              Set.of(),
              List.of("job rescheduled by app", "cancel() called by app", "cancelAll() called"),
              "the app itself cancelled or scheduled it anew while it ran",
              "Schedule it once and keep it: ExistingPeriodicWorkPolicy.KEEP or UPDATE instead of"
                  + " REPLACE or CANCEL_AND_REENQUEUE, and no cancel() at every start of the app."),
          new Kind(
              "repeated-stops",
              "stopped",
              Set.of(
                  "constraints",
                  "preempt",
                  "device_idle",
                  "thermal",
                  "restricted_bucket",
                  "battery_saver",
                  "quota"),
              List.of(
                  "cancelled due to unsatisfied constraints",
                  "cancelled due to doze",
                  "cancelled due to restricted bucket",
                  "cancelled due to thermal condition",
                  "restricted due to",
                  "battery saver",
                  "deep doze",
                  "too many jobs running",
                  "higher bias job found",
                  "blocking "),
              "the system stopped it before its end",
              "Make the work short, or able to go on where it was stopped."));

  /** A way in which runs end. */
  private record Kind(
      String id,
      String label,
      Set<String> reasons,
      List<String> texts,
      String what,
      String remedy) {

    private boolean fits(JobRun run) {
      return run.stopReason().filter(reasons::contains).isPresent()
          || run.reason().filter(text -> texts.stream().anyMatch(text::startsWith)).isPresent();
    }
  }

  @Override
  public About about() {
    return new About(
        "its runs end badly, again and again", "27+", KINDS.stream().map(Kind::id).toList());
  }

  @Override
  public List<Finding> judge(Circumstances circumstances) {
    List<JobRun> ended =
        circumstances.runs().stream().filter(run -> run.stopped().isPresent()).toList();
    for (Kind kind : KINDS) {
      int row = 0;
      while (row < ended.size() && kind.fits(ended.get(ended.size() - 1 - row))) {
        row++;
      }
      if (row >= OFTEN) {
        return List.of(finding(kind, ended.subList(ended.size() - row, ended.size())));
      }
    }
    return List.of();
  }

  private static Finding finding(Kind kind, List<JobRun> row) {
    JobRun last = row.get(row.size() - 1);
    Finding.Builder finding =
        Finding.note(kind.id(), kind.label())
            .summary(
                "It did run, but in its last "
                    + row.size()
                    + " runs "
                    + kind.what()
                    + last.reason().map(text -> " (" + text + ")").orElse("")
                    + last.stop().map(when -> ", last " + Words.span(when) + " ago").orElse("")
                    + ".")
            .remedy(kind.remedy());
    for (JobRun run : row) {
      finding.line(run.stopped().map(HistoryEvent::line));
    }
    return finding.build();
  }
}
