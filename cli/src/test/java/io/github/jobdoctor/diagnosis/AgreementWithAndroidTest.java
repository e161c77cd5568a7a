package io.github.jobdoctor.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jobdoctor.diagnosis.rules.Rules;
import io.github.jobdoctor.dumpsys.GenuineDumps;
import io.github.jobdoctor.job.Constraint;
import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.job.JobKey;
import io.github.jobdoctor.job.JobSchedulerSnapshot;
import io.github.jobdoctor.job.JobState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The diagnosis against what Android's own service decided at the moment of the dump. */
@DisplayName("A diagnosis agrees with Android's own code")
class AgreementWithAndroidTest {

  /** From here on Android itself says why a job is pending. */
  private static final int FIRST_WITH_REASONS = 34;

  private static final int UNDEFINED = 0;

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.github.jobdoctor.dumpsys.GenuineDumps#names")
  @DisplayName("on whether a job is held back")
  void onTheVerdict(String dump) throws Exception {
    JsonNode service = GenuineDumps.truthOf(dump);
    Map<JobKey, JsonNode> truth = GenuineDumps.byKey(service);
    List<String> wrong = new ArrayList<>();
    for (Diagnosis diagnosis : diagnoses(GenuineDumps.parse(dump))) {
      Job job = diagnosis.job();
      JobState state = GenuineDumps.stateOf(truth.get(job.key()), service);
      Verdict verdict = diagnosis.verdict();
      boolean heldBack = verdict == Verdict.BLOCKED || verdict == Verdict.DELAYED;
      boolean told =
          state != JobState.READY
              || truth.get(job.key()).get("state").has("readyToBeExecuted")
              || service.get("api").asInt() < 24;
      if (told && job.state().isPresent() && heldBack != (state == JobState.WAITING)) {
        wrong.add(state + " " + text(diagnosis));
      }
    }
    assertEquals(List.of(), wrong);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.github.jobdoctor.dumpsys.GenuineDumps#names")
  @DisplayName("on the reason that it gives itself")
  void onThePendingReason(String dump) throws Exception {
    JsonNode service = GenuineDumps.truthOf(dump);
    Map<JobKey, JsonNode> truth = GenuineDumps.byKey(service);
    List<String> wrong = new ArrayList<>();
    for (Diagnosis diagnosis : diagnoses(GenuineDumps.parse(dump))) {
      JsonNode state = truth.get(diagnosis.job().key()).get("state");
      if (service.get("api").asInt() < FIRST_WITH_REASONS || !state.has("pendingJobReason")) {
        continue;
      }
      int reason = state.get("pendingJobReason").asInt();
      boolean named =
          diagnosis.findings().stream()
              .flatMap(finding -> finding.pendingReason().stream())
              .anyMatch(own -> own.code() == reason);
      if (reason != UNDEFINED && !named && !isRemembered(reason, diagnosis)) {
        wrong.add(reason + " " + text(diagnosis));
      }
    }
    assertEquals(List.of(), wrong);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.github.jobdoctor.dumpsys.GenuineDumps#names")
  @DisplayName("and explains every job that waits, with a line of the dump")
  void everyJobThatWaitsIsExplained(String dump) throws Exception {
    List<String> wrong = new ArrayList<>();
    for (Diagnosis diagnosis : diagnoses(GenuineDumps.parse(dump))) {
      boolean waits = diagnosis.job().state().filter(JobState.WAITING::equals).isPresent();
      boolean explained =
          diagnosis.holds().stream()
              .anyMatch(
                  finding -> !finding.id().equals("unexplained") && !finding.evidence().isEmpty());
      if (waits && !explained) {
        wrong.add(text(diagnosis));
      }
      assertTrue(
          diagnosis.findings().stream().noneMatch(finding -> finding.id().equals("rule-failed")),
          () -> text(diagnosis));
    }
    assertEquals(List.of(), wrong);
  }

  /**
   * Android remembers its answer until a controller tells it of a change, which here some states
   * did without: so it may name a constraint that is satisfied by now, or the wait for other jobs
   * for one that has run since and been scheduled anew.
   */
  private static boolean isRemembered(int reason, Diagnosis diagnosis) {
    Job job = diagnosis.job();
    if (reason == PendingReason.CONSTRAINT_CHARGING.code()) {
      return job.constraints().satisfied().contains(Constraint.CHARGING);
    }
    if (reason == PendingReason.CONSTRAINT_MINIMUM_LATENCY.code()) {
      return job.constraints().satisfied().contains(Constraint.TIMING_DELAY);
    }
    return reason == PendingReason.JOB_SCHEDULER_OPTIMIZATION.code()
        && job.past().numFailures() > 0
        && job.times().enqueued().filter(time -> time.toSeconds() > -5).isPresent();
  }

  private static List<Diagnosis> diagnoses(JobSchedulerSnapshot snapshot) {
    return snapshot.jobs().stream()
        .map(job -> Rules.diagnose(new Circumstances(snapshot, job, OptionalInt.empty())))
        .toList();
  }

  private static String text(Diagnosis diagnosis) {
    return diagnosis.job().key()
        + " "
        + diagnosis.verdict().word()
        + " "
        + diagnosis.findings().stream()
            .map(finding -> finding.id() + "(" + finding.verdict().word() + ")")
            .collect(Collectors.joining(" "))
        + "\n"
        + String.join("\n", diagnosis.job().block());
  }
}
