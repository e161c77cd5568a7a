package io.github.jobdoctor.jobscheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jobdoctor.device.DeviceException;
import io.github.jobdoctor.dumpsys.JobSchedulerDump;
import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.job.JobSchedulerSnapshot;
import io.github.jobdoctor.jobscheduler.OrderOutcome.Kind;
import io.github.jobdoctor.jobscheduler.VerifiedOrder.Setting;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("An order is believed only when the device shows its effect:")
class VerifiedOrderTest {

  private static final String STATE = "cmd jobscheduler get-job-state com.x 7";
  private static final String STOP = "cmd jobscheduler stop -u 0 com.x 7";
  private static final String TIMEOUT = "cmd jobscheduler timeout -u 0 com.x 7";
  private static final String CANCEL = "cmd jobscheduler cancel com.x 7";
  private static final String DUMP = "dumpsys jobscheduler";
  private static final String NONE = "No matching executing jobs found.\n";

  private final ScriptedDevice device = new ScriptedDevice();
  private DumpOfOneJob before = new DumpOfOneJob().active().event(5000, "START", "");

  @Test
  @DisplayName("stop is proven by the end of the run and its reason in the history")
  void stops() throws Exception {
    device
        .expect(STOP, "Stopping job: #u0a5/7 com.x/.Svc\n")
        .expect(STATE, "active\n")
        .expect(STATE, "waiting\n")
        .expect(
            DUMP,
            new DumpOfOneJob()
                .event(5300, "START", "")
                .event(90, "STOP", "stop from shell")
                .text());
    OrderOutcome outcome = stop(Order.STOP, 34, OptionalInt.empty());
    assertEquals(Kind.STOPPED, outcome.kind());
    assertEquals(Optional.of("stop from shell"), outcome.why());
    assertTrue(outcome.notes().get(0).startsWith("It remains registered"), outcome.toString());
    assertTrue(
        outcome.proof().contains(new Proof("history", "STOP com.x/.Svc stop from shell")),
        outcome.toString());
  }

  @Test
  @DisplayName("stop tells the app the reason that was asked for")
  void stopReason() throws Exception {
    device
        .expect("cmd jobscheduler stop -s 10 -u 0 com.x 7", "Stopping job: #u0a5/7 com.x/.Svc\n")
        .expect(STATE, "waiting\n")
        .expect(DUMP, new DumpOfOneJob().gone().event(90, "STOP", "stop from shell").text());
    OrderOutcome outcome = stop(Order.STOP, 36, OptionalInt.of(10));
    assertEquals(Kind.STOPPED, outcome.kind());
    assertEquals(List.of("It is not registered any more."), outcome.notes());
  }

  @Test
  @DisplayName("API 26 says that nothing matched though it stopped the run; its end counts")
  void api26Lies() throws Exception {
    device
        .expect(TIMEOUT, NONE)
        .expect(STATE, "active\n")
        .expect(STATE, "waiting\n")
        .expect(DUMP, new DumpOfOneJob().past("Num failures: 1").text());
    OrderOutcome outcome = stop(Order.TIMEOUT, 26, OptionalInt.empty());
    assertEquals(Kind.STOPPED, outcome.kind());
    assertTrue(outcome.notes().toString().contains("does not tell why"), outcome.toString());
  }

  @Test
  @DisplayName("a job that is only being bound matches nothing yet, so the order is given again")
  void notYetExecuting() throws Exception {
    device
        .expect(TIMEOUT, NONE)
        .expect(STATE, "active\n")
        .expect(TIMEOUT, "Timing out: u0a5/7 com.x/.Svc\n")
        .expect(STATE, "waiting\n")
        .expect(
            DUMP,
            new DumpOfOneJob()
                .event(5300, "START", "")
                .event(9, "STOP", "force timeout from shell")
                .text());
    assertEquals(Kind.STOPPED, stop(Order.TIMEOUT, 30, OptionalInt.empty()).kind());
  }

