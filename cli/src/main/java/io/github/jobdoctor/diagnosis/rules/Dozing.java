package io.github.jobdoctor.diagnosis.rules;

import io.github.jobdoctor.diagnosis.Circumstances;
import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.diagnosis.PendingReason;
import io.github.jobdoctor.diagnosis.Rule;
import io.github.jobdoctor.job.Fact;
import java.util.List;
import java.util.Optional;

/** The device dozes (API 23 and later). */
final class Dozing implements Rule {

  @Override
  public About about() {
    return new About("the device dozes", "23+", List.of("doze"));
  }

  @Override
  public List<Finding> judge(Circumstances circumstances) {
    if (circumstances.notDozing().orElse(true)) {
      return List.of();
    }
    Optional<Fact<Boolean>> doze = circumstances.device().doze();
    boolean leaving = doze.filter(fact -> !fact.value()).isPresent();
    Finding.Builder finding =
        Finding.blocked("doze", "Doze")
            .reason(PendingReason.DEVICE_STATE)
            .summary(
                leaving
                    ? "The device has just left Doze; jobs of the background follow within seconds."
                    : "The device dozes, and the job has to wait for a maintenance window.")
            .line(
                circumstances
                    .line("readyNotDozing: ", "Satisfied constraints:")
                    .or(circumstances::readyLine))
            .fact(doze)
            .remedy(
                "Wake the device or plug it in. Doze has maintenance windows, some minutes long,"
                    + " hours apart; a job that may not wait is an expedited one, or an alarm.")
            .until("the device leaves Doze, or a maintenance window comes")
            .confirm("dumpsys deviceidle get deep");
    Words.shellPackage(circumstances)
        .ifPresent(
            name ->
                finding.apply(
                    "dumpsys deviceidle whitelist +" + name,
                    "dumpsys deviceidle whitelist -" + name));
    return List.of(finding.build());
  }
}
