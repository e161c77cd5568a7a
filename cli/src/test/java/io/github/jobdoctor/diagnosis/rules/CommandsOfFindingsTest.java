package io.github.jobdoctor.diagnosis.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jobdoctor.diagnosis.Circumstances;
import io.github.jobdoctor.diagnosis.Confidence;
import io.github.jobdoctor.diagnosis.Diagnosis;
import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.dumpsys.JobSchedulerDump;
import io.github.jobdoctor.job.DumpLine;
import io.github.jobdoctor.job.InstalledPackages;
import io.github.jobdoctor.job.JobSchedulerSnapshot;
import io.github.jobdoctor.job.Neighbours;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A command that somebody pastes has to exist there, to do what it says, and to be taken back. */
@DisplayName("The commands of findings")
class CommandsOfFindingsTest {

  private static final String JOB =
      """
      Registered 1 jobs:
        JOB #u0a5/7: abc com.service/.Svc
          u0a5 tag=*job*/com.service/.Svc
          Source: uid=u0a6 user=0 pkg=com.source
          JobInfo:
            Service: com.service/.Svc
      """;

  private static final String READY =
      "    Ready: false (job=%s user=true !pending=true !active=true !backingup=true comp=%s)\n";

  @Test
  @DisplayName("change no bucket when the one to go back to is unknown")
  void unknownBucket() throws Exception {
    Finding quota = first(30, outOfQuota(""));
    assertEquals("quota", quota.id());
    assertEquals(
        Optional.of("adb shell am get-standby-bucket com.source"), quota.commands().confirm());
    assertEquals(Optional.empty(), quota.commands().apply());
    assertEquals(Optional.empty(), quota.commands().undo());
  }

  @Test
  @DisplayName("go back to the bucket that the app was in")
  void knownBucket() throws Exception {
    assertEquals(
        Optional.of("adb shell am set-standby-bucket com.source rare"),
        first(30, outOfQuota("    Standby bucket: RARE\n")).commands().undo());
  }

  @Test
  @DisplayName("of quota: who never has any is not told to wait or to charge")
  void remedyOfNever() throws Exception {
    Finding quota = find("quota", 30, outOfQuota("    Standby bucket: NEVER\n"));
    assertTrue(quota.remedy().orElseThrow().startsWith("Open the app."), quota.toString());
    assertEquals(Optional.of("the app is opened"), quota.until());
  }

  @Test
  @DisplayName("of quota: charging does not free an app in bucket RESTRICTED")
  void remedyOfRestricted() throws Exception {
    Finding quota = find("quota", 30, outOfQuota("    Standby bucket: RESTRICTED\n"));
    assertTrue(quota.remedy().orElseThrow().startsWith("Wait, or open"), quota.toString());
  }

  @Test
  @DisplayName("look at the package that the service is in, not at the one the job works for")
  void packageOfTheService() throws Exception {
    assertEquals(
        Optional.of("adb shell dumpsys package com.service"),
        first(28, JOB + READY.formatted("true", "false")).commands().confirm());
  }

  @Test
  @DisplayName("ask for exit-info only where Android keeps it")
  void exitInfo() throws Exception {
    String barred =
        JOB
            + """
                Satisfied constraints: DEVICE_NOT_DOZING WITHIN_QUOTA [0x3000000]
                Unsatisfied constraints: [0x0]
                Implicit constraints:
                  readyNotDozing: true
                  readyNotRestrictedInBg: true
                Standby bucket: ACTIVE
            """
            + READY.formatted("true", "true");
    Finding finding = find("component-unusable", 29, barred);
    assertEquals(Optional.of("adb shell dumpsys activity processes"), finding.commands().confirm());
  }

  @Test
  @DisplayName("dock the device only where Android knows that order")
  void dock() throws Exception {
    String idle =
        JOB
            + """
                Required constraints: IDLE [0x4]
                Unsatisfied constraints: IDLE [0x4]
            """
            + READY.formatted("false", "true");
    assertEquals(Optional.empty(), find("device-idle", 27, idle).commands().apply());
    assertTrue(find("device-idle", 28, idle).commands().apply().isPresent());
  }

  @Test
  @DisplayName("enable an app for its user, and only one that is disabled")
  void disabledApp() {
    Finding disabled = absent(false, 3);
    assertEquals(Confidence.CERTAIN, disabled.confidence());
    assertEquals(
        Optional.of("adb shell pm enable --user 10 com.source"), disabled.commands().apply());
    assertEquals(
        Optional.of("adb shell pm disable-user --user 10 com.source"), disabled.commands().undo());
    Finding suspended = absent(true, 0);
    assertEquals(Confidence.POSSIBLE, suspended.confidence(), "no jobs are cancelled for that");
    assertEquals(
        Optional.of("adb shell pm unsuspend --user 10 com.source"), suspended.commands().apply());
    assertEquals(
        Optional.of("adb shell pm suspend --user 10 com.source"), suspended.commands().undo());
  }

  @Test
  @DisplayName("name the user whose app is in app standby")
  void inactiveAppOfUser() throws Exception {
    String idle =
        """
        Registered 1 jobs:
          JOB #u10a6/7: abc com.source/.Svc
            u10a6 tag=*job*/com.source/.Svc
            Source: uid=u10a6 user=10 pkg=com.source
            JobInfo:
              Service: com.source/.Svc
            Satisfied constraints: DEVICE_NOT_DOZING [0x2000000]
            Unsatisfied constraints: APP_NOT_IDLE [0x1000000]
            Ready: false (job=false user=true pending=false active=false)
        """;
    assertEquals(
        Optional.of("adb shell am set-inactive --user 10 com.source true"),
        find("app-idle", 24, idle).commands().undo());
  }

  private static Finding absent(boolean suspended, int enabled) {
    DumpLine line = new DumpLine(1, "User 10:");
    InstalledPackages.PackageUser user =
        new InstalledPackages.PackageUser(
            Optional.of(true),
            Optional.of(false),
            Optional.of(suspended),
            Optional.of(false),
            Optional.of(false),
            Optional.of(enabled),
            List.of(),
            List.of(),
            line);
    InstalledPackages.InstalledPackage app =
        new InstalledPackages.InstalledPackage(
            "com.source",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of(10, user),
            line);
    Neighbours neighbours =
        Neighbours.builder()
            .add(new InstalledPackages(Map.of("com.source", app), true, List.of()))
            .build();
    return AbsentApp.findings(neighbours, Set.of("com.source"), 10).get(0);
  }

  private static String outOfQuota(String bucket) {
    return JOB
        + """
            Satisfied constraints: DEVICE_NOT_DOZING [0x2000000]
            Unsatisfied constraints: WITHIN_QUOTA [0x1000000]
        """
        + bucket
        + READY.formatted("false", "true");
  }

  private static Finding first(int level, String dump) throws Exception {
    return diagnose(level, dump).findings().get(0);
  }

  private static Finding find(String id, int level, String dump) throws Exception {
    return diagnose(level, dump).findings().stream()
        .filter(finding -> finding.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static Diagnosis diagnose(int level, String dump) throws Exception {
    JobSchedulerSnapshot snapshot = JobSchedulerDump.parse(dump);
    return Rules.diagnose(
        new Circumstances(snapshot, snapshot.jobs().get(0), OptionalInt.of(level)));
  }
}
