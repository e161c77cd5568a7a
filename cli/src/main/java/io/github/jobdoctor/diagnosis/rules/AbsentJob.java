package io.github.jobdoctor.diagnosis.rules;

import io.github.jobdoctor.diagnosis.Commands;
import io.github.jobdoctor.diagnosis.Confidence;
import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.diagnosis.NeighbourQuestion;
import io.github.jobdoctor.diagnosis.Rule;
import io.github.jobdoctor.diagnosis.Surroundings;
import io.github.jobdoctor.diagnosis.Verdict;
import io.github.jobdoctor.job.DumpLine;
import io.github.jobdoctor.job.Extent;
import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.job.JobKey;
import io.github.jobdoctor.job.JobReference;
import io.github.jobdoctor.job.JobRun;
import io.github.jobdoctor.job.JobSchedulerSnapshot;
import io.github.jobdoctor.job.Neighbour;
import io.github.jobdoctor.job.PackageStats;
import io.github.jobdoctor.job.RunHistory;
import io.github.jobdoctor.job.SchedulerState;
import io.github.jobdoctor.job.Uid;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A job, or the jobs of a package, that somebody asks for and that is not registered: what the dump
 * shows of it all the same.
 */
public final class AbsentJob {

  /** Its findings. */
  static final Rule.About ABOUT =
      new Rule.About(
          "it is not registered: of another user or namespace, cancelled, finished, never scheduled",
          "21+",
          List.of(
              "not-installed",
              "app-disabled",
              "other-user",
              "other-namespace",
              "other-package",
              "cancelled",
              "finished",
              "never-scheduled",
              "dump-incomplete"));

  /** The lines that one finding cites at most. */
  private static final int CITED = 3;

  private final JobSchedulerSnapshot snapshot;
  private final Search search;

  /** What would help to tell why the jobs of an app are not there. */
  public static NeighbourQuestion question(Search search) {
    Set<String> packages = new LinkedHashSet<>();
    search.packageName().ifPresent(packages::add);
    int slash = search.asked().indexOf('/');
    packages.add(slash < 0 ? search.asked() : search.asked().substring(0, slash));
    packages.removeIf(name -> !name.contains(".") || !Commands.isPlain(name));
    return new NeighbourQuestion(
        packages.isEmpty() ? Set.of() : EnumSet.of(Neighbour.PACKAGE, Neighbour.EXIT_INFO),
        packages);
  }

  private AbsentJob(JobSchedulerSnapshot snapshot, Search search) {
    this.snapshot = snapshot;
    this.search = search;
  }

  /**
   * What is looked for.
   *
   * @param asked a job as a person types it, or a package
   * @param packageName the package that it has to be of; absent when any will do
   * @param user the user that it has to be of; absent when any will do
   * @param namespace the namespace that it has to be in; absent when any will do
   */
  public record Search(
      String asked, Optional<String> packageName, OptionalInt user, Optional<String> namespace) {

    private boolean isOfUser(int userId) {
      return user.isEmpty() || user.getAsInt() == userId;
    }

    private boolean isIn(Optional<String> other) {
      return namespace.isEmpty() || namespace.equals(other);
    }

    private boolean isOf(Set<String> packages) {
      return packageName.isEmpty() || packages.contains(packageName.get());
    }
  }

  /** What there is to say, most telling first; never empty. */
  public static List<Finding> findings(Surroundings around, Search search) {
    List<Finding> findings =
        new ArrayList<>(
            AbsentApp.findings(
                around.neighbours(), question(search).packages(), search.user().orElse(0)));
    boolean explained = findings.stream().anyMatch(Finding::holdsBack);
    findings.addAll(new AbsentJob(around.snapshot(), search).findings(explained));
    return findings;
  }

  /**
   * What the dump shows of it.
   *
   * @param explained whether the state of its app tells already why it is not there
   */
  private List<Finding> findings(boolean explained) {
    List<Finding> findings = new ArrayList<>(elsewhere());
    findings.addAll(gone());
    if (findings.isEmpty()) {
      packageActivity().ifPresent(findings::add);
    }
    if (findings.isEmpty() && !(explained && isCovered())) {
      findings.add(isCovered() ? never() : incomplete());
    }
    return findings;
  }

