package io.github.jobdoctor.diagnosis.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.jobdoctor.diagnosis.Circumstances;
import io.github.jobdoctor.diagnosis.Confidence;
import io.github.jobdoctor.diagnosis.Diagnosis;
import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.diagnosis.PendingReason;
import io.github.jobdoctor.dumpsys.JobSchedulerDump;
import io.github.jobdoctor.job.JobSchedulerSnapshot;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What only some levels have, or do not print: found by comparing with Android's own code. */
@DisplayName("What holds a job back on some levels only")
class CausesOfSomeLevelsTest {

  private static final String SETTINGS =
      """
      Settings:
        use_heartbeats=false

        Heartbeat:
          Current:    5
          Next
            ACTIVE:   0
            WORKING:  20
          Last heartbeat: -3m25s794ms
          Next heartbeat: +7m34s206ms
          In parole?: %s
          In thermal throttling?: %s

      Started users: [0]
      """;

  private static final String JOB =
      """
      Registered 1 jobs:
        JOB #u0a5/7: abc com.x/.Svc
          u0a5 tag=*job*/com.x/.Svc
          Source: uid=u0a5 user=0 pkg=com.x
          JobInfo:
            Service: com.x/.Svc
      """;

  private static final String FINE =
      "    Ready: false (job=true user=true !pending=true !active=true !backingup=true comp=true)\n";

  private static final String READY_FOR_NETWORK =
      """
          Required constraints: CONNECTIVITY [0x10000000]
          Satisfied constraints: CONNECTIVITY DEVICE_NOT_DOZING WITHIN_QUOTA [0x13000000]
          Unsatisfied constraints: [0x0]
          Implicit constraints:
            readyNotDozing: true
            readyNotRestrictedInBg: true
          Standby bucket: ACTIVE
      """;

  @Test
  @DisplayName("API 29: heat, though no term of the Ready line says so")
  void heatOfApi29() throws Exception {
    String hot = SETTINGS.formatted("false", "true");
    assertHeldBy(29, hot + JOB + READY_FOR_NETWORK + FINE, "thermal");
  }

  @Test
  @DisplayName("API 29: no heat while the app is on the screen")
  void noHeatOnTheScreen() throws Exception {
    String hot = SETTINGS.formatted("false", "true");
    String top = "\nUid priority overrides:\n  u0a5: 40\n\n";
    assertHeldBy(29, hot + JOB + READY_FOR_NETWORK + FINE + top, "unexplained");
  }

  @Test
  @DisplayName("API 29: an app that crashed again and again, which is what is left")
  void barredAppOfApi29() throws Exception {
    String cool = SETTINGS.formatted("false", "false");
    assertHeldBy(29, cool + JOB + READY_FOR_NETWORK + FINE, "component-unusable");
  }

  @Test
  @DisplayName("API 28: bucket NEVER without a heartbeat that would end it")
  void neverWithoutHeartbeat() throws Exception {
    assertHeldBy(
        28,
        SETTINGS.replace("  use_heartbeats=false\n", "").formatted("false", "false")
            + JOB
            + inBucketNever(),
        "bucket-never");
  }

  @Test
  @DisplayName("API 28: not bucket NEVER while the device charges")
  void noBucketNeverInParole() throws Exception {
    assertHeldBy(
        28,
        SETTINGS.replace("  use_heartbeats=false\n", "").formatted("true", "false")
            + JOB
            + inBucketNever(),
        "unexplained");
  }

  private static String inBucketNever() {
    return """
        Required constraints: [0x0]
        Satisfied constraints: DEVICE_NOT_DOZING BACKGROUND_NOT_RESTRICTED [0x2400000]
        Unsatisfied constraints: [0x0]
        Standby bucket: NEVER
    """
        + FINE;
  }

  @Test
  @DisplayName("API 33 and 34: a set of conditions that would stand in for credit, too")
  void dynamicSetInsteadOfCredit() throws Exception {
    assertHeldBy(
        34,
        JOB
            + """
                Required constraints: [0x0]
                Dynamic constraints: CHARGING IDLE [0x5]
                Satisfied constraints: CHARGING DEVICE_NOT_DOZING WITHIN_QUOTA [0x3000001]
                Unsatisfied constraints: TARE_WEALTH [0x8000000]
                Implicit constraints:
                  readyNotDozing: true
                  readyNotRestrictedInBg: true
                  readyDynamicSatisfied: false
                  readyComponentEnabled: true
            """
            + FINE.replace("job=true", "job=false"),
        "dynamic-constraints",
        "tare");
  }

