package io.github.jobdoctor.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.jobdoctor.diagnosis.rules.Diagnoses;
import io.github.jobdoctor.dumpsys.JobSchedulerDump;
import io.github.jobdoctor.job.DumpLine;
import io.github.jobdoctor.job.JobSchedulerSnapshot;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What holds a job")
class WhatHoldsAJobTest {

  private static final String HEADING =
      """
        JOB #u0a5/7: abc com.x/.Svc
          u0a5 tag=*job*/com.x/.Svc
          Source: uid=u0a5 user=0 pkg=com.x
      """;

  private static final String FINE =
      "!restricted=true !pending=true !active=true !backingup=true comp=true)";

  private static final String WAITING = "Ready: false (job=false user=true " + FINE;

  @Test
  @DisplayName("is each unsatisfied constraint, but never DEADLINE")
  void explicitConstraints() throws Exception {
    assertHeldBy(
        """
        Required constraints: CHARGING TIMING_DELAY DEADLINE CONNECTIVITY [0xd0000001]
        Satisfied constraints: TIMING_DELAY WITHIN_QUOTA [0x81000000]
        Unsatisfied constraints: CHARGING DEADLINE CONNECTIVITY [0x50000001]
        Implicit constraints:
          readyNotDozing: true
          readyNotRestrictedInBg: true
        """,
        WAITING,
        "CONNECTIVITY <- Unsatisfied constraints: CHARGING DEADLINE CONNECTIVITY [0x50000001]",
        "CHARGING <- Unsatisfied constraints: CHARGING DEADLINE CONNECTIVITY [0x50000001]");
  }

  @Test
  @DisplayName("is a vendor's own constraint too, by its name")
  void vendorsConstraint() throws Exception {
    assertHeldBy(
        """
        Required constraints: UID_NOT_RESTRICTED PROTECT_FORE CPU [0x100000]
        Satisfied constraints: CPU WITHIN_QUOTA [0x1000000]
        Unsatisfied constraints: UID_NOT_RESTRICTED PROTECT_FORE [0x100000]
        Implicit constraints:
          readyNotDozing: true
        """,
        WAITING,
        "UID_NOT_RESTRICTED <- Unsatisfied constraints: UID_NOT_RESTRICTED PROTECT_FORE [0x100000]",
        "PROTECT_FORE <- Unsatisfied constraints: UID_NOT_RESTRICTED PROTECT_FORE [0x100000]");
  }

  @Test
  @DisplayName("is no explicit constraint once the deadline has passed, but implicit ones still")
  void deadlinePassed() throws Exception {
    assertHeldBy(
        """
        Required constraints: CHARGING DEADLINE [0x40000001]
        Satisfied constraints: DEADLINE WITHIN_QUOTA [0x41000000]
        Unsatisfied constraints: CHARGING [0x1]
        Implicit constraints:
          readyNotDozing: false
          readyNotRestrictedInBg: false
          readyDeadlineSatisfied: true
        """,
        WAITING,
        "background restriction <- readyNotRestrictedInBg: false",
        "Doze <- readyNotDozing: false");
  }

  @Test
  @DisplayName("is an explicit constraint of a periodic job even after its deadline, on API 28")
  void periodicOnApi28() throws Exception {
    String sets =
        """
        Required constraints: CHARGING DEADLINE [0x40000001]
        Satisfied constraints: DEADLINE DEVICE_NOT_DOZING BACKGROUND_NOT_RESTRICTED [0x42400000]
        Unsatisfied constraints: CHARGING [0x1]
        Standby bucket: ACTIVE
        """;
    String ready =
        "Ready: false (job=false user=true !pending=true !active=true !backingup=true comp=true)";
    assertHeldBy(
        """
        JobInfo:
          PERIODIC: interval=+15m0s0ms flex=+5m0s0ms
        """
            + sets,
        ready,
        "CHARGING <- Unsatisfied constraints: CHARGING [0x1]");
    assertHeldBy(sets, ready, "unexplained <- " + ready);
  }

  @Test
  @DisplayName("is Doze and a background restriction by their absence, on API 28")
  void implicitConstraintsOnApi28() throws Exception {
    assertHeldBy(
        """
        Required constraints: IDLE [0x4]
        Satisfied constraints: IDLE [0x4]
        Unsatisfied constraints:
        Standby bucket: RARE
        """,
        "Ready: false (job=false user=true !pending=true !active=true !backingup=true comp=true)",
        "background restriction <- Satisfied constraints: IDLE [0x4]",
        "Doze <- Satisfied constraints: IDLE [0x4]");
  }

  @Test
  @DisplayName("is the bucket, and quota, unless something else stands in for quota")
  void quota() throws Exception {
    String sets =
        """
        Required constraints:
        Dynamic constraints: CHARGING BATTERY_NOT_LOW IDLE [0x7]
        Satisfied constraints: BATTERY_NOT_LOW DEVICE_NOT_DOZING [0x2000002]
        Unsatisfied constraints: WITHIN_QUOTA [0x1000000]
        Implicit constraints:
          readyNotDozing: true
          %s
        Standby bucket: RESTRICTED
        """;
    assertHeldBy(
        sets.formatted("readyDynamicSatisfied: false"),
        WAITING,
        "bucket RESTRICTED <- Dynamic constraints: CHARGING BATTERY_NOT_LOW IDLE [0x7]",
        "quota <- Unsatisfied constraints: WITHIN_QUOTA [0x1000000]");
    for (String instead :
        List.of(
            "readyDynamicSatisfied: true",
            "readyWithinExpeditedQuota: true (started as EJ: false)",
            "expeditedQuotaApproved: true (started as EJ: false)",
            "expeditedQuotaApproved: true expeditedTareApproved: true (started as EJ: false)")) {
      assertHeldBy(sets.formatted(instead), WAITING, "unexplained <- " + WAITING);
    }
    assertHeldBy(
        sets.formatted(
            "expeditedQuotaApproved: true expeditedTareApproved: false (started as EJ: false)"),
        WAITING,
        "bucket RESTRICTED <- Dynamic constraints: CHARGING BATTERY_NOT_LOW IDLE [0x7]",
        "quota <- Unsatisfied constraints: WITHIN_QUOTA [0x1000000]");
  }

