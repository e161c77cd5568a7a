package io.github.jobdoctor.diagnosis.rules;

import io.github.jobdoctor.diagnosis.Circumstances;
import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.diagnosis.PendingReason;
import io.github.jobdoctor.diagnosis.Rule;
import io.github.jobdoctor.job.Constraint;
import io.github.jobdoctor.job.DeviceIdle;
import io.github.jobdoctor.job.Fact;
import io.github.jobdoctor.job.Neighbour;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The device dozes (API 23 and later). */
final class Dozing implements Rule {

  /** From here on Android can be asked why a job waits. */
  private static final int FIRST_WITH_REASONS = 34;

  @Override
  public About about() {
    return new About("the device dozes", "23+", List.of("doze", "doze-exempt"));
  }

  @Override
  public Set<Neighbour> asks(Circumstances circumstances) {
    return circumstances.notDozing().orElse(true) ? Set.of() : EnumSet.of(Neighbour.DEVICE_IDLE);
  }

  @Override
  public List<Finding> judge(Circumstances circumstances) {
    if (circumstances.notDozing().orElse(true)) {
      return isExempt(circumstances) ? List.of(exempt(circumstances)) : List.of();
    }
    Optional<Fact<Boolean>> doze = circumstances.device().doze();
    Optional<DeviceIdle> state = circumstances.neighbours().deviceIdle();
    Optional<Fact<Boolean>> forced = state.flatMap(DeviceIdle::forced).filter(Fact::value);
    boolean leaving = doze.filter(fact -> !fact.value()).isPresent();
    Finding.Builder finding =
        Finding.blocked("doze", "Doze")
            .reason(PendingReason.DEVICE_STATE)
            .summary(
                leaving
                    ? "The device has just left Doze; jobs of the background follow within seconds."
                    : forced.isPresent()
                        ? "The device dozes because somebody forced it to (dumpsys deviceidle"
                            + " force-idle): no maintenance window comes until that is taken back."
                        : "The device dozes, and the job has to wait for a maintenance window.")
            .line(
                circumstances
                    .line("readyNotDozing: ", "Satisfied constraints:")
                    .or(circumstances::readyLine))
            .fact(doze)
            .fact(Neighbour.DEVICE_IDLE, forced)
            .fact(Neighbour.DEVICE_IDLE, state.flatMap(DeviceIdle::deepState))
            .fact(Neighbour.DEVICE_IDLE, state.flatMap(DeviceIdle::lightState))
            .remedy(
                "Wake the device or plug it in. Doze has maintenance windows, some minutes long,"
                    + " hours apart; a job that may not wait is an expedited one, or an alarm.")
            .until("the device leaves Doze, or a maintenance window comes")
            .confirm("dumpsys deviceidle get deep");
    if (forced.isPresent()) {
      finding.apply("dumpsys deviceidle unforce", "dumpsys deviceidle force-idle");
    } else {
      Words.shellPackage(circumstances)
          .ifPresent(
              name ->
                  finding.apply(
                      "dumpsys deviceidle whitelist +" + name,
                      "dumpsys deviceidle whitelist -" + name));
    }
    return List.of(finding.build());
  }

  /** Whether the device dozes, and Android, when asked why the job waits, names that. */
  private static boolean isExempt(Circumstances circumstances) {
    return circumstances.api() >= FIRST_WITH_REASONS
        && circumstances.isWaiting()
        && !circumstances.isSatisfied(Constraint.DEVICE_NOT_DOZING);
  }

  private static Finding exempt(Circumstances circumstances) {
    return Finding.note("doze-exempt", "Doze")
        .reason(PendingReason.DEVICE_STATE)
        .summary(
            "The device dozes, but this job may run all the same. Asked why it waits, Android may"
                + " name the state of the device (PENDING_JOB_REASON_DEVICE_STATE) nevertheless.")
        .line(circumstances.line("readyNotDozing: true"))
        .line(circumstances.line("Satisfied constraints:"))
        .build();
  }
}