  // Registered, but not where it was looked for.

  private List<Finding> elsewhere() {
    Set<Job> named = new LinkedHashSet<>(JobReference.of(search.asked()).in(snapshot));
    snapshot.jobsOf(search.asked()).forEach(named::add);
    List<Finding> findings = new ArrayList<>();
    Set<Job> ofOtherUsers = new LinkedHashSet<>(ofOtherUsers());
    named.stream().filter(job -> !isOfUser(job)).forEach(ofOtherUsers::add);
    elsewhere("other-user", "other user", "It is registered for another user", ofOtherUsers)
        .ifPresent(findings::add);
    Set<Job> inOtherNamespaces = new LinkedHashSet<>(inOtherNamespaces());
    named.stream()
        .filter(job -> isOfUser(job) && !search.isIn(job.key().namespace()))
        .forEach(inOtherNamespaces::add);
    elsewhere(
            "other-namespace",
            "other namespace",
            "It is registered in another namespace",
            inOtherNamespaces)
        .ifPresent(findings::add);
    List<Job> ofOtherPackages =
        named.stream()
            .filter(job -> isOfUser(job) && search.isIn(job.key().namespace()))
            .filter(job -> !search.isOf(packages(job.source(), job.servicePackage())))
            .toList();
    elsewhere(
            "other-package",
            "other package",
            "It is registered for another package",
            ofOtherPackages)
        .ifPresent(findings::add);
    return findings;
  }

  private boolean isOfUser(Job job) {
    return search.isOfUser(job.key().caller().userId())
        || job.source().filter(source -> search.isOfUser(source.userId())).isPresent();
  }

  /** {@code u0a123/5} is asked for, and the same app has it for user 10. */
  private List<Job> ofOtherUsers() {
    int slash = search.asked().lastIndexOf('/');
    if (slash < 0) {
      return List.of();
    }
    String owner = search.asked().substring(0, slash);
    int start = Math.max(owner.lastIndexOf(':'), owner.startsWith("#") ? 0 : -1) + 1;
    Optional<Uid> uid = Uid.parse(owner.substring(start));
    String id = search.asked().substring(slash + 1);
    return uid.stream()
        .flatMap(
            wanted ->
                snapshot.jobs().stream()
                    .filter(job -> Integer.toString(job.key().jobId()).equals(id))
                    .filter(
                        job ->
                            job.key()
                                .callingUid()
                                .filter(
                                    other ->
                                        other.appId() == wanted.appId() && !other.equals(wanted))
                                .isPresent()))
        .toList();
  }

  /** {@code NAMESPACE:u0a123/5} is asked for, and there is one in another namespace. */
  private List<Job> inOtherNamespaces() {
    int colon = search.asked().lastIndexOf(':');
    return colon < 0
        ? List.of()
        : JobReference.of(search.asked().substring(colon + 1)).in(snapshot).stream()
            .filter(this::isOfUser)
            .toList();
  }

  private static Optional<Finding> elsewhere(
      String id, String label, String summary, Iterable<Job> jobs) {
    List<Job> all = new ArrayList<>();
    jobs.forEach(all::add);
    if (all.isEmpty()) {
      return Optional.empty();
    }
    Finding.Builder finding =
        Finding.note(id, label)
            .summary(
                summary
                    + ": "
                    + all.stream()
                        .limit(CITED)
                        .map(job -> job.key().toString())
                        .collect(Collectors.joining(", "))
                    + (all.size() > CITED ? " and " + (all.size() - CITED) + " more" : "")
                    + ".")
            .remedy("Ask for that one, or look why the app scheduled it there.");
    all.stream()
        .limit(CITED)
        .forEach(job -> finding.line(Optional.of(new DumpLine(job.line(), job.block().get(0)))));
    return Optional.of(finding.build());
  }

  // No longer registered.

  private List<Finding> gone() {
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
    jobs.stream().limit(CITED).forEach(job -> finding.line(Optional.of(job.line())));
    return Optional.of(new Trace(when, finding.build()));
  }

