package io.github.jobdoctor.jobscheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jobdoctor.device.DeviceException;
import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.dumpsys.JobSchedulerDump;
import io.github.jobdoctor.job.JobSchedulerSnapshot;
import io.github.jobdoctor.jobscheduler.RunOutcome.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The watch over an ordered run")
class RunWatchTest {

  private static final String RUN = "cmd jobscheduler run com.x 7";
  private static final String STATE = "cmd jobscheduler get-job-state com.x 7";
  private static final String DUMP = "dumpsys jobscheduler";
  private static final String SUCCESS = "Last successful run: 2026-01-02 03:04:05";

  private final ScriptedDevice device = new ScriptedDevice();
  private DumpOfOneJob before = new DumpOfOneJob();

  @Test
  @DisplayName("follows a run from its start to its end")
  void runsAndEnds() throws Exception {
    device
        .expect(RUN, "Running job\n")
        .expect(STATE, "active\n ready\n\n")
        .expect(STATE, "waiting\n")
        .expect(
            DUMP,
            new DumpOfOneJob()
                .gone()
                .event(300, "START", "")
                .event(100, "STOP", "app called jobFinished")
                .text());
    RunOutcome outcome = watch(RunForm.SOFT);
    assertEquals(Kind.SUCCEEDED, outcome.kind());
    assertEquals(
        List.of(
            new Proof("jobscheduler", "Running job"),
            new Proof("jobscheduler", "get-job-state: active"),
            new Proof("history", "START com.x/.Svc"),
            new Proof("history", "STOP com.x/.Svc app called jobFinished"),
            new Proof("jobscheduler", "the job is done and gone")),
        outcome.proof());
  }

  @Test
  @DisplayName("believes the history when a run is over before it could be seen")
  void endsTooQuicklyToBeSeen() throws Exception {
    afterOrder(
        new DumpOfOneJob()
            .gone()
            .event(90, "START", "")
            .event(80, "STOP", "onStartJob returned false"));
    assertEquals(Kind.SUCCEEDED, watch(RunForm.SOFT).kind());
  }

  @Test
  @DisplayName("tells a job that asks to be run again from one that is done")
  void retry() throws Exception {
    afterOrder(
        new DumpOfOneJob()
            .past("Num failures: 1")
            .event(90, "START", "")
            .event(80, "STOP", "app called jobFinished"));
    RunOutcome outcome = watch(RunForm.SOFT);
    assertEquals(Kind.RETRY, outcome.kind());
    assertTrue(outcome.proof().contains(new Proof("jobscheduler", "Num failures: 1")));
  }

  @ParameterizedTest(name = "API {0}, slot: {1}")
  @CsvSource({
    "24, '', FAILED",
    "26, '', FAILED",
    "26, app called jobFinished, RETRY",
    "26, cancelled due to doze, STOPPED",
  })
  @DisplayName("does not call a counted failure an end, where nothing tells of the end itself")
  void failuresOfOldVersions(int api, String slot, Kind kind) throws Exception {
    DumpOfOneJob after =
        new DumpOfOneJob().past("Num failures: 1").oldEvent(90, "START").oldEvent(80, "STOP");
    if (!slot.isEmpty()) {
      after.freeSlot(81, slot);
    }
    device.expect(RUN, "Running job\n");
    if (api >= 26) {
      device.expect(STATE, "waiting\n");
    }
    device.expect(DUMP, after.text());
    RunOutcome outcome = watch(RunForm.SOFT, api);
    assertEquals(kind, outcome.kind());
    assertEquals(kind == Kind.RETRY, outcome.why().isEmpty(), outcome.toString());
  }

