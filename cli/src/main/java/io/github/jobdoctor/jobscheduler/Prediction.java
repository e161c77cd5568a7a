package io.github.jobdoctor.jobscheduler;

import io.github.jobdoctor.diagnosis.Diagnosis;
import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.diagnosis.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an order to run a job can and cannot do about what holds it back, told before it is given
 * (reference/cmd-jobscheduler.md §3). No form overrides Doze, quota, restrictions, users, heat or
 * missing slots, although Android says "Running job" all the same.
 *
 * @param form the form of the order
 * @param chosen why this form
 * @param runsAlready whether the job runs, so that no order is needed
 * @param overridden what holds the job back and is overridden
 * @param remaining what holds it back in spite of the order, as far as can be told
 */
public record Prediction(
    RunForm form,
    Choice chosen,
    boolean runsAlready,
    List<Finding> overridden,
    List<Finding> remaining) {

  /** Why a form was taken. */
  public enum Choice {
    /** The user asked for it. */
    DEMANDED,
    /** It is the usual one. */
    USUAL,
    /** Nothing less overrides what holds the job back. */
    NEEDED
  }

  /** Findings that the usual form overrides. */
  private static final Set<String> SOFT =
      Set.of(
          "charging",
          "battery-not-low",
          "storage-not-low",
          "device-idle",
          "minimum-latency",
          "periodic-window",
          "backoff",
          "prefetch",
          "flexibility",
          "flexibility-named");

  /** Findings that only force overrides. */
  private static final Set<String> FULL =
      Set.of(
          "no-network",
          "network-blocked",
          "network-lacks",
          "network-unsuitable",
          "content-trigger");

  /** Any order queues all ready jobs at once, so what waits for a batch waits no more. */
  private static final Set<String> ANY = Set.of("batching", "batched", "ready");

  /** Copies the lists. */
  public Prediction {
    overridden = List.copyOf(overridden);
    remaining = List.copyOf(remaining);
  }

  /**
   * What an order would do.
   *
   * @param demanded the form that the user asked for; absent when the usual one is taken, or the
   *     one that is needed
   */
  public static Prediction of(Diagnosis diagnosis, Optional<RunForm> demanded) {
    List<Finding> holds = diagnosis.heldBy();
    boolean needsForce = holds.stream().anyMatch(finding -> FULL.contains(finding.id()));
    RunForm form = demanded.orElse(needsForce ? RunForm.FULL : RunForm.SOFT);
    return new Prediction(
        form,
        demanded.isPresent() ? Choice.DEMANDED : needsForce ? Choice.NEEDED : Choice.USUAL,
        diagnosis.verdict() == Verdict.RUNNING,
        holds.stream().filter(finding -> overrides(form, finding)).toList(),
        holds.stream().filter(finding -> !overrides(form, finding)).toList());
  }

  /** Whether an order of this form overrides what was found. */
  static boolean overrides(RunForm form, Finding finding) {
    String id = finding.id();
    return ANY.contains(id)
        || switch (form) {
          case SATISFIED -> false;
          case SOFT -> SOFT.contains(id);
          case FULL -> SOFT.contains(id) || FULL.contains(id);
        };
  }

  /**
   * Whether a finding can be why Android refuses an order of this form at once: it is about an
   * explicit constraint, and not overridden. Doze and the like are never the cause of that.
   */
  static boolean refuses(RunForm form, Finding finding) {
    return !overrides(form, finding)
        && (SOFT.contains(finding.id())
            || FULL.contains(finding.id())
            || finding.id().equals("vendor-constraint"));
  }

  /** The prediction in a sentence or two; absent when there is nothing to say. */
  public Optional<String> sentence() {
    if (runsAlready) {
      return Optional.of("It runs already: no order is needed.");
    }
    List<String> said = new ArrayList<>();
    if (chosen == Choice.NEEDED) {
      said.add(
          "Force is used, since nothing less overrides "
              + labels(overridden.stream().filter(finding -> FULL.contains(finding.id())).toList())
              + ".");
    }
    if (chosen != Choice.NEEDED && !overridden.isEmpty()) {
      said.add("The order overrides " + labels(overridden) + ".");
    }
    List<Finding> refusing = remaining.stream().filter(finding -> refuses(form, finding)).toList();
    List<Finding> holding = remaining.stream().filter(finding -> !refuses(form, finding)).toList();
    if (!refusing.isEmpty()) {
      said.add("Android will refuse this form of it, for " + labels(refusing) + ".");
    }
    if (!holding.isEmpty()) {
      boolean sure = holding.stream().anyMatch(Finding::holdsBack);
      said.add(
          "No order overrides "
              + labels(holding)
              + (sure ? ": it will hardly start." : ", which may hold it back."));
    }
    return said.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", said));
  }

  private static String labels(List<Finding> findings) {
    return findings.stream().map(Finding::label).distinct().collect(Collectors.joining(", "));
  }
}