  private boolean isMeant(SchedulerState.RecentJob recent) {
    Set<String> packages = packages(recent.source(), recent.service().map(AbsentJob::packageOf));
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

  private static Set<String> packages(Optional<Job.Source> source, Optional<String> service) {
    return Stream.concat(source.map(Job.Source::packageName).stream(), service.stream())
        .collect(Collectors.toSet());
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
                      || run.stopReason().filter(AbsentJob::isRemoval).isPresent();
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

  /** The statistics of a package tell that jobs of it ran, though not which. */
  private Optional<Finding> packageActivity() {
    Optional<DumpLine> last =
        snapshot.state().packageStats().stream()
            .flatMap(window -> window.packages().stream())
            .filter(one -> one.packageName().equals(search.asked()))
            .filter(one -> search.isOfUser(one.uid().userId()))
            .map(PackageStats.OfPackage::line)
            .reduce((earlier, later) -> later);
    return last.map(
        line ->
            Finding.note("finished", "finished")
                .confidence(Confidence.POSSIBLE)
                .summary(
                    "Lately the app had jobs, as its statistics show, and none of them is"
                        + " registered any more.")
                .line(Optional.of(line))
                .build());
  }

  // No trace.

  /** Whether the dump would show it if it were registered. */
  private boolean isCovered() {
    if (snapshot.extent() == Extent.WHOLE || snapshot.hasAllJobs()) {
      return true;
    }
    int slash = search.asked().lastIndexOf('/');
    String owner = slash < 0 ? search.asked() : search.asked().substring(0, slash);
    return snapshot.extent() == Extent.FILTERED
        && (snapshot.jobsOf(owner).findAny().isPresent()
            || search
                .packageName()
                .filter(own -> snapshot.jobsOf(own).findAny().isPresent())
                .isPresent());
  }

  /** Up to API 26 a run in the history is of no number, so that of a number may be among them. */
  private boolean mayHaveRunUnnumbered() {
    return search.asked().matches("(?:.*[/:])?-?\\d+")
        && snapshot.history().stream().anyMatch(event -> event.jobId().isEmpty());
  }

  private Finding never() {
    RunHistory history = RunHistory.of(snapshot);
    Finding.Builder finding =
        Finding.blocked("never-scheduled", "never scheduled")
            .confidence(
                history.since().isPresent() && !history.forgets() && !mayHaveRunUnnumbered()
                    ? Confidence.LIKELY
                    : Confidence.POSSIBLE)
            .summary(
                mayHaveRunUnnumbered()
                    ? "It is not registered, and the job history of this Android version tells runs"
                        + " by name and not by number: the app has not scheduled it, or it has run"
                        + " and is done, or it was cancelled."
                    : "The dump has no trace of it: the app has not scheduled it, or it was gone"
                        + " before"
                        + history
                            .since()
                            .map(
                                since ->
                                    " the " + Words.span(since) + " that the history goes back.")
                            .orElse(" what the dump remembers."))
            .remedy(
                "Look whether the code that schedules it runs, and what schedule() returns. A job"
                    + " that is not persisted is lost when the device restarts, and all are lost"
                    + " when the app is force-stopped or its data is cleared.")
            .until("the app schedules it");
    if (Commands.isPlain(search.asked()) && search.asked().indexOf('.') > 0) {
      finding.confirm("dumpsys jobscheduler " + search.asked());
    }
    return finding.build();
  }

  private Finding incomplete() {
    return Finding.cannotTell("dump-incomplete", "?")
        .summary(
            switch (snapshot.extent()) {
              case FILTERED ->
                  "The dump was taken for one package: whether a job of another is registered, it"
                      + " does not tell.";
              case FRAGMENT ->
                  "This is a piece of a dump: whether the job is registered, it does not tell.";
              case CUT_OFF, WHOLE -> "The dump was cut off: the job may stand in what is missing.";
            })
        .remedy("Take a whole dump: adb shell dumpsys jobscheduler.")
        .build();
  }

  /** Whether the findings leave open whether the job is registered. */
  public static boolean isOpen(List<Finding> findings) {
    return findings.stream().anyMatch(finding -> finding.verdict() == Verdict.CANNOT_TELL);
  }
}