  @Test
  @DisplayName("API 30 and later: heat, which Android reports as a state of the device")
  void heatIsAStateOfTheDevice() throws Exception {
    Diagnosis diagnosis =
        diagnose(
            36,
            JOB
                + """
                    Restricted due to: thermal.
                    Ready: false (job=true user=true !restricted=false !pending=true !active=true \
                !backingup=true comp=true)
                """);
    assertEquals(Optional.of(PendingReason.DEVICE_STATE), diagnosis.holds().get(0).pendingReason());
  }

  @Test
  @DisplayName("API 35 and later: not a flexibility that the job never asked for, but Android says")
  void flexibilityIsOnlyNamed() throws Exception {
    Diagnosis diagnosis =
        diagnose(
            36,
            JOB
                + """
                    Required constraints: CHARGING [0x1]
                    Satisfied constraints: DEVICE_NOT_DOZING WITHIN_QUOTA [0x3000000]
                    Unsatisfied constraints: CHARGING [0x1]
                """
                + FINE.replace("job=true", "job=false"));
    assertEquals(List.of("charging"), diagnosis.holds().stream().map(Finding::id).toList());
    assertEquals(
        List.of(PendingReason.CONSTRAINT_CHARGING, PendingReason.JOB_SCHEDULER_OPTIMIZATION),
        diagnosis.findings().stream().flatMap(one -> one.pendingReason().stream()).toList());
  }

  @Test
  @DisplayName("API 30: a missing service or an app that crashed, it cannot be told which")
  void missingOrBarred() throws Exception {
    String dump = JOB + READY_FOR_NETWORK + FINE.replace("comp=true", "comp=false");
    assertEquals(Confidence.LIKELY, diagnose(30, dump).holds().get(0).confidence());
    assertEquals(Confidence.CERTAIN, diagnose(28, dump).holds().get(0).confidence());
  }

  @Test
  @DisplayName("API 34 and later: no quota also of a job that the user started, in bucket NEVER")
  void userInitiatedWithoutQuota() throws Exception {
    assertHeldBy(
        34,
        JOB
            + """
                Required constraints: [0x0]
                Satisfied constraints: DEVICE_NOT_DOZING [0x2000000]
                Unsatisfied constraints: WITHIN_QUOTA [0x1000000]
                Implicit constraints:
                  readyNotDozing: true
                  readyNotRestrictedInBg: true
                  readyComponentEnabled: true
                  userInitiatedApproved: true (started as UIJ: false)
                Standby bucket: NEVER
            """
            + FINE.replace("job=true", "job=false"),
        "bucket-never",
        "quota");
  }

  @Test
  @DisplayName("API 34 and later: not Doze when the job may run in it, but Android may say so")
  void dozeIsOnlyNamed() throws Exception {
    Diagnosis diagnosis =
        diagnose(
            34,
            JOB
                + """
                    Required constraints: CHARGING [0x1]
                    Satisfied constraints: WITHIN_QUOTA [0x1000000]
                    Unsatisfied constraints: CHARGING [0x1]
                    Implicit constraints:
                      readyNotDozing: true
                """
                + FINE.replace("job=true", "job=false"));
    assertEquals(List.of("charging"), diagnosis.holds().stream().map(Finding::id).toList());
    assertEquals(
        List.of(PendingReason.CONSTRAINT_CHARGING, PendingReason.DEVICE_STATE),
        diagnosis.findings().stream().flatMap(one -> one.pendingReason().stream()).toList());
  }

  @Test
  @DisplayName("nothing certain where the Ready line contradicts itself")
  void contradictoryReadyLine() throws Exception {
    String dump =
        JOB
            + """
                Required constraints: CHARGING [0x1]
                Satisfied constraints: DEVICE_NOT_DOZING WITHIN_QUOTA [0x3000000]
                Unsatisfied constraints: CHARGING [0x1]
            """
            + FINE.replace("Ready: false (job=true", "Ready: true (job=false");
    Diagnosis diagnosis = diagnose(30, dump);
    assertEquals(
        List.of("charging", "no-readiness"),
        diagnosis.findings().stream().map(Finding::id).limit(2).toList());
    assertEquals(Confidence.LIKELY, diagnosis.findings().get(0).confidence());
    assertEquals(Optional.empty(), diagnosis.nextRun());
  }

  private static void assertHeldBy(int level, String dump, String... findings) throws Exception {
    assertEquals(
        List.of(findings), diagnose(level, dump).holds().stream().map(Finding::id).toList());
  }

  private static Diagnosis diagnose(int level, String dump) throws Exception {
    JobSchedulerSnapshot snapshot = JobSchedulerDump.parse(dump);
    return Rules.diagnose(
        new Circumstances(snapshot, snapshot.jobs().get(0), OptionalInt.of(level)));
  }
}
