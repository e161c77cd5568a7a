package io.github.jobdoctor.command;

import io.github.jobdoctor.diagnosis.rules.AbsentJob;
import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.job.JobKey;
import io.github.jobdoctor.job.JobReference;
import io.github.jobdoctor.job.JobRun;
import io.github.jobdoctor.job.JobSchedulerSnapshot;
import io.github.jobdoctor.job.PackageUse;
import io.github.jobdoctor.job.RunHistory;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that narrow down which jobs are meant. */
final class Narrowing {

  @Spec(Spec.Target.MIXEE)
  CommandSpec spec;

  @Option(
      names = {"-p", "--package"},
      paramLabel = "PKG",
      description = "Only jobs that work for this package, or whose service is in it.")
  Optional<String> packageName = Optional.empty();

  @Option(
      names = {"-u", "--user"},
      paramLabel = "N|all",
      description = "Only jobs of this Android user; all by default.")
  String user = "all";

  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NS",
      description = "Only jobs in this namespace.")
  Optional<String> namespace = Optional.empty();

  /** The jobs that remain, in the dump's order. */
  List<Job> apply(JobSchedulerSnapshot snapshot, Optional<String> otherPackage) {
    Optional<Integer> userId = userId();
    Stream<Job> jobs = otherPackage.map(snapshot::jobsOf).orElse(snapshot.jobs().stream());
    Optional<Set<Job>> ofPackage =
        packageName.map(name -> snapshot.jobsOf(name).collect(Collectors.toSet()));
    return jobs.filter(job -> ofPackage.map(wanted -> wanted.contains(job)).orElse(true))
        .filter(job -> userId.map(id -> isOfUser(job, id)).orElse(true))
        .filter(
            job ->
                namespace
                    .map(ns -> job.key().namespace().filter(ns::equals).isPresent())
                    .orElse(true))
        .toList();
  }

  /** The runs that remain. */
  List<JobRun> runs(RunHistory history) {
    Optional<Integer> userId = userId();
    return history.runs().stream()
        .filter(run -> packageName.map(run.packageName()::equals).orElse(true))
        .filter(run -> userId.map(id -> run.sourceUid().userId() == id).orElse(true))
        .filter(
            run ->
                namespace
                    .map(
                        ns ->
                            run.key().flatMap(JobKey::namespace).filter(ns::equals).isPresent()
                                || run.name().contains("@" + ns + "@"))
                    .orElse(true))
        .toList();
  }

  /** The packages that remain; with a namespace those that have a job in it. */
  List<PackageUse> packages(JobSchedulerSnapshot snapshot, Optional<String> otherPackage) {
    Optional<Integer> userId = userId();
    Set<String> ofNamespace =
        apply(snapshot, Optional.empty()).stream()
            .flatMap(job -> job.packageName().stream())
            .collect(Collectors.toSet());
    return PackageUse.of(snapshot).stream()
        .filter(use -> otherPackage.map(use.packageName()::equals).orElse(true))
        .filter(use -> packageName.map(use.packageName()::equals).orElse(true))
        .filter(use -> userId.map(id -> use.userId() == id).orElse(true))
        .filter(use -> namespace.isEmpty() || ofNamespace.contains(use.packageName()))
        .toList();
  }

  /**
   * The one job that is meant.
   *
   * @throws NoSuchJobException when there is none
   * @throws ParameterException when there are several, which it lists
   */
  Job resolve(JobSchedulerSnapshot snapshot, String reference) throws NoSuchJobException {
    List<Job> meant = meant(snapshot, reference);
    if (meant.isEmpty()) {
      throw new NoSuchJobException(
          "No registered job is "
              + reference
              + words(false)
              + (snapshot.jobsOf(reference).findAny().isPresent()
                  ? ", which is a package: `jobdoctor jobs " + reference + "` lists its jobs."
                  : ": `jobdoctor jobs` lists them."));
    }
    return meant.get(0);
  }

  /**
   * The one job that is meant, or none.
   *
   * @throws ParameterException when there are several, which it lists, and for an empty name
   */
  List<Job> meant(JobSchedulerSnapshot snapshot, String reference) {
    if (reference.isBlank()) {
      throw new ParameterException(spec.commandLine(), "The name of the job is empty.");
    }
    List<Job> narrowed = apply(snapshot, Optional.empty());
    List<Job> meant =
        JobReference.of(reference).in(snapshot).stream().filter(narrowed::contains).toList();
    if (meant.size() > 1) {
      throw new ParameterException(
          spec.commandLine(),
          reference
              + " could be any of "
              + meant.size()
              + " jobs; name one of: "
              + meant.stream()
                  .limit(10)
                  .map(job -> job.key() + job.packageName().map(p -> " (" + p + ")").orElse(""))
                  .collect(Collectors.joining(", "))
              + (meant.size() > 10 ? ", ..." : ""));
    }
    return meant;
  }

  /** What is looked for when nothing of that name is registered. */
  AbsentJob.Search search(String asked) {
    return new AbsentJob.Search(asked, packageName, user(), namespace);
  }

  /**
   * How the options narrow, as the end of a sentence.
   *
   * @param named whether the package is named before
   */
  String words(boolean named) {
    return (named ? "" : packageName.map(p -> " in package " + p).orElse(""))
        + (user.equals("all") ? "" : " of user " + user)
        + namespace.map(ns -> " in namespace " + ns).orElse("");
  }

  /** The user; absent for all of them. */
  OptionalInt user() {
    return userId().map(OptionalInt::of).orElse(OptionalInt.empty());
  }

  private Optional<Integer> userId() {
    if (user.equals("all")) {
      return Optional.empty();
    }
    try {
      return Optional.of(Integer.parseInt(user));
    } catch (NumberFormatException e) {
      throw new ParameterException(
          spec.commandLine(), "'" + user + "' is no user: give a number, or all");
    }
  }

  private static boolean isOfUser(Job job, int userId) {
    return job.key().caller().userId() == userId
        || job.source().filter(source -> source.userId() == userId).isPresent();
  }
}
