package io.github.jobdoctor.diagnosis.rules;

import io.github.jobdoctor.diagnosis.Circumstances;
import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.diagnosis.PendingReason;
import io.github.jobdoctor.diagnosis.Rule;
import io.github.jobdoctor.job.Readiness;
import java.util.List;

/** The app is in a backup, which holds its jobs back (API 30 and later). */
final class BackingUp implements Rule {

  @Override
  public About about() {
    return new About("its app is in a backup", "30+", List.of("backing-up"));
  }

  @Override
  public List<Finding> judge(Circumstances circumstances) {
    // Before API 30, which has the restricted term, a backup is printed but does not count.
    boolean counts = circumstances.job().readiness().flatMap(Readiness::restricted).isPresent();
    boolean backingUp = circumstances.job().readiness().flatMap(Readiness::backingUp).orElse(false);
    if (!counts || !backingUp) {
      return List.of();
    }
    return List.of(
        Finding.delayed("backing-up", "backup")
            .reason(PendingReason.APP)
            .summary("Android backs the app up or restores it, and starts no job of it meanwhile.")
            .line(circumstances.readyLine())
            .fact(circumstances.state().backingUp())
            .remedy("Wait for the backup to end.")
            .until("the backup ends")
            .confirm("dumpsys backup")
            .build());
  }
}
