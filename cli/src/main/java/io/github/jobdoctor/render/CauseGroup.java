package io.github.jobdoctor.render;

import io.github.jobdoctor.diagnosis.Diagnosis;
import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.diagnosis.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Jobs that have a cause in common.
 *
 * @param members the jobs with the finding of each, in the dump's order; at least one
 */
record CauseGroup(List<Member> members) {

  /** Copies the list. */
  CauseGroup {
    members = List.copyOf(members);
  }

  /** A job with its finding of the cause. */
  record Member(Diagnosis diagnosis, Finding finding) {}

  /** What makes causes the same. */
  private record Cause(String id, String label, Verdict verdict) {}

  /** Jobs by what comes first of all that they wait for; each job is in one group. */
  static List<CauseGroup> byHeadline(List<Diagnosis> diagnoses) {
    return groups(diagnoses, one -> one.headline().stream());
  }

  /** Jobs by all that holds them back; a job may be in several groups, or in none. */
  static List<CauseGroup> byCause(List<Diagnosis> diagnoses) {
    return groups(
        diagnoses, one -> one.verdict() == Verdict.CLEAR ? Stream.empty() : one.heldBy().stream());
  }

  private static List<CauseGroup> groups(
      List<Diagnosis> diagnoses, Function<Diagnosis, Stream<Finding>> findings) {
    Map<Cause, List<Member>> groups = new LinkedHashMap<>();
    for (Diagnosis diagnosis : diagnoses) {
      findings
          .apply(diagnosis)
          .forEach(
              finding ->
                  groups
                      .computeIfAbsent(
                          new Cause(finding.id(), finding.label(), finding.verdict()),
                          cause -> new ArrayList<>())
                      .add(new Member(diagnosis, finding)));
    }
    return groups.values().stream()
        .map(CauseGroup::new)
        .sorted(
            Comparator.comparing(CauseGroup::rank)
                .thenComparing(Comparator.comparing((CauseGroup one) -> one.size()).reversed()))
        .toList();
  }

  /** Notes last: those of jobs that nothing holds. */
  private int rank() {
    return finding().verdict() == Verdict.NOTE ? 1 : 0;
  }

  /** The first job's finding, which stands for those of all as far as they are alike. */
  Finding finding() {
    return members.get(0).finding();
  }

  int size() {
    return members.size();
  }

  /** For how many jobs it is all that holds them. */
  long alone() {
    return members.stream().filter(member -> member.diagnosis().heldBy().size() == 1).count();
  }

  /** What all findings say; absent when they differ. */
  <T> Optional<T> shared(Function<Finding, T> part) {
    T first = part.apply(finding());
    return members.stream().allMatch(member -> part.apply(member.finding()).equals(first))
        ? Optional.of(first)
        : Optional.empty();
  }
}
