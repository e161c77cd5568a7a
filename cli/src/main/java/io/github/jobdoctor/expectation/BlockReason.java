package io.github.jobdoctor.expectation;

import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.diagnosis.PendingReason;
import io.github.jobdoctor.diagnosis.rules.Rules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What may hold a job back, by any of its names: the id of a finding ({@code quota-time}),
 * Android's pending reason ({@code QUOTA}, {@code CONSTRAINT_CHARGING}, also without {@code
 * CONSTRAINT_}), or the label that stands behind {@code held by} ({@code bucket NEVER}). Upper and
 * lower case, dashes, underscores and spaces make no difference.
 *
 * @param name as typed
 */
public record BlockReason(String name) {

  private static final String CONSTRAINT = "constraint";

  /** Labels that are neither an id nor a pending reason. */
  private static final List<String> LABELS =
      List.of(
          "app standby",
          "backup",
          "bucket NEVER",
          "bucket RESTRICTED",
          "component",
          "free slot",
          "stopped",
          "background restriction",
          "IDLE",
          "NETWORK",
          "TARE_WEALTH",
          "TIMING_DELAY",
          "UNMETERED",
          "METERED",
          "NOT_ROAMING",
          "FLEXIBILITY");

  /** What is found of a job that waits for nothing. */
  private static final Set<String> NOT_AWAITED = Set.of("running", "ready", "batched");

  /**
   * The reason of this name.
   *
   * @throws NotAnExpectationException when there is none
   */
  public static BlockReason of(String name) throws NotAnExpectationException {
    BlockReason reason = new BlockReason(name.strip());
    boolean known =
        Stream.of(ids().stream(), Arrays.stream(PendingReason.values()).map(Enum::name))
            .flatMap(names -> names)
            .anyMatch(reason::isNamed);
    if (!known && LABELS.stream().noneMatch(reason::isNamed)) {
      throw new NotAnExpectationException(
          "'"
              + name.strip()
              + "' is nothing that could block a job: there are "
              + String.join(", ", names())
              + ".");
    }
    return reason;
  }

  /** The ids of findings and Android's pending reasons. */
  public static List<String> names() {
    List<String> names = new ArrayList<>(new TreeSet<>(ids()));
    Arrays.stream(PendingReason.values())
        .filter(reason -> reason != PendingReason.EXECUTING)
        .map(Enum::name)
        .forEach(names::add);
    return names;
  }

  private static List<String> ids() {
    return Rules.holding().stream().filter(id -> !NOT_AWAITED.contains(id)).toList();
  }

  /** Whether the finding goes by this name. */
  public boolean means(Finding finding) {
    return isNamed(finding.id())
        || isNamed(finding.label())
        || finding.pendingReason().filter(reason -> isNamed(reason.name())).isPresent();
  }

  private boolean isNamed(String other) {
    String asked = plain(name);
    String there = plain(other);
    return !asked.isEmpty()
        && (asked.equals(there)
            || (there.startsWith(CONSTRAINT)
                && asked.equals(there.substring(CONSTRAINT.length()))));
  }

  /**
   * Letters and digits alone; what stands in brackets, as in {@code free slot (#1)}, is left out.
   */
  private static String plain(String text) {
    return text.replaceAll("\\(.*?\\)", "").toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }
}
