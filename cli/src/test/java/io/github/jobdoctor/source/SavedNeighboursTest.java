package io.github.jobdoctor.source;

import static io.github.jobdoctor.source.Reports.HEAD;
import static io.github.jobdoctor.source.Reports.HEADING;
import static io.github.jobdoctor.source.Reports.dump;
import static io.github.jobdoctor.source.Reports.service;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jobdoctor.job.DumpLine;
import io.github.jobdoctor.job.InstalledPackages.PackageUser;
import io.github.jobdoctor.job.Neighbour;
import io.github.jobdoctor.job.Neighbours;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The neighbours in a file")
class SavedNeighboursTest {

  private static final Set<Neighbour> ALL = EnumSet.allOf(Neighbour.class);
  private static final Set<String> APP = Set.of("com.x");

  private static final String DEVICE_IDLE =
      "  mForceIdle=true\n  mState=IDLE mLightState=OVERRIDE\n";
  private static final String USAGE_STATS =
      """
      user=0\s
        App Standby States:
          package=com.x u=0 bucket=40 reason=t used=+1d2h0m0s0ms idle=n

      mAppIdleEnabled=true mAppIdleTempParoled=false mCharging=false
      """;
  private static final String PACKAGE =
      """
      Database versions:
        sdkVersion=34

      Permissions:
        Permission [a] (1):
          uid=5

      Packages:
        Package [com.other] (9):
          userId=10001
          User 0: installed=true hidden=false
        Package [com.x] (1a):
          userId=10086
          requested permissions:
            a
          User 0: ceDataInode=7 installed=true hidden=false stopped=true notLaunched=false enabled=0
            disabledComponents:
              com.x.Svc

      Shared users:
        SharedUser [a] (2):
      """;
  private static final String ACTIVITY =
      """
      ACTIVITY MANAGER SETTINGS (dumpsys activity settings)
        x=1
      RULE
      ACTIVITY MANAGER PROCESS EXIT INFO (dumpsys activity exit-info)
        package: com.x
          Historical Process Exit for uid=10086
              ApplicationExitInfo #0:
                process=com.x reason=3 (LOW_MEMORY) status=0
      RULE
      ACTIVITY MANAGER LRU PROCESSES (dumpsys activity lru)
        Activities:
        # 0: fg     TOP  LCMN 4321:com.x/u0a86 act:activities
      RULE
      ACTIVITY MANAGER RUNNING PROCESSES (dumpsys activity processes)
        Process LRU list (sorted by oom_adj, 1 total, non-act at 0, non-svc at 0):
          Proc # 0: fore   T/A/TOP  trm: 0 4321:com.x/u0a86 (top-activity)
      """
          .replace("RULE\n", Reports.RULE);

  private static final String REPORT =
      HEAD
          + HEADING
          + service(
              "CRITICAL activity", "ACTIVITY MANAGER ACTIVITIES (dumpsys activity activities)\n")
          + service("activity", ACTIVITY)
          + service("deviceidle", DEVICE_IDLE)
          + service("jobscheduler", dump(2))
          + service("package", PACKAGE)
          + service("thermalservice", "nothing that anybody knows\n")
          + service("usagestats", USAGE_STATS);

  @Test
  @DisplayName("are cited by the lines of the file, as are the jobs")
  void linesOfTheFile() throws Exception {
    SavedDump read = Reports.read(REPORT);
    Neighbours neighbours = SavedNeighbours.of(read.report(), ALL, APP);
    assertTrue(neighbours.linesOfFile());
    assertEquals(OptionalInt.of(34), neighbours.device().apiLevel());
    PackageUser user =
        neighbours.installed().orElseThrow().find("com.x").orElseThrow().users().get(0);
    assertEquals(Optional.of(true), user.stopped());
    List<DumpLine> cited =
        List.of(
            neighbours.deviceIdle().orElseThrow().deepState().orElseThrow().line(),
            neighbours.appStandby().orElseThrow().app(0, "com.x").orElseThrow().line(),
            user.line(),
            user.disabledComponents().get(0).line(),
            neighbours.exits().orElseThrow().exits().get(0).line(),
            neighbours.processes().orElseThrow().processes().get(0).line());
    List<String> lines = REPORT.lines().toList();
    for (DumpLine line : cited) {
      assertEquals(lines.get(line.line() - 1), line.text());
    }
    int heading = read.snapshot().jobs().get(1).line();
    assertTrue(lines.get(heading - 1).startsWith("  JOB #u0a5/1:"), lines.get(heading - 1));
    assertEquals(dump(2).lines().count(), read.snapshot().lines());
  }

  @Test
  @DisplayName("are missing with the reason, and only when they were asked for")
  void missing() throws Exception {
    Neighbours neighbours = SavedNeighbours.of(Reports.read(REPORT).report(), ALL, APP);
    assertEquals(Optional.of("the file has no battery"), neighbours.whyMissing(Neighbour.BATTERY));
    assertEquals(
        Optional.of("what the file has of thermalservice has an unknown shape"),
        neighbours.whyMissing(Neighbour.THERMAL));
    assertEquals(Optional.empty(), neighbours.whyMissing(Neighbour.PACKAGE));
    Neighbours few =
        SavedNeighbours.of(Reports.read(REPORT).report(), Set.of(Neighbour.DEVICE_IDLE), APP);
    assertTrue(few.deviceIdle().isPresent());
    assertTrue(few.installed().isEmpty());
    assertTrue(few.missing().isEmpty());
    Neighbours none = SavedNeighbours.of(Reports.read(dump(1)).report(), ALL, APP);
    assertEquals(ALL, none.missing().keySet());
    assertEquals(
        Optional.of("the file is the job scheduler's dump alone"),
        none.whyMissing(Neighbour.POWER));
  }

  @Test
  @DisplayName("do not pass for whole where the file ends in them")
  void cutOff() throws Exception {
    String cut = REPORT.substring(0, REPORT.indexOf("mAppIdleEnabled="));
    Neighbours neighbours = SavedNeighbours.of(Reports.read(cut).report(), ALL, APP);
    assertTrue(neighbours.appStandby().isPresent());
    assertFalse(neighbours.tellsAll(Neighbour.USAGE_STATS));
    assertTrue(neighbours.tellsAll(Neighbour.DEVICE_IDLE));
    assertTrue(neighbours.tellsAll(Neighbour.PACKAGE));
    assertFalse(neighbours.tellsAll(Neighbour.BATTERY));
  }

  @Test
  @DisplayName("keep nothing of a package dump but what counts, however long it is")
  void longPackageDump() throws Exception {
    String endless =
        PACKAGE.replace("    uid=5\n", "    uid=5 something long and of no use\n".repeat(400_000));
    String report = HEAD + HEADING + service("jobscheduler", dump(1)) + service("package", endless);
    SavedDump read = Reports.read(report);
    CapturedService captured = read.report().orElseThrow().services().get("package");
    assertTrue(captured.text().length() < 1000, captured.text());
    DumpLine line =
        SavedNeighbours.of(read.report(), Set.of(Neighbour.PACKAGE), APP)
            .installed()
            .orElseThrow()
            .find("com.x")
            .orElseThrow()
            .line();
    assertEquals(Reports.lineOf(report, "  Package [com.x] (1a):"), line.line());
  }
}
