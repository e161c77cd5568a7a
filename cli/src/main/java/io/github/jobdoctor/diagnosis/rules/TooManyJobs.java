package io.github.jobdoctor.diagnosis.rules;

import io.github.jobdoctor.diagnosis.Circumstances;
import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.diagnosis.NotingRule;
import java.util.List;
import java.util.Optional;

/**
 * The app has registered as many jobs as Android allows, or nearly (reference/readiness.md §6.3).
 */
final class TooManyJobs implements NotingRule {

  private static final int MOST_UP_TO_API_30 = 100;
  private static final int MOST = 150;

  /** Of the most, in per cent: from here on it is worth a word. */
  private static final int NEARLY = 90;

  @Override
  public About about() {
    return new About("its app has (nearly) as many jobs as it may", "24+", List.of("job-limit"));
  }

  @Override
  public List<Finding> judge(Circumstances circumstances) {
    int most = circumstances.api() >= 31 ? MOST : MOST_UP_TO_API_30;
    int count = circumstances.jobsOfCaller();
    boolean app =
        circumstances.job().key().callingUid().filter(uid -> uid.appId() >= 10_000).isPresent();
    if (!app || circumstances.isOneLine() || count * 100 < most * NEARLY) {
      return List.of();
    }
    return List.of(
        Finding.note("job-limit", "job limit")
            .summary(
                "The app has "
                    + count
                    + " jobs registered, of "
                    + most
                    + " that Android allows it"
                    + (count >= most
                        ? ": it can schedule no more, schedule() throws an exception."
                        : "."))
            .line(Optional.of(circumstances.heading()))
            .remedy(
                "Cancel what is no longer needed. Work that is enqueued again and again without a"
                    + " unique name piles up like this.")
            .build());
  }
}