  @Test
  @DisplayName("a run that ended by itself was not stopped")
  void endedByItself() throws Exception {
    device
        .expect(STOP, NONE)
        .expect(STATE, "waiting\n")
        .expect(DUMP, new DumpOfOneJob().gone().event(90, "STOP", "app called jobFinished").text());
    OrderOutcome outcome = stop(Order.STOP, 34, OptionalInt.empty());
    assertEquals(Kind.ENDED, outcome.kind());
    assertEquals(Optional.of("app called jobFinished"), outcome.why());
  }

  @Test
  @DisplayName("a job that does not run cannot be stopped")
  void notRunning() throws Exception {
    before = new DumpOfOneJob();
    device.expect(STOP, NONE).expect(STATE, "waiting\n").expect(DUMP, before.text());
    assertEquals(Kind.NOT_RUNNING, stop(Order.STOP, 34, OptionalInt.empty()).kind());
  }

  @Test
  @DisplayName("an app that does not give its job up is still running")
  void stillRunning() throws Exception {
    device.expect(STOP, "Stopping job: #u0a5/7 com.x/.Svc\n").always(STATE, "active\n");
    assertEquals(Kind.STILL_RUNNING, stop(Order.STOP, 34, OptionalInt.empty()).kind());
  }

  @ParameterizedTest(name = "{0} on API {1}")
  @CsvSource({
    "STOP, 33, jobdoctor timeout",
    "STOP, 25, conditions",
    "TIMEOUT, 25, conditions",
    "CANCEL, 27, uninstallation",
    "RESET_QUOTA, 29, with time",
    "RESET_QUOTA, 28, no quota",
  })
  @DisplayName("below its level nothing is sent, and the refusal says what to do")
  void refusedBelowItsLevel(Order order, int apiLevel, String advice) throws Exception {
    Setting setting = setting(apiLevel);
    Job job = setting.baseline().jobs().get(0);
    OrderOutcome outcome =
        (switch (order) {
              case STOP, TIMEOUT -> new StopOrder(order, setting, job, OptionalInt.empty());
              case CANCEL -> CancelOrder.of(setting, job);
              case RESET_QUOTA -> new QuotaOrder(setting, "com.x", 0);
              case STATE -> throw new AssertionError();
            })
            .give();
    assertEquals(Kind.REFUSED, outcome.kind());
    assertTrue(outcome.why().orElse("").contains(advice), outcome.toString());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "Exception: java.lang.SecurityException: Uid 2000 not permitted to force timeout jobs,255,"
        + "REFUSED",
    "Exception: java.lang.SecurityException: Uid 2000 not permitted to force timeout jobs,0,REFUSED",
    "Unknown command: stop,255,REFUSED",
    "Error: unknown option '-n',0,REFUSED",
    "cmd: Can't find service: jobscheduler,20,REFUSED",
    "Package com.x not found.,24,NOT_FOUND",
  })
  @DisplayName("Android's refusals are taken for what they are")
  void refusals(String text, int exitCode, Kind kind) throws Exception {
    device.expect(STOP, text + "\n", "", exitCode);
    assertEquals(kind, stop(Order.STOP, 34, OptionalInt.empty()).kind());
  }

  @Test
  @DisplayName("cancel is proven by the list of jobs, whatever Android answers")
  void cancels() throws Exception {
    before = new DumpOfOneJob();
    device
        .expect(CANCEL, "Canceling job com.x/#7 in user 0\n")
        .expect(DUMP, before.text())
        .expect(DUMP, new DumpOfOneJob().gone().text());
    OrderOutcome outcome = cancel(30);
    assertEquals(Kind.CANCELLED, outcome.kind());
    assertTrue(outcome.proof().toString().contains("no longer lists u0a5/7"), outcome.toString());
  }

  @Test
  @DisplayName("a job that the app schedules at once again is cancelled all the same")
  void cancelledAndScheduledAgain() throws Exception {
    before = new DumpOfOneJob();
    device
        .expect(CANCEL, "Canceling job com.x/#7 in user 0\n")
        .expect(DUMP, before.text().replace("JOB #u0a5/7: abc", "JOB #u0a5/7: def"));
    OrderOutcome outcome = cancel(30);
    assertEquals(Kind.CANCELLED, outcome.kind());
    assertTrue(outcome.notes().toString().contains("scheduled anew"), outcome.toString());
  }

  @Test
  @DisplayName("a job that stays on the list was not cancelled")
  void stillThere() throws Exception {
    before = new DumpOfOneJob();
    device.expect(CANCEL, "Canceling job com.x/#7 in user 0\n").always(DUMP, before.text());
    assertEquals(Kind.STILL_THERE, cancel(30).kind());
  }

  @Test
  @DisplayName("from a dump that was cut off nothing is concluded")
  void cutOff() throws Exception {
    before = new DumpOfOneJob();
    device
        .expect(CANCEL, "Canceling job com.x/#7 in user 0\n")
        .always(DUMP, "JOB SCHEDULER\nRegistered 3 jobs:\n" + before.text().substring(60, 90));
    assertFalse(cancel(30).kind() == Kind.CANCELLED);
  }

  @Test
  @DisplayName("jobs of the system are not cancelled by Android, so it is not asked to")
  void jobsOfTheSystem() throws Exception {
    JobSchedulerSnapshot system =
        JobSchedulerDump.parse(new DumpOfOneJob().text().replace("u0a5/7", "1000/7"));
    Setting setting = setting(34, system);
    assertEquals(Kind.REFUSED, CancelOrder.of(setting, system.jobs().get(0)).give().kind());
  }

  @Test
  @DisplayName("state is told in the words of get-job-state, and by the dump where there is none")
  void states() throws Exception {
    before = new DumpOfOneJob();
    device.expect(STATE, "pending ready\n\n");
    assertEquals(List.of("pending", "ready"), state(26).states());
    OrderOutcome old = state(25);
    assertEquals(List.of("waiting"), old.states());
    assertTrue(old.notes().toString().contains("since API 26"), old.toString());
    device.expect(STATE, "unknown(com.x)\n", "Package not found: com.x / user 0\n", 24);
    assertEquals(Kind.NOT_FOUND, state(34).kind());
    device.expect(STATE, "Exception: java.lang.SecurityException: no\n", "", 255);
    OrderOutcome refused = state(34);
    assertEquals(Kind.TOLD, refused.kind());
    assertTrue(refused.notes().toString().contains("did not answer"), refused.toString());
  }

  @Test
  @DisplayName(
      "when the device is lost after the order, what was seen is kept, and nothing claimed")
  void lostAfterTheOrder() throws Exception {
    device.expect(STOP, "Stopping job: #u0a5/7 com.x/.Svc\n").loseDuring(STATE);
    Setting setting = setting(34);
    StopOrder order =
        new StopOrder(Order.STOP, setting, setting.baseline().jobs().get(0), OptionalInt.empty());
    assertThrows(DeviceException.class, order::give);
    OrderOutcome outcome = order.brokenOff();
    assertEquals(Kind.UNOBSERVABLE, outcome.kind());
    assertTrue(
        outcome.proof().contains(new Proof("jobscheduler", "Stopping job: #u0a5/7 com.x/.Svc")),
        outcome.toString());
  }

  private OrderOutcome stop(Order order, int apiLevel, OptionalInt reason) throws Exception {
    Setting setting = setting(apiLevel);
    OrderOutcome outcome =
        new StopOrder(order, setting, setting.baseline().jobs().get(0), reason).give();
    assertEquals(List.of(), device.notAsked(), "commands that were expected");
    return outcome;
  }

  private OrderOutcome cancel(int apiLevel) throws Exception {
    Setting setting = setting(apiLevel);
    OrderOutcome outcome = CancelOrder.of(setting, setting.baseline().jobs().get(0)).give();
    assertEquals(List.of(), device.notAsked(), "commands that were expected");
    return outcome;
  }

  private OrderOutcome state(int apiLevel) throws Exception {
    Setting setting = setting(apiLevel);
    return new StateOrder(setting, setting.baseline().jobs().get(0)).give();
  }

  private Setting setting(int apiLevel) throws Exception {
    return setting(apiLevel, JobSchedulerDump.parse(before.text()));
  }

  private Setting setting(int apiLevel, JobSchedulerSnapshot baseline) {
    return new Setting(
        new JobScheduler(device, Duration.ofSeconds(5)),
        baseline,
        OptionalInt.of(apiLevel),
        Duration.ofSeconds(1),
        new SleepingTicker());
  }
}
