package io.github.jobdoctor.diagnosis.rules;

import io.github.jobdoctor.diagnosis.Confidence;
import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.job.JobKey;
import io.github.jobdoctor.job.JobRun;
import io.github.jobdoctor.job.JobSchedulerSnapshot;
import io.github.jobdoctor.job.RunHistory;
import io.github.jobdoctor.job.SchedulerState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A job that is registered no longer: how it ended. */
final class GoneJob {

  private final JobSchedulerSnapshot snapshot;
  private final AbsentJob.Search search;

  GoneJob(JobSchedulerSnapshot snapshot, AbsentJob.Search search) {
    this.snapshot = snapshot;
    this.search = search;
  }

  /** What is known of its end, the latest first; empty when there is no trace. */
  List<Finding> findings() {
    List<Trace> traces = new ArrayList<>();
    recent(true).ifPresent(traces::add);
    recent(false).ifPresent(traces::add);
    if (traces.isEmpty()) {
      lastRun().ifPresent(traces::add);
    }
    return traces.stream()
        .sorted(Comparator.comparing(Trace::when).reversed())
        .map(Trace::finding)
        .toList();
  }

  private record Trace(Duration when, Finding finding) {}

  private Optional<Trace> recent(boolean cancelled) {
    List<SchedulerState.RecentJob> jobs =
        snapshot.state().recentJobs().stream()
            .filter(recent -> recent.cancelled() == cancelled)
            .filter(this::isMeant)
            .sorted(Comparator.comparing(SchedulerState.RecentJob::when).reversed())
            .toList();
    if (jobs.isEmpty()) {
      return Optional.empty();
    }
    Duration when = jobs.get(0).when();
    String others = jobs.size() > 1 ? ", the last of " + jobs.size() + " that the dump lists" : "";
    Finding.Builder finding =
        cancelled
            ? Finding.blocked("cancelled", "cancelled")
                .summary("It was cancelled " + Words.span(when) + " ago" + others + ".")
                .remedy(
                    "Look for cancel() and cancelAll(), for work that is cancelled or replaced, and"
                        + " for a force-stop of the app, which cancels its jobs.")
                .until("the app schedules it again")
            : Finding.note("finished", "finished")
                .summary(
                    "It completed "
                        + Words.span(when)
                        + " ago"
                        + others
                        + ", and is done unless the app schedules it again.");
    jobs.stream().limit(AbsentJob.CITED).forEach(job -> finding.line(Optional.of(job.line())));
    return Optional.of(new Trace(when, finding.build()));
  }

  private boolean isMeant(SchedulerState.RecentJob recent) {
    Set<String> packages =
        AbsentJob.packages(recent.source(), recent.service().map(GoneJob::packageOf));
    boolean inside =
        search.isOf(packages)
            && search.isIn(recent.key().flatMap(JobKey::namespace))
            && (recent.key().filter(key -> search.isOfUser(key.caller().userId())).isPresent()
                || recent.source().filter(own -> search.isOfUser(own.userId())).isPresent()
                || search.user().isEmpty());
    return inside && (packages.contains(search.asked()) || isNamed(recent, packages));
  }

  private boolean isNamed(SchedulerState.RecentJob recent, Set<String> packages) {
    String asked = search.asked().startsWith("#") ? search.asked().substring(1) : search.asked();
    Set<String> names = new LinkedHashSet<>();
    recent
        .key()
        .ifPresent(
            key -> {
              String id = Integer.toString(key.jobId());
              names.add(id);
              names.add(key.toString());
              names.add(key.caller() + "/" + id);
              key.namespace().ifPresent(namespace -> names.add(namespace + ":" + id));
              packages.forEach(name -> names.add(name + "/" + id));
            });
    return names.contains(asked)
        || recent.service().filter(service -> isClass(service, asked)).isPresent();
  }

  private static boolean isClass(String service, String asked) {
    String name = service.substring(service.indexOf('/') + 1);
    String whole = name.startsWith(".") ? packageOf(service) + name : name;
    return !asked.isEmpty()
        && (service.equals(asked) || whole.equals(asked) || whole.endsWith("." + asked));
  }

  private static String packageOf(String service) {
    return service.substring(0, Math.max(0, service.indexOf('/')));
  }

  /** The last run that the history tells of. */
  private Optional<Trace> lastRun() {
    return runs()
        .filter(run -> run.stop().isPresent())
        .max(Comparator.comparing(run -> run.stop().get()))
        .map(
            run -> {
              String reason = run.reason().orElse("");
              boolean cancelled =
                  reason.startsWith("cancel() called")
                      || reason.startsWith("cancelAll() called")
                      || run.stopReason().filter(GoneJob::isRemoval).isPresent();
              String ended =
                  Words.span(run.stop().get())
                      + " ago"
                      + (reason.isEmpty() ? "" : " (" + reason + ")");
              Finding.Builder finding =
                  cancelled
                      ? Finding.blocked("cancelled", "cancelled")
                          .summary("It was cancelled while it ran, " + ended + ".")
                          .remedy("Look at what cancelled it, and let the app schedule it again.")
                          .until("the app schedules it again")
                      : Finding.note("finished", "finished")
                          .confidence(
                              run.jobId().isPresent() ? Confidence.LIKELY : Confidence.POSSIBLE)
                          .summary(
                              "Its last run ended "
                                  + ended
                                  + ", and it has not been registered again.");
              run.started().ifPresent(event -> finding.line(Optional.of(event.line())));
              run.stopped().ifPresent(event -> finding.line(Optional.of(event.line())));
              return new Trace(run.stop().get(), finding.build());
            });
  }

  private static boolean isRemoval(String stopReason) {
    return stopReason.equals("uninstall") || stopReason.equals("data_cleared");
  }

  private Stream<JobRun> runs() {
    return RunHistory.of(snapshot).runs().stream()
        .filter(run -> search.isOfUser(run.sourceUid().userId()))
        .filter(run -> search.isOf(Set.of(run.packageName())))
        .filter(
            run ->
                search.namespace().isEmpty()
                    || search.isIn(run.key().flatMap(JobKey::namespace))
                    || run.name().contains("@" + search.namespace().get() + "@"))
        .filter(run -> run.isMeantBy(search.asked()) || run.packageName().equals(search.asked()));
  }
}
