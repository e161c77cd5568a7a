package io.github.jobdoctor.diagnosis.rules;

import io.github.jobdoctor.diagnosis.Circumstances;
import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.diagnosis.PendingReason;
import io.github.jobdoctor.diagnosis.Rule;
import java.util.List;

/** The app cannot pay in Android's resource economy (API 33 and 34, off unless enabled). */
final class ResourceEconomy implements Rule {

  @Override
  public About about() {
    return new About("its app is out of credit (resource economy)", "33–34", List.of("tare"));
  }

  @Override
  public List<Finding> judge(Circumstances circumstances) {
    if (circumstances.hasCredit()) {
      return List.of();
    }
    boolean replaced = circumstances.isQuotaReplaced() || circumstances.isJobTermTrue();
    return List.of(
        (replaced ? Finding.note("tare", "TARE_WEALTH") : Finding.blocked("tare", "TARE_WEALTH"))
            .reason(PendingReason.QUOTA)
            .summary("The app cannot pay for this job in Android's resource economy (TARE).")
            .line(circumstances.line("Unsatisfied constraints:"))
            .fact(circumstances.state().controllers().resourceEconomy())
            .remedy("Charge the device or open the app, which earns it credit.")
            .until("the app has credit again")
            .confirm("dumpsys tare")
            .build());
  }
}
