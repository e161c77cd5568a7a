package io.github.jobdoctor.diagnosis.rules;

import io.github.jobdoctor.diagnosis.Circumstances;
import io.github.jobdoctor.diagnosis.Confidence;
import io.github.jobdoctor.diagnosis.Diagnosis;
import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.diagnosis.Framework;
import io.github.jobdoctor.diagnosis.NeighbourQuestion;
import io.github.jobdoctor.diagnosis.NextRun;
import io.github.jobdoctor.diagnosis.NotingRule;
import io.github.jobdoctor.diagnosis.Rule;
import io.github.jobdoctor.diagnosis.Surroundings;
import io.github.jobdoctor.diagnosis.Unattended;
import io.github.jobdoctor.diagnosis.Verdict;
import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.job.JobState;
import io.github.jobdoctor.job.Neighbour;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All that jobdoctor knows of why jobs wait: the ordered list of rules. What the first of them
 * finds to hold a job back is the headline, the rest contribute (reference/causes.md).
 */
public final class Rules {

  /** The rules, most decisive first. */
  static final List<Rule> ALL =
      Stream.of(
              List.<Rule>of(
                  new Running(),
                  new ComponentUnusable(),
                  new UserNotStarted(),
                  new BackingUp(),
                  new BackgroundRestriction(),
                  new BucketNever(),
                  new AppIdle(),
                  new RestrictedBucket(),
                  new OutOfQuota(),
                  new ResourceEconomy(),
                  new NoNetwork()),
              PlainConstraint.ALL,
              List.<Rule>of(
                  new ContentTrigger(),
                  new PrefetchTime(),
                  new VendorConstraint(),
                  new NotYet(),
                  new Dozing(),
                  new Heat(),
                  new HeatOnNetworkJobs(),
                  new StandbyHeartbeat(),
                  new FlexibleConstraints(),
                  new WaitingForSlot(),
                  new NotStarted(),
                  new ReadyToRun(),
                  new LongRun(),
                  new RepeatedStops(),
                  new ScheduledAnew(),
                  new ProcessEnd(),
                  new AppOnTop(),
                  new TooManyJobs(),
                  new CountedCalls(),
                  new NotPersisted(),
                  new OverrideLeft(),
                  new Leftover(),
                  new Deadline()))
          .flatMap(List::stream)
          .toList();

  private Rules() {}

  /** What each rule looks for, in their order. */
  public static List<Rule.About> table() {
    return Stream.concat(
            ALL.stream().map(Rule::about),
            Stream.of(ObserverEffect.ABOUT, Unexplained.ABOUT, AbsentJob.ABOUT))
        .toList();
  }

  /** The ids of findings by rules that say where a job stands, or what holds it back. */
  public static List<String> holding() {
    return Stream.concat(
            ALL.stream().filter(rule -> !(rule instanceof NotingRule)).map(Rule::about),
            Stream.of(Unexplained.ABOUT))
        .flatMap(about -> about.ids().stream())
        .distinct()
        .toList();
  }

  /** The other services that would help to judge these jobs. */
  public static Set<Neighbour> asks(Collection<Circumstances> jobs) {
    Set<Neighbour> asked = EnumSet.noneOf(Neighbour.class);
    for (Circumstances circumstances : jobs) {
      ALL.forEach(rule -> asked.addAll(asks(rule, circumstances)));
    }
    return asked;
  }

  /** What would help to judge these jobs, and of which packages. */
  public static NeighbourQuestion question(Surroundings around, Collection<Job> jobs) {
    Set<String> packages = new HashSet<>();
    List<Circumstances> all = new ArrayList<>();
    for (Job job : jobs) {
      Circumstances circumstances = around.of(job);
      all.add(circumstances);
      packages.addAll(circumstances.packages());
    }
    return new NeighbourQuestion(asks(all), packages);
  }

  static Set<Neighbour> asks(Rule rule, Circumstances circumstances) {
    try {
      return rule.asks(circumstances);
    } catch (RuntimeException e) {
      return Set.of(); // its judgement crashes as well then, and says so
    }
  }

  /** Why the job of these circumstances is running or not. */
  public static Diagnosis diagnose(Circumstances circumstances) {
    return diagnose(circumstances, true);
  }

  /** The same without what is only worth knowing: where the job stands, and what holds it back. */
  public static Diagnosis standing(Circumstances circumstances) {
    return diagnose(circumstances, false);
  }

