package io.github.jobdoctor.jobscheduler;

import io.github.jobdoctor.job.EndReason;
import io.github.jobdoctor.job.Extent;
import io.github.jobdoctor.job.HistoryEvent;
import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.job.JobSchedulerSnapshot;
import io.github.jobdoctor.job.SchedulerState;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What was seen of a job since an order. A start is believed when the job is seen among the active
 * ones or when the job history holds an event of it that it did not hold before the order; an end,
 * when it is gone from the active ones again.
 */
final class RunEvidence {

  /** A slot and the history write down the same end one after the other. */
  private static final Duration SAME_MOMENT = Duration.ofMillis(10);

  private final Set<Proof> proof = new LinkedHashSet<>();
  private Job job;
  private JobSchedulerSnapshot baseline;
  private JobSchedulerSnapshot last;
  private boolean looked;
  private boolean started;
  private boolean active;
  private HistoryEvent stop;

  /**
   * Nothing was seen yet.
   *
   * @param job the job
   * @param baseline the scheduler as it stood just before the order
   */
  RunEvidence(Job job, JobSchedulerSnapshot baseline) {
    follow(job, baseline);
  }

  /** From now on another job counts: the one that carries on the work. */
  final void follow(Job other, JobSchedulerSnapshot asItStands) {
    job = other;
    baseline = asItStands;
    last = asItStands;
    looked = false;
  }

  /** Something that Android or an app said. */
  void saw(String source, String text) {
    proof.add(new Proof(source, text));
  }

  /** The job runs, as was seen in {@code text}. */
  void sawRunning(String text) {
    started = true;
    saw("jobscheduler", text);
  }

  /** What {@code get-job-state} says now. */
  void state(StateAnswer answer) {
    active = answer.isActive();
    if (active) {
      sawRunning("get-job-state: active");
    }
  }

  /** What the dump says now. */
  void dump(JobSchedulerSnapshot now) {
    last = now;
    looked = true;
    active = false;
    stop = null;
    List<HistoryEvent> news = HistorySince.of(baseline.history(), now.history());
    for (HistoryEvent event : news) {
      if (isOurs(event, news)) {
        saw("history", (event.start() ? "START " : "STOP ") + event.text());
        // The job was not active before the order, or is watched since it was: the first stop ends
        // the run in question, and a stop without its start says as much as both.
        started = true;
        if (!event.start()) {
          stop = event;
          break;
        }
      }
    }
    if (stop == null && now.activeEntry(job.key()).isPresent()) {
      active = true;
      sawRunning("the dump lists it among the active jobs");
    }
  }

  /**
   * Up to API 26 events have no number. Then one is this job's when no other job has its name, or
   * when nothing else of that name can have run.
   */
  private boolean isOurs(HistoryEvent event, List<HistoryEvent> news) {
    if (event.jobId().isPresent()) {
      return event.isOf(job);
    }
    if (!isNamesake(event)) {
      return false;
    }
    boolean alone =
        baseline.jobs().stream().filter(this::isNamesake).count() <= 1
            && last.jobs().stream().filter(this::isNamesake).count() <= 1;
    long starts = news.stream().filter(HistoryEvent::start).filter(this::isNamesake).count();
    boolean othersRan =
        baseline.active().stream()
            .filter(entry -> !entry.key().equals(job.key()))
            .anyMatch(entry -> baseline.job(entry.key()).filter(this::isNamesake).isPresent());
    return alone || (started && starts <= 1 && !othersRan);
  }

  private boolean isNamesake(HistoryEvent event) {
    return event.text().equals(job.name())
        && job.source().filter(source -> source.uid().equals(event.sourceUid())).isPresent();
  }

  private boolean isNamesake(Job other) {
    return other.name().equals(job.name())
        && other.source().map(Job.Source::uid).equals(job.source().map(Job.Source::uid));
  }

  /** Whether its start was seen. */
  boolean hasStarted() {
    return started;
  }

  /** Whether it was running when last seen. */
  boolean isActive() {
    return active;
  }

  /** Whether its end was seen. A dump that was cut off may just not reach to the active jobs. */
  boolean hasEnded() {
    return started && !active && (stop != null || last.extent() != Extent.CUT_OFF);
  }

  /** Whether it is no longer registered, and was not seen to start. */
  boolean isGoneUnstarted() {
    return !started && looked && last.extent() != Extent.CUT_OFF && last.job(job.key()).isEmpty();
  }

  /**
   * Why the run ended, in Android's words. Where the history gives no reason (API 24 to 26), or the
   * one that stands for several endings, the slot tells more that became free at the same moment
   * (API 26 to 30); absent when neither tells.
   */
  Optional<String> stopReason() {
    if (stop == null) {
      return Optional.empty();
    }
    Optional<String> reason = stop.reason(job);
    return reason.filter(known -> !EndReason.isVague(known)).or(this::slotReason).or(() -> reason);
  }

  private Optional<String> slotReason() {
    List<String> reasons =
        last.state().idleSlots().stream()
            .filter(slot -> isAt(slot, stop.when()))
            .flatMap(slot -> slot.stopReason().stream())
            .distinct()
            .toList();
    if (reasons.size() != 1) {
      return Optional.empty();
    }
    saw("jobscheduler", "its slot: stopped because: " + reasons.get(0));
    return Optional.of(reasons.get(0));
  }

  private static boolean isAt(SchedulerState.IdleSlot slot, Duration when) {
    return slot.since()
        .filter(since -> since.minus(when).abs().compareTo(SAME_MOMENT) <= 0)
        .isPresent();
  }

  /** Whether the dump's history tells by number whose each run was (API 27 and later). */
  boolean isHistoryNumbered() {
    return last.history().stream().allMatch(event -> event.jobId().isPresent());
  }

  /** The job as it stood before the order. */
  Job job() {
    return job;
  }

  /** The scheduler as it stood before the order. */
  JobSchedulerSnapshot baseline() {
    return baseline;
  }

  /** The scheduler as it was last seen. */
  JobSchedulerSnapshot last() {
    return last;
  }

  /** What was seen, in its order. */
  List<Proof> proof() {
    return List.copyOf(proof);
  }
}
