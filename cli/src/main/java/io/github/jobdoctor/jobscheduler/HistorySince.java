package io.github.jobdoctor.jobscheduler;

import io.github.jobdoctor.job.HistoryEvent;
import java.util.List;

/**
 * The events of a job history that an earlier dump did not have yet.
 *
 * <p>Clocks cannot tell: the host does not know when exactly the device took its dump, so an event
 * shortly before an order could pass for one after it. But an event of the past ages by exactly the
 * same time from one dump to the next as all others do. So the two lists are laid over each other
 * where they agree; what is left over at the end is new.
 */
final class HistorySince {

  private HistorySince() {}

  /** The events in {@code after} that {@code before} does not hold, oldest first. */
  static List<HistoryEvent> of(List<HistoryEvent> before, List<HistoryEvent> after) {
    // Android forgets its oldest events, so an overlap may begin anywhere in the earlier list.
    for (int forgotten = 0; forgotten < before.size(); forgotten++) {
      List<HistoryEvent> kept = before.subList(forgotten, before.size());
      if (kept.size() <= after.size() && agree(kept, after)) {
        return after.subList(kept.size(), after.size());
      }
    }
    return after;
  }

  private static boolean agree(List<HistoryEvent> before, List<HistoryEvent> after) {
    for (int i = 0; i < before.size(); i++) {
      HistoryEvent old = before.get(i);
      HistoryEvent now = after.get(i);
      boolean same =
          old.start() == now.start()
              && old.sourceUid().equals(now.sourceUid())
              && old.jobId().equals(now.jobId())
              && old.text().equals(now.text())
              && old.when()
                  .minus(now.when())
                  .equals(before.get(0).when().minus(after.get(0).when()))
              && now.when().compareTo(old.when()) <= 0;
      if (!same) {
        return false;
      }
    }
    return true;
  }
}
