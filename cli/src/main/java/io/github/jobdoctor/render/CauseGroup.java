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
public record CauseGroup(List<Member> members) {

  /** Copies the list. */
  public CauseGroup {
    members = List.copyOf(members);
  }

  /** A job with its finding of the cause. */
  public record Member(Diagnosis diagnosis, Finding finding) {}

  /** What makes causes the same. */
  private record Cause(String id, String label, Verdict comesTo) {}

  /** Jobs by what comes first of all that they wait for; each job is in one group. */
  static List<CauseGroup> byHeadline(List<Diagnosis> diagnoses) {
    return groups(
        diagnoses, one -> one.headline().stream(), member -> member.diagnosis().verdict());
  }

  /** Jobs by all that holds them back; a job may be in several groups, or in none. */
  public static List<CauseGroup> byCause(List<Diagnosis> diagnoses) {
    return groups(
        diagnoses,
        one -> one.verdict() == Verdict.CLEAR ? Stream.empty() : one.heldBy().stream(),
        member -> member.finding().verdict());
  }

  private static List<CauseGroup> groups(
      List<Diagnosis> diagnoses,
      Function<Diagnosis, Stream<Finding>> findings,
      Function<Member, Verdict> comesTo) {
    Map<Cause, List<Member>> groups = new LinkedHashMap<>();
    for (Diagnosis diagnosis : diagnoses) {
      findings
          .apply(diagnosis)
          .map(finding -> new Member(diagnosis, finding))
          .forEach(
              member ->
                  groups
                      .computeIfAbsent(
                          new Cause(
                              member.finding().id(),
                              member.finding().label(),
                              comesTo.apply(member)),
                          cause -> new ArrayList<>())
                      .add(member));
    }
    return groups.values().stream()
        .map(CauseGroup::new)
        .sorted(
            Comparator.comparing(CauseGroup::rank)
                .thenComparing(Comparator.comparing((CauseGroup one) -> one.size()).reversed()))
        .toList();
  }

  /** What is held back first. */
  private int rank() {
    return verdict() == Verdict.CLEAR || verdict() == Verdict.RUNNING ? 1 : 0;
  }

  /** What the first job's diagnosis comes to; grouped by headline, that of all. */
  Verdict verdict() {
    return members.get(0).diagnosis().verdict();
  }

  /** The label; with the id where there are several of that label. */
  public String name(List<CauseGroup> groups) {
    Finding finding = finding();
    boolean several =
        groups.stream()
            .anyMatch(
                one ->
                    one.finding().label().equals(finding.label())
                        && !one.finding().id().equals(finding.id()));
    return finding.label() + (several ? " (" + finding.id() + ")" : "");
  }

  /** The first job's finding, which stands for those of all as far as they are alike. */
  public Finding finding() {
    return members.get(0).finding();
  }

  /** How many jobs it holds. */
  public int size() {
    return members.size();
  }

  /** For how many jobs it is all that holds them. */
  public long alone() {
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
