package io.github.jobdoctor.jobscheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.diagnosis.rules.Diagnoses;
import io.github.jobdoctor.dumpsys.JobSchedulerDump;
import io.github.jobdoctor.job.JobSchedulerSnapshot;
import io.github.jobdoctor.jobscheduler.Prediction.Choice;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Before an order to run is given, it is said that")
class PredictionTest {

  @Test
  @DisplayName("the usual form overrides what an app does not need for its work")
  void usual() throws Exception {
    Prediction prediction = of(new DumpOfOneJob(), Optional.empty());
    assertEquals(RunForm.SOFT, prediction.form());
    assertEquals(Choice.USUAL, prediction.chosen());
    assertEquals(List.of("charging"), ids(prediction.overridden()));
    assertEquals(List.of(), ids(prediction.remaining()));
  }

  @Test
  @DisplayName("force is taken by itself where only that overrides the network")
  void needed() throws Exception {
    Prediction prediction = of(network(), Optional.empty());
    assertEquals(RunForm.FULL, prediction.form());
    assertEquals(Choice.NEEDED, prediction.chosen());
    assertTrue(prediction.sentence().orElse("").startsWith("Force is used"));
  }

  @Test
  @DisplayName("Android will refuse a form that was demanded and does not help")
  void demanded() throws Exception {
    Prediction soft = of(network(), Optional.of(RunForm.SOFT));
    assertEquals(RunForm.SOFT, soft.form());
    assertEquals(List.of("network-unsuitable"), ids(soft.remaining()));
    assertTrue(soft.sentence().orElse("").contains("will refuse"), soft.toString());
    Prediction satisfied = of(new DumpOfOneJob(), Optional.of(RunForm.SATISFIED));
    assertEquals(List.of("charging"), ids(satisfied.remaining()));
  }

  @Test
  @DisplayName("no form overrides Doze")
  void doze() throws Exception {
    DumpOfOneJob dozing =
        new DumpOfOneJob()
            .constraints(
                """
                Required constraints: CHARGING [0x1]
                Satisfied constraints: BACKGROUND_NOT_RESTRICTED [0x400000]
                Unsatisfied constraints: CHARGING [0x1]
                Implicit constraints:
                  readyNotDozing: false
                  readyNotRestrictedInBg: true
                """);
    for (RunForm form : List.of(RunForm.SOFT, RunForm.FULL)) {
      Prediction prediction = of(dozing, Optional.of(form));
      assertEquals(List.of("doze"), ids(prediction.remaining()));
      assertTrue(prediction.sentence().orElse("").contains("No order overrides Doze"));
    }
  }

  @Test
  @DisplayName("a job that runs needs no order")
  void running() throws Exception {
    Prediction prediction = of(new DumpOfOneJob().active(), Optional.empty());
    assertTrue(prediction.runsAlready());
    assertEquals(Optional.of("It runs already: no order is needed."), prediction.sentence());
  }

  private static DumpOfOneJob network() {
    return new DumpOfOneJob()
        .constraints(
            """
            Required constraints: CONNECTIVITY [0x10000000]
            Satisfied constraints: DEVICE_NOT_DOZING BACKGROUND_NOT_RESTRICTED [0x2400000]
            Unsatisfied constraints: CONNECTIVITY [0x10000000]
            Implicit constraints:
              readyNotDozing: true
              readyNotRestrictedInBg: true
            """);
  }

  private static List<String> ids(List<Finding> findings) {
    return findings.stream().map(Finding::id).toList();
  }

  private static Prediction of(DumpOfOneJob dump, Optional<RunForm> demanded) throws Exception {
    JobSchedulerSnapshot snapshot = JobSchedulerDump.parse(dump.text());
    return Prediction.of(
        new Diagnoses(snapshot, OptionalInt.of(34)).standing(snapshot.jobs().get(0)), demanded);
  }
}
