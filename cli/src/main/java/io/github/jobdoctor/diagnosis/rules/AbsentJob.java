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
import io.github.jobdoctor.job.JobSchedulerSnapshot;
import io.github.jobdoctor.job.Neighbour;
import io.github.jobdoctor.job.PackageStats;
import io.github.jobdoctor.job.RunHistory;
import java.util.ArrayList;
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
  static final int CITED = 3;

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

    boolean isOfUser(int userId) {
      return user.isEmpty() || user.getAsInt() == userId;
    }

    boolean isIn(Optional<String> other) {
      return namespace.isEmpty() || namespace.equals(other);
    }

    boolean isOf(Set<String> packages) {
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
    List<Finding> findings = new ArrayList<>(new JobElsewhere(snapshot, search).findings());
    findings.addAll(new GoneJob(snapshot, search).findings());
    if (findings.isEmpty()) {
      packageActivity().ifPresent(findings::add);
    }
    if (findings.isEmpty() && !(explained && isCovered())) {
      findings.add(isCovered() ? never() : incomplete());
    }
    return findings;
  }

  /** The packages that a job may be asked for by: that it works for, and that of its service. */
  static Set<String> packages(Optional<Job.Source> source, Optional<String> service) {
    return Stream.concat(source.map(Job.Source::packageName).stream(), service.stream())
        .collect(Collectors.toSet());
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
