package io.github.jobdoctor.render;

import io.github.jobdoctor.diagnosis.Diagnosis;
import io.github.jobdoctor.diagnosis.Evidence;
import io.github.jobdoctor.diagnosis.rules.Diagnoses;
import io.github.jobdoctor.job.Constraint;
import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.job.JobInfo;
import io.github.jobdoctor.job.JobSchedulerSnapshot;
import io.github.jobdoctor.job.JobState;
import io.github.jobdoctor.job.StandbyBucket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Everything known of one job, for people. */
public final class JobPage {

  private static final int LABEL_WIDTH = 13;

  private final JobSchedulerSnapshot snapshot;
  private final Diagnosis diagnosis;
  private final Job job;
  private final Surface surface;
  private final List<String> lines = new ArrayList<>();

  private JobPage(Diagnoses diagnoses, Job job, Surface surface) {
    this.snapshot = diagnoses.snapshot();
    this.diagnosis = diagnoses.standing(job);
    this.job = job;
    this.surface = surface;
  }

  /** The page, line by line. */
  public static List<String> of(Diagnoses diagnoses, Job job, Surface surface) {
    return new JobPage(diagnoses, job, surface).lines();
  }

  /** The job's lines in the dump, numbered as they are there. */
  public static List<String> raw(Job job) {
    int digits = Integer.toString(job.line() + job.block().size()).length();
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < job.block().size(); i++) {
      lines.add(
          String.format("%" + digits + "d  ", job.line() + i)
              + Printable.clean(job.block().get(i)));
    }
    return lines;
  }

  private List<String> lines() {
    lines.add(
        Style.BOLD.paint(Printable.clean(JobText.what(job)), surface.color())
            + "  "
            + Printable.clean(job.key().toString()));
    addState();
    addIdentity();
    addConditions();
    addTimes();
    addStanding();
    addPast();
    return lines;
  }

  private void addState() {
    Style style =
        job.state().filter(JobState.WAITING::equals).isPresent() ? Style.YELLOW : Style.GREEN;
    String held = JobText.heldBy(snapshot, diagnosis);
    fact(
        "state",
        job.state().isEmpty()
            ? "cannot tell: its Ready: line is missing"
            : style.paint(JobText.state(job), surface.color())
                + (held.isEmpty() || held.startsWith("running") ? "" : ", held by " + clean(held))
                + (held.startsWith("running ") ? ", " + held : ""));
    diagnosis.heldBy().stream()
        .flatMap(finding -> finding.mainEvidence().stream())
        .map(Evidence::line)
        .distinct()
        .forEach(
            line ->
                continued(
                    Style.DIM.paint(
                        "line " + line.line() + ": " + clean(line.text().strip()),
                        surface.color())));
    String next = JobText.next(diagnosis);
    if (!next.isEmpty()) {
      fact("next run", next);
    }
  }

  private void addIdentity() {
    fact("app", job.packageName().map(JobPage::clean).orElse("unknown"));
    job.info().service().ifPresent(service -> fact("service", clean(service)));
    job.worker().ifPresent(worker -> fact("worker", clean(worker)));
    job.key().namespace().ifPresent(namespace -> fact("namespace", clean(namespace)));
    fact(
        "scheduled by",
        job.key()
            .callingUid()
            .map(uid -> uid + " (uid " + uid.value() + ", user " + uid.userId() + ")")
            .orElse("user " + job.key().caller().userId() + " (this Android prints no uid)"));
    job.source()
        .filter(source -> !source.uid().equals(job.key().caller()))
        .ifPresent(source -> fact("works for", source.uid() + ", user " + source.userId()));
    String rhythm = JobText.rhythm(job);
    // Before API 24 the dump does not tell which jobs are periodic; it tells no backoff either.
    String once = job.info().backoff().isPresent() ? "one-off" : "one-off or periodic";
    fact("kind", (rhythm.isEmpty() ? once : "every " + rhythm) + kindDetails(job.info()));
  }

  private static String kindDetails(JobInfo info) {
    List<String> details = new ArrayList<>();
    if (info.persisted()) {
      details.add("survives reboot");
    }
    info.priority().ifPresent(priority -> details.add("priority " + priority));
    info.effectivePriority().ifPresent(priority -> details.add("effectively " + priority));
    info.backoff()
        .ifPresent(
            backoff ->
                details.add(
                    "backoff "
                        + backoff.policy().name().toLowerCase(Locale.ROOT)
                        + " from "
                        + Span.of(backoff.initial())));
    return details.isEmpty() ? "" : "; " + String.join(", ", details);
  }

  private void addConditions() {
    Set<Constraint> wanted = new LinkedHashSet<>(job.constraints().required());
    wanted.addAll(job.constraints().dynamic());
    if (!wanted.isEmpty()) {
      fact(
          "constraints",
          wanted.stream()
              .map(
                  constraint -> {
                    String name = clean(constraint.name());
                    boolean met = job.constraints().satisfied().contains(constraint);
                    if (!met && !tellsUnmet(constraint)) {
                      return "? " + name;
                    }
                    return (met ? Style.GREEN : Style.YELLOW)
                        .paint(surface.mark(met) + " " + name, surface.color());
                  })
              .collect(Collectors.joining("  ")));
    }
    if (!job.implicit().isEmpty()) {
      fact(
          "implicit",
          job.implicit().entrySet().stream()
              .map(term -> surface.mark(term.getValue()) + " " + clean(term.getKey()))
              .collect(Collectors.joining("  ")));
    }
    job.info().network().ifPresent(network -> fact("network", clean(network)));
    job.info().contentUris().forEach(uri -> fact("content", clean(uri)));
  }

  /**
   * Before API 24 the dump does not tell which conditions are met; nor does a block that was cut.
   */
  private boolean tellsUnmet(Constraint constraint) {
    return job.constraints().unsatisfied().contains(constraint)
        || (job.readiness().isPresent() && job.key().callingUid().isPresent());
  }

  private void addTimes() {
    time("enqueued", job.times().enqueued());
    time("earliest", job.times().earliest());
    time(job.info().periodic().isPresent() ? "period ends" : "deadline", job.times().latest());
    job.standby()
        .forceBatchedSince()
        .ifPresent(since -> fact("batched", "since " + Span.of(since)));
  }

  private void addStanding() {
    List<String> standing = new ArrayList<>();
    job.standby().bucket().map(StandbyBucket::name).ifPresent(standing::add);
    if (job.standby().uidActive()) {
      standing.add("uid active");
    }
    if (job.standby().exempted()) {
      standing.add("exempted from app standby");
    }
    if (job.standby().dozeWhitelisted()) {
      standing.add("Doze whitelisted");
    }
    if (job.standby().backgroundRestricted()) {
      standing.add("background restricted");
    }
    job.standby()
        .deferredSince()
        .ifPresent(since -> standing.add("deferred since " + Span.of(since)));
    if (!standing.isEmpty()) {
      fact("standby", clean(String.join(", ", standing)));
    }
  }

  private void addPast() {
    if (job.past().numFailures() > 0 || job.past().numSystemStops() > 0) {
      fact(
          "failures",
          job.past().numFailures() + " in a row, " + job.past().numSystemStops() + " system stops");
    }
    String last = JobText.lastRun(job);
    if (!last.isEmpty()) {
      fact("last run", last);
    }
    fact("in the dump", "line " + job.line());
  }

  private void time(String label, Optional<Duration> time) {
    time.ifPresent(value -> fact(label, Span.relative(value)));
  }

  private void fact(String label, String text) {
    lines.add(
        "  "
            + Style.DIM.paint(label, surface.color())
            + " ".repeat(Math.max(1, LABEL_WIDTH - label.length()))
            + text);
  }

  private void continued(String text) {
    lines.add("  " + " ".repeat(LABEL_WIDTH) + text);
  }

  private static String clean(String text) {
    return Printable.clean(text);
  }
}
