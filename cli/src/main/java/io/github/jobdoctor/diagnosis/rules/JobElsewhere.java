package io.github.jobdoctor.diagnosis.rules;

import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.job.DumpLine;
import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.job.JobReference;
import io.github.jobdoctor.job.JobSchedulerSnapshot;
import io.github.jobdoctor.job.Uid;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A job that is registered, but not where somebody looks for it. */
final class JobElsewhere {

  private final JobSchedulerSnapshot snapshot;
  private final AbsentJob.Search search;

  JobElsewhere(JobSchedulerSnapshot snapshot, AbsentJob.Search search) {
    this.snapshot = snapshot;
    this.search = search;
  }

  /** Each place where it is; empty when it is nowhere. */
  List<Finding> findings() {
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
            .filter(job -> !search.isOf(AbsentJob.packages(job.source(), job.servicePackage())))
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
                        .limit(AbsentJob.CITED)
                        .map(job -> job.key().toString())
                        .collect(Collectors.joining(", "))
                    + (all.size() > AbsentJob.CITED
                        ? " and " + (all.size() - AbsentJob.CITED) + " more"
                        : "")
                    + ".")
            .remedy("Ask for that one, or look why the app scheduled it there.");
    all.stream()
        .limit(AbsentJob.CITED)
        .forEach(job -> finding.line(Optional.of(new DumpLine(job.line(), job.block().get(0)))));
    return Optional.of(finding.build());
  }
}