  @Test
  @DisplayName("is bucket NEVER, unless the app is active or the job exempt")
  void bucketNever() throws Exception {
    String sets =
        """
        Satisfied constraints: WITHIN_QUOTA [0x1000000]
        Unsatisfied constraints: IDLE [0x4]
        %sImplicit constraints:
          readyNotDozing: true
        Standby bucket: NEVER
        """;
    String idle = "IDLE <- Unsatisfied constraints: IDLE [0x4]";
    assertHeldBy(sets.formatted(""), WAITING, "bucket NEVER <- Standby bucket: NEVER", idle);
    assertHeldBy(sets.formatted("Uid: active\n"), WAITING, idle);
    assertHeldBy(sets.formatted("Is exempted from app standby\n"), WAITING, idle);
  }

  @Test
  @DisplayName("is what the system says of component, user, backup and heat, each by its line")
  void system() throws Exception {
    String ready =
        "Ready: false (job=true user=false !restricted=false !pending=true !active=true"
            + " !backingup=false comp=false)";
    assertHeldBy(
        "Restricted due to: thermal.\n",
        ready,
        "component <- " + ready,
        "user not started <- " + ready,
        "backup <- " + ready,
        "thermal <- Restricted due to: thermal.");
    assertHeldBy(
        """
        Implicit constraints:
          readyComponentEnabled: false
        """,
        WAITING,
        "component <- readyComponentEnabled: false");
  }

  @Test
  @DisplayName("is not a backup before API 30, where it is printed but does not count")
  void backupBeforeApi30() throws Exception {
    String ready =
        "Ready: false (job=true user=true !pending=true !active=true !backingup=false comp=true)";
    assertHeldBy(
        """
        Satisfied constraints: DEVICE_NOT_DOZING BACKGROUND_NOT_RESTRICTED [0x2400000]
        Standby bucket: ACTIVE
        """,
        ready,
        "unexplained <- " + ready);
  }

  @Test
  @DisplayName("is no constraint of a job whose conditions are met or overridden")
  void overridden() throws Exception {
    String ready = "Ready: false (job=true user=true " + FINE;
    assertHeldBy(
        """
        Satisfied constraints: DEVICE_NOT_DOZING [0x2000000]
        Unsatisfied constraints: CHARGING WITHIN_QUOTA [0x1000001]
        Implicit constraints:
          readyNotDozing: true
        """,
        ready,
        "unexplained <- " + ready);
  }

  @Test
  @DisplayName(
      "is a free slot for a pending job, batching for a ready one, nothing for an active one")
  void states() throws Exception {
    String pending = WAITING.replace("!pending=true", "!pending=false");
    assertHeldBy("", pending, "free slot <- " + pending);
    assertHeldBy("", WAITING.replace("!active=true", "!active=false"));
    String ready = WAITING.replace("false (job=false", "true (job=true");
    assertHeldBy("", ready);
    assertHeldBy(
        """
        Standby bucket: RARE
          Time since first force batch attempt: -5m0s0ms
        """,
        ready,
        "batching <- Time since first force batch attempt: -5m0s0ms");
  }

  @Test
  @DisplayName("cannot be told for a job without its Ready line")
  void noReadyLine() throws Exception {
    assertHeldBy(
        "Unsatisfied constraints: CHARGING [0x1]\n",
        "",
        "CHARGING <- Unsatisfied constraints: CHARGING [0x1]",
        "? <- JOB #u0a5/7: abc com.x/.Svc");
  }

  @Test
  @DisplayName("rests on the genuine line, not on one that the app wrote into its extras")
  void evidenceIsGenuine() throws Exception {
    assertHeldBy(
        """
        JobInfo:
          Requires: charging=true batteryNotLow=false deviceIdle=false
          Extras: {k=x}
        Unsatisfied constraints: IDLE [0x4]
        y}
          Backoff: policy=1 initial=+30s0ms
        Required constraints: CHARGING [0x1]
        Satisfied constraints:
        Unsatisfied constraints: CHARGING [0x1]
        Implicit constraints:
          readyNotDozing: true
        """,
        WAITING,
        "CHARGING <- Unsatisfied constraints: CHARGING [0x1]");
  }

  /** Compares {@code reason <- evidence}, where the evidence must stand at the line it names. */
  private static void assertHeldBy(String lines, String ready, String... expected)
      throws Exception {
    String block = HEADING + (lines + ready + "\n").indent(4);
    String dump = "Registered 1 jobs:\n" + block;
    JobSchedulerSnapshot snapshot = JobSchedulerDump.parse(dump);
    Diagnosis diagnosis = new Diagnoses(snapshot, OptionalInt.empty()).of(snapshot.jobs().get(0));
    List<String> dumpLines = dump.lines().toList();
    assertEquals(
        List.of(expected),
        diagnosis.heldBy().stream()
            .map(
                finding -> {
                  DumpLine line =
                      finding
                          .mainEvidence()
                          .orElseThrow(() -> new AssertionError(finding.toString()))
                          .line();
                  assertEquals(dumpLines.get(line.line() - 1), line.text());
                  return finding.label() + " <- " + line.text().strip();
                })
            .toList());
  }
}