  @Test
  @DisplayName("does not take 'canceled' and a failure for a wish to be run again: a crash is that")
  void canceledWithFailure() throws Exception {
    afterOrder(
        new DumpOfOneJob()
            .past("Num failures: 1")
            .event(90, "START", "")
            .event(80, "STOP", "canceled"));
    RunOutcome outcome = watch(RunForm.SOFT, 27);
    assertEquals(Kind.FAILED, outcome.kind());
    assertTrue(outcome.why().orElseThrow().contains("does not tell"), outcome.toString());
    assertTrue(outcome.proof().contains(new Proof("jobscheduler", "Num failures: 1")));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "timeout while executing",
    "cancelled due to doze",
    "stop from shell",
    "unexpectedly disconnected",
    "job rescheduled by app"
  })
  @DisplayName("says why a run was stopped, even if it counts as a failure too")
  void stopped(String reason) throws Exception {
    afterOrder(
        new DumpOfOneJob()
            .past("Num failures: 1")
            .event(90, "START", "")
            .event(80, "STOP", reason));
    RunOutcome outcome = watch(RunForm.SOFT);
    assertEquals(Kind.STOPPED, outcome.kind());
    assertEquals(Optional.of(reason), outcome.why());
  }

  @Test
  @DisplayName("does not take the run before the order for the ordered one")
  void anEarlierRunIsNotThisOne() throws Exception {
    before.periodic().event(40, "START", "").event(10, "STOP", "app called jobFinished");
    device
        .expect(RUN, "Running job\n")
        .thenForEver(STATE, "waiting\n")
        .thenForEver(
            DUMP,
            new DumpOfOneJob()
                .periodic()
                .event(60, "START", "")
                .event(30, "STOP", "app called jobFinished")
                .text());
    assertEquals(Kind.NOT_STARTED, watch(RunForm.SOFT).kind());
  }

  @Test
  @DisplayName("finds the ordered run among earlier runs of the same job, some forgotten by now")
  void theOrderedRunAmongEarlierOnes() throws Exception {
    before
        .periodic()
        .event(9000, "START", "")
        .event(8000, "STOP", "timeout while executing")
        .event(2000, "START", "")
        .event(1000, "STOP", "timeout while executing");
    afterOrder(
        new DumpOfOneJob()
            .periodic()
            .past(SUCCESS)
            .event(2500, "START", "")
            .event(1500, "STOP", "timeout while executing")
            .event(200, "START", "")
            .event(100, "STOP", "app called jobFinished"));
    RunOutcome outcome = watch(RunForm.SOFT);
    assertEquals(Kind.SUCCEEDED, outcome.kind());
    assertEquals(2, outcome.proof().stream().filter(p -> p.source().equals("history")).count());
  }

  @Test
  @DisplayName("reports the first run after the order, though another one follows at once")
  void theFirstRunCounts() throws Exception {
    DumpOfOneJob again =
        new DumpOfOneJob()
            .active()
            .event(900, "START", "")
            .event(800, "STOP", "cancelled due to doze")
            .event(500, "START", "");
    ScriptedDevice twice =
        new ScriptedDevice()
            .expect(RUN, "Running job\n")
            .always(STATE, "active\n")
            .expect(DUMP, again.text());
    assertEquals(Kind.STOPPED, watch(twice, RunForm.SOFT, true).kind());
  }

  @Test
  @DisplayName("leaves open how a run ended that the history does not tell")
  void endUnknown() throws Exception {
    device
        .expect(RUN, "Running job\n")
        .expect(STATE, "active\n")
        .expect(STATE, "waiting\n")
        .expect(DUMP, new DumpOfOneJob().text());
    assertEquals(Kind.UNOBSERVABLE, watch(RunForm.SOFT).kind());
  }

  @Test
  @DisplayName("does not count it as success that the app scheduled a new job under the same id")
  void jobIdUsedAgain() throws Exception {
    before.past(SUCCESS);
    device
        .expect(RUN, "Running job\n")
        .expect(STATE, "active\n")
        .expect(STATE, "waiting\n")
        .expect(DUMP, new DumpOfOneJob().text());
    assertEquals(Kind.UNOBSERVABLE, watch(RunForm.SOFT).kind());
  }

  @Test
  @DisplayName("does not take a run of another service under the same id for this job's")
  void anotherServiceUnderTheSameId() throws Exception {
    device
        .expect(RUN, "Running job\n")
        .thenForEver(STATE, "waiting\n")
        .thenForEver(
            DUMP,
            new DumpOfOneJob()
                .service(".Other")
                .event(90, "START", "")
                .event(80, "STOP", "x")
                .text());
    assertEquals(Kind.NOT_STARTED, watch(RunForm.SOFT).kind());
  }

  @Test
  @DisplayName("takes 'canceled' for a normal end only where something else speaks for it")
  void canceledOnOldVersions() throws Exception {
    before.periodic();
    DumpOfOneJob ended =
        new DumpOfOneJob().periodic().event(90, "START", "").event(80, "STOP", "canceled");
    afterOrder(ended);
    assertEquals(Kind.UNOBSERVABLE, watch(RunForm.SOFT).kind());
    afterOrder(ended.past(SUCCESS));
    assertEquals(Kind.SUCCEEDED, watch(RunForm.SOFT).kind());
  }

  @Test
  @DisplayName("takes 'canceled' for a cancelled run where Android has other words for normal ends")
  void canceledOnLaterVersions() throws Exception {
    afterOrder(new DumpOfOneJob().event(90, "START", "").event(80, "STOP", "canceled"));
    assertEquals(Kind.STOPPED, watch(RunForm.SOFT, 28).kind());
  }

  @Test
  @DisplayName("says what holds a job that does not start: not what the order overrides")
  void neverStarts() throws Exception {
    device
        .expect(RUN, "Running job\n")
        .thenForEver(STATE, "waiting\n")
        .thenForEver(DUMP, dozing().text());
    RunOutcome outcome = watch(RunForm.SOFT);
    assertEquals(Kind.NOT_STARTED, outcome.kind());
    assertEquals(List.of("Doze"), outcome.heldBy().stream().map(Finding::label).toList());
  }

  @Test
  @DisplayName("does not blame constraints that the order overrides while it is in force")
  void overriddenConstraintsAreNotBlamed() throws Exception {
    device
        .expect(RUN, "Running job\n")
        .thenForEver(STATE, "ready\n")
        .thenForEver(DUMP, new DumpOfOneJob().jobTrue().text());
    RunOutcome outcome = watch(RunForm.SOFT);
    assertEquals(List.of("unexplained"), outcome.heldBy().stream().map(Finding::label).toList());
  }

  @Test
  @DisplayName("blames a vendor's constraint even under force, and nothing that force overrides")
  void vendorsConstraint() throws Exception {
    device
        .expect("cmd jobscheduler run -f com.x 7", "Running job [FORCED]\n")
        .thenForEver(STATE, "waiting\n")
        .thenForEver(
            DUMP,
            new DumpOfOneJob()
                .constraints(
                    """
                    Required constraints: CONNECTIVITY UID_NOT_RESTRICTED [0x10100000]
                    Satisfied constraints: DEVICE_NOT_DOZING BACKGROUND_NOT_RESTRICTED [0x2400000]
                    Unsatisfied constraints: CONNECTIVITY UID_NOT_RESTRICTED [0x10100000]
                    Implicit constraints:
                      readyNotDozing: true
                    """)
                .text());
    RunOutcome outcome = watch(RunForm.FULL);
    assertEquals(
        List.of("UID_NOT_RESTRICTED"), outcome.heldBy().stream().map(Finding::label).toList());
  }

  @Test
  @DisplayName("gives no order to a job that already runs, and watches it to its end")
  void alreadyRunning() throws Exception {
    before.active().event(5000, "START", "");
    device
        .expect(STATE, "active\n")
        .expect(STATE, "waiting\n")
        .expect(
            DUMP,
            new DumpOfOneJob()
                .gone()
                .event(5500, "START", "")
                .event(100, "STOP", "app called jobFinished")
                .text());
    assertEquals(Kind.SUCCEEDED, watch(RunForm.SOFT).kind());
  }

  @Test
  @DisplayName("says that a job still runs when the time is up")
  void stillRunning() throws Exception {
    device.expect(RUN, "Running job\n").always(STATE, "active\n");
    device.expect(DUMP, new DumpOfOneJob().active().event(1000, "START", "").text());
    assertEquals(Kind.STARTED, watch(RunForm.SOFT).kind());
  }

  @Test
  @DisplayName("is content with the start when it need not wait for the end")
  void withoutWaiting() throws Exception {
    device.expect(RUN, "Running job\n").expect(STATE, "active\n");
    assertEquals(Kind.STARTED, watch(device, RunForm.SOFT, false).kind());
  }

  @Test
  @DisplayName("lives without get-job-state, as on API 24 and 25, by the dump alone")
  void withoutJobState() throws Exception {
    device
        .expect(RUN, "Running job\n")
        .expect(STATE, "Unknown command: get-job-state\n")
        .expect(DUMP, new DumpOfOneJob().active().event(50, "START", "").text())
        .expect(STATE, "Unknown command: get-job-state\n")
        .expect(
            DUMP,
            new DumpOfOneJob()
                .gone()
                .event(200, "START", "")
                .event(20, "STOP", "app called jobFinished")
                .text());
    assertEquals(Kind.SUCCEEDED, watch(RunForm.SOFT).kind());
  }

  @Test
  @DisplayName("reads states that a noisy device prints twice")
  void noisyState() throws Exception {
    device.expect(RUN, "Running job\n").expect(STATE, "active\n active\n");
    assertEquals(Kind.STARTED, watch(device, RunForm.SOFT, false).kind());
  }

  @ParameterizedTest(name = "{0}, {1}, exit {2}")
  @CsvSource({
    "Could not find job 7 in package com.x / user 0,out,0,NOT_FOUND",
    "Could not find job 7 in package com.x / user 0,err,23,NOT_FOUND",
    "Could not find job 7 in package com.x / namespace n / user 0,err,23,NOT_FOUND",
    "Package not found: com.x / user 0,out,0,NOT_FOUND",
    "Package not found: com.x / user 0,err,24,NOT_FOUND",
    "Job 7 in package com.x / user 0 has functional constraints but --force not specified,out,0,"
        + "CONSTRAINTS_UNMET",
    "Job 7 in package com.x / user 0 has functional constraints but --force not specified,err,22,"
        + "CONSTRAINTS_UNMET",
    "Error: unknown option '-n',out,255,REFUSED",
    "Error: unknown option '-n',out,0,REFUSED",
    "Unknown command: run,out,255,REFUSED",
    "cmd: Can't find service: jobscheduler,err,20,REFUSED",
    "Exception: java.lang.SecurityException: Uid 2000 not permitted to force scheduled jobs,out,0,"
        + "REFUSED",
    "Exception: java.lang.NumberFormatException: For input string: \"Running job\",out,255,REFUSED"
  })
  @DisplayName("takes each of Android's refusals for what it is")
  void refusals(String text, String stream, int exitCode, Kind kind) throws Exception {
    boolean out = stream.equals("out");
    device.expect(RUN, out ? text + "\n" : "", out ? "" : text + "\n", exitCode);
    RunOutcome outcome = watch(RunForm.SOFT);
    assertEquals(kind, outcome.kind());
    assertEquals(List.of(new Proof("jobscheduler", text)), outcome.proof());
  }

  @Test
  @DisplayName("names for a refused order only constraints that need force")
  void unmetConstraints() throws Exception {
    before =
        dozing()
            .constraints(
                """
                Required constraints: CHARGING CONNECTIVITY [0x10000001]
                Satisfied constraints: BACKGROUND_NOT_RESTRICTED [0x400000]
                Unsatisfied constraints: CHARGING CONNECTIVITY DEADLINE [0x50000001]
                Implicit constraints:
                  readyNotDozing: false
                """);
    device.expect(RUN, "", "has functional constraints but --force not specified\n", 22);
    RunOutcome outcome = watch(RunForm.SOFT);
    assertEquals(List.of("CONNECTIVITY"), outcome.heldBy().stream().map(Finding::label).toList());
  }

  @Test
  @DisplayName("cannot tell whether WorkManager's worker ran before its time")
  void workManagerBeforeItsTime() throws Exception {
    before =
        workManager()
            .constraints(
                """
                Required constraints: TIMING_DELAY [0x80000000]
                Satisfied constraints: DEVICE_NOT_DOZING BACKGROUND_NOT_RESTRICTED [0x2400000]
                Unsatisfied constraints: TIMING_DELAY [0x80000000]
                """);
    device.always(WorkerLog.COMMAND.line(), "");
    afterOrder(
        workManager().gone().event(90, "START", "").event(80, "STOP", "app called jobFinished"));
    assertEquals(Kind.UNOBSERVABLE, watch(RunForm.SOFT).kind());
  }

  @Test
  @DisplayName("does not conclude from a dump that was cut off")
  void cutDump() throws Exception {
    device
        .expect(RUN, "Running job\n")
        .thenForEver(STATE, "waiting\n")
        .thenForEver(DUMP, new DumpOfOneJob().cutBeforeHistory().text());
    assertEquals(Kind.UNOBSERVABLE, watch(RunForm.SOFT).kind());
  }

  @Test
  @DisplayName("cannot tell what became of a job that is gone without a trace")
  void goneWithoutTrace() throws Exception {
    device
        .expect(RUN, "Running job\n")
        .thenForEver(STATE, "")
        .thenForEver(DUMP, new DumpOfOneJob().gone().text());
    assertEquals(Kind.UNOBSERVABLE, watch(RunForm.SOFT).kind());
  }

  @Test
  @DisplayName("lets the loss of the device pass, whenever it comes")
  void deviceLost() throws Exception {
    ScriptedDevice atOnce = new ScriptedDevice().loseDuring(RUN);
    assertThrows(
        DeviceException.class, () -> watch(atOnce, RunForm.SOFT, true), "during the order");
    ScriptedDevice later =
        new ScriptedDevice()
            .expect(RUN, "Running job\n")
            .expect(STATE, "active\n")
            .loseDuring(STATE);
    assertThrows(DeviceException.class, () -> watch(later, RunForm.SOFT, true), "during the run");
    ScriptedDevice last =
        new ScriptedDevice()
            .expect(RUN, "Running job\n")
            .expect(STATE, "waiting\n")
            .loseDuring(DUMP);
    assertThrows(DeviceException.class, () -> watch(last, RunForm.SOFT, true), "during the dump");
  }

  @ParameterizedTest(name = "API {0}, slot: {1}")
  @CsvSource({
    "26, app called jobFinished, SUCCEEDED",
    "26, cancelled due to unsatisfied constraints, STOPPED",
    "26, '', UNOBSERVABLE",
    "24, '', UNOBSERVABLE",
  })
  @DisplayName("finds in the slot that became free why a run ended, where the history says nothing")
  void endsOfOldVersions(int api, String reason, Kind kind) throws Exception {
    DumpOfOneJob after = new DumpOfOneJob().gone().oldEvent(90, "START").oldEvent(80, "STOP");
    if (!reason.isEmpty()) {
      after.freeSlot(81, reason).freeSlot(5000, "timeout while executing");
    }
    device.expect(RUN, "Running job\n");
    if (api >= 26) {
      device.expect(STATE, "waiting\n");
    }
    device.expect(DUMP, after.text());
    assertEquals(kind, watch(RunForm.SOFT, api).kind());
  }

  @ParameterizedTest(name = "API {0}")
  @CsvSource({
    "28, jobdoctor cancel u0a5/7",
    "34, jobdoctor run u0a5/7 --satisfied",
    "26, schedules the job anew"
  })
  @DisplayName("says that an order stays in force on a job that did not start, and how to end that")
  void orderStaysInForce(int api, String how) throws Exception {
    device
        .expect(RUN, "Running job\n")
        .thenForEver(STATE, "waiting\n")
        .thenForEver(DUMP, dozing().text());
    RunOutcome outcome = watch(RunForm.SOFT, api);
    assertEquals(Kind.NOT_STARTED, outcome.kind());
    assertTrue(outcome.notes().get(0).contains("stays in force"), outcome.toString());
    assertTrue(outcome.notes().get(0).contains(how), outcome.toString());
  }

  @Test
  @DisplayName("sends nothing to a device whose version has no such order")
  void refusedBelowItsLevel() throws Exception {
    assertEquals(Kind.REFUSED, watch(RunForm.SATISFIED, 29).kind());
    assertEquals(Kind.REFUSED, watch(RunForm.SOFT, 23).kind());
  }

  @Test
  @DisplayName("asks on and on at a pace that a device can bear, and never later than it matters")
  void pauses() {
    assertTrue(pause(5, 100) <= 100, "a short run is seen at once");
    assertTrue(pause(30, 20_000) + 2 * 30 <= 300, "an end is reported within 300 ms");
    assertEquals(1500, pause(500, 1000), "a slow device gets three times what it needs");
    assertEquals(2000, pause(9000, 1000), "but not for ever");
    assertEquals(1000, pause(5, 600_000), "who waits ten minutes waits another second");
  }

  private static long pause(long question, long elapsed) {
    return Pauses.next(Duration.ofMillis(question), Duration.ofMillis(elapsed)).toMillis();
  }

  private void afterOrder(DumpOfOneJob dump) {
    device.expect(RUN, "Running job\n").expect(STATE, "waiting\n").expect(DUMP, dump.text());
  }

  private static DumpOfOneJob workManager() {
    return new DumpOfOneJob().service("androidx.work.impl.background.systemjob.SystemJobService");
  }

  private static DumpOfOneJob dozing() {
    return new DumpOfOneJob()
        .constraints(
            """
            Required constraints: CHARGING [0x1]
            Satisfied constraints: BACKGROUND_NOT_RESTRICTED [0x400000]
            Unsatisfied constraints: CHARGING [0x1]
            Implicit constraints:
              readyNotDozing: false
              readyNotRestrictedInBg: true
            """);
  }

  private RunOutcome watch(RunForm form) throws Exception {
    return watch(device, form, true);
  }

  private RunOutcome watch(RunForm form, int apiLevel) throws Exception {
    return watch(device, form, true, OptionalInt.of(apiLevel));
  }

  private RunOutcome watch(ScriptedDevice on, RunForm form, boolean wait) throws Exception {
    return watch(on, form, wait, OptionalInt.empty());
  }

  private RunOutcome watch(ScriptedDevice on, RunForm form, boolean wait, OptionalInt apiLevel)
      throws Exception {
    JobSchedulerSnapshot baseline = JobSchedulerDump.parse(before.text());
    RunOutcome outcome =
        new RunWatch(
                new JobScheduler(on, Duration.ofSeconds(5)),
                baseline,
                baseline.jobs().get(0),
                apiLevel,
                Duration.ofSeconds(1),
                new SleepingTicker())
            .run(form, wait);
    assertEquals(List.of(), on.notAsked(), "commands that were expected");
    return outcome;
  }
}
