package io.github.jobdoctor.diagnosis.rules;

import io.github.jobdoctor.diagnosis.Circumstances;
import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.diagnosis.PendingReason;
import io.github.jobdoctor.diagnosis.Rule;
import io.github.jobdoctor.job.Readiness;
import io.github.jobdoctor.job.SchedulerState;
import java.util.List;

/** The user of the job is not started: switched away and stopped, or locked away. */
final class UserNotStarted implements Rule {

  @Override
  public About about() {
    return new About("its user is not started", "21+", List.of("user-not-started"));
  }

  @Override
  public List<Finding> judge(Circumstances circumstances) {
    boolean started = circumstances.job().readiness().flatMap(Readiness::user).orElse(true);
    if (started) {
      return List.of();
    }
    SchedulerState state = circumstances.state();
    int calling = circumstances.job().key().caller().userId();
    int source = circumstances.sourceUser();
    int stopped = state.isStarted(calling).orElse(source != calling) ? source : calling;
    return List.of(
        Finding.blocked("user-not-started", "user not started")
            .reason(PendingReason.USER)
            .summary(
                "User " + stopped + " is not started, and Android runs jobs of started users only.")
            .line(circumstances.readyLine())
            .fact(state.startedUsers())
            .remedy("Switch to user " + stopped + ", or start it in the background.")
            .until("user " + stopped + " is started")
            .confirm("am get-started-user-state " + stopped)
            .apply("am start-user " + stopped, "am stop-user " + stopped)
            .build());
  }
}
