package io.github.jobdoctor.jobscheduler;

import io.github.jobdoctor.job.HistoryEvent;
import io.github.jobdoctor.job.JobSchedulerSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How much time lies between two dumps on the device's own clock, by their job histories. */
public final class HistoryAge {

  private HistoryAge() {}

  /**
   * How much older the events of {@code first} have become in {@code later}; absent when none of
   * them is left there, so that all events in {@code later} came after {@code first}.
   */
  public static Optional<Duration> between(JobSchedulerSnapshot first, JobSchedulerSnapshot later) {
    List<HistoryEvent> before = first.history();
    List<HistoryEvent> after = later.history();
    int kept = after.size() - HistorySince.of(before, after).size();
    return kept == 0
        ? Optional.empty()
        : Optional.of(before.get(before.size() - kept).when().minus(after.get(0).when()));
  }
}