  private static Diagnosis diagnose(Circumstances circumstances, boolean withNotes) {
    Optional<JobState> where = circumstances.where();
    List<Finding> findings = new ArrayList<>();
    for (Rule rule : ALL) {
      if (withNotes || !(rule instanceof NotingRule)) {
        findings.addAll(judge(rule, circumstances));
      }
    }
    if (where.isEmpty()) {
      // A fragment: it may run by now, or be overridden.
      findings.replaceAll(one -> one.holdsBack() ? one.as(Confidence.LIKELY) : one);
      findings.add(Unexplained.unreadable(circumstances));
    } else if (!circumstances.isWaiting()) {
      // Once it is queued, or runs, what has come up since is worth knowing, but decides nothing.
      findings.replaceAll(one -> one.holdsBack() ? one.as(Verdict.NOTE) : one);
    } else if (findings.stream()
        .noneMatch(one -> one.holdsBack() || one.verdict() == Verdict.CANNOT_TELL)) {
      findings.add(Unexplained.finding(circumstances));
    }
    if (withNotes) {
      observerEffect(circumstances, findings).ifPresent(findings::add);
    }
    findings.sort(Comparator.comparing(Rules::rank));
    Optional<Framework> framework = Framework.of(circumstances.job());
    framework.ifPresent(known -> findings.replaceAll(known::advise));
    return new Diagnosis(
        circumstances.job(),
        verdict(where, findings),
        findings,
        nextRun(circumstances, where, findings),
        framework,
        missing(circumstances));
  }

  /** The services that rules would have asked about this job, and that could not be asked. */
  private static Map<Neighbour, String> missing(Circumstances circumstances) {
    if (circumstances.neighbours().missing().isEmpty()) {
      return Map.of();
    }
    Map<Neighbour, String> missing = new EnumMap<>(Neighbour.class);
    for (Neighbour neighbour : asks(List.of(circumstances))) {
      circumstances
          .neighbours()
          .whyMissing(neighbour)
          .ifPresent(why -> missing.put(neighbour, why));
    }
    return missing;
  }

  /** A rule that crashes takes no other down: it cannot tell. */
  static List<Finding> judge(Rule rule, Circumstances circumstances) {
    try {
      return rule.judge(circumstances);
    } catch (RuntimeException e) {
      String cause = rule.about().cause();
      return List.of(
          Finding.cannotTell("rule-failed", "?")
              .summary(
                  "Whether this is the cause cannot be told, for a mistake of jobdoctor ("
                      + e.getClass().getSimpleName()
                      + "): "
                      + cause
                      + ".")
              .build());
    }
  }

  /** What being looked at lifts: the same rules over the same job, left alone. */
  private static Optional<Finding> observerEffect(
      Circumstances circumstances, List<Finding> findings) {
    Optional<Unattended> unattended = Unattended.of(circumstances);
    if (unattended.isEmpty()) {
      return Optional.empty();
    }
    List<Finding> added =
        Stream.of(new OutOfQuota(), new RestrictedBucket(), new BackgroundRestriction())
            .flatMap(rule -> judge(rule, unattended.get().circumstances()).stream())
            .filter(Finding::holdsBack)
            .filter(
                hold ->
                    findings.stream()
                        .noneMatch(now -> now.holdsBack() && now.id().equals(hold.id())))
            .toList();
    return added.isEmpty()
        ? Optional.empty()
        : Optional.of(ObserverEffect.finding(unattended.get(), added));
  }

  /** What holds the job back first, then what cannot be told, then notes. */
  private static int rank(Finding finding) {
    return switch (finding.verdict()) {
      case BLOCKED, DELAYED -> 0;
      case CANNOT_TELL -> 1;
      case RUNNING, CLEAR, NOTE -> 2;
    };
  }

  private static Verdict verdict(Optional<JobState> where, List<Finding> findings) {
    return switch (where.orElse(JobState.WAITING)) {
      case ACTIVE -> Verdict.RUNNING;
      case PENDING, READY -> Verdict.CLEAR;
      case WAITING ->
          has(findings, Verdict.BLOCKED)
              ? Verdict.BLOCKED
              : has(findings, Verdict.DELAYED) ? Verdict.DELAYED : Verdict.CANNOT_TELL;
    };
  }

  private static boolean has(List<Finding> findings, Verdict verdict) {
    return findings.stream().anyMatch(finding -> finding.verdict() == verdict);
  }

  private static Optional<NextRun> nextRun(
      Circumstances circumstances, Optional<JobState> where, List<Finding> findings) {
    if (where.isEmpty() || where.get() == JobState.ACTIVE) {
      return Optional.empty();
    }
    List<Finding> holds =
        findings.stream()
            .filter(
                finding ->
                    finding.holdsBack()
                        || finding.verdict() == Verdict.CANNOT_TELL
                        || finding.id().equals("batching"))
            .toList();
    boolean batched = holds.stream().anyMatch(finding -> finding.id().equals("batching"));
    Duration earliest =
        batched
            ? Duration.ZERO
            : holds.stream()
                .flatMap(finding -> finding.eta().stream())
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    List<String> once =
        holds.stream()
            .filter(finding -> finding.eta().isEmpty())
            .flatMap(finding -> finding.until().stream())
            .distinct()
            .toList();
    Optional<Duration> latest =
        batched
            ? holds.stream().flatMap(finding -> finding.eta().stream()).findFirst()
            : circumstances.deadlineAhead().filter(time -> time.compareTo(earliest) > 0);
    return Optional.of(new NextRun(earliest, latest, once));
  }
}
