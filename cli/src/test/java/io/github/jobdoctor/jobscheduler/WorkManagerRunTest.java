package io.github.jobdoctor.jobscheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jobdoctor.dumpsys.JobSchedulerDump;
import io.github.jobdoctor.job.JobSchedulerSnapshot;
import io.github.jobdoctor.jobscheduler.RunOutcome.Kind;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("An ordered run of WorkManager's")
class WorkManagerRunTest {

  private static final String RUN = "cmd jobscheduler run com.x 7";
  private static final String STATE = "cmd jobscheduler get-job-state com.x 7";
  private static final String DUMP = "dumpsys jobscheduler";
  private static final String LOG = WorkerLog.COMMAND.line();
  private static final String OLD = line("10005", "Worker result FAILURE for " + work("9", "Old"));
  private static final String EARLY =
      "Delaying execution for com.x.Sync because it is being executed before schedule.";

  private final ScriptedDevice device = new ScriptedDevice();

  @ParameterizedTest(name = "{0}, early {1}, asks again {2}: {3}")
  @CsvSource({
    "SUCCESS, false, false, SUCCEEDED",
    "FAILURE, false, false, FAILED",
    "RETRY, false, true, RETRY",
    "RETRY, false, false, RETRY",
    "SUCCESS, true, false, UNOBSERVABLE",
    "FAILURE, true, false, UNOBSERVABLE",
    "RETRY, true, true, UNOBSERVABLE",
  })
  @DisplayName("ends as its log says of the only worker that ended since the order")
  void endsAsTheLogSays(String result, boolean early, boolean again, Kind kind) throws Exception {
    String line = line("10005", "Worker result " + result + " for " + work("1", "Sync"));
    assertEquals(kind, run(job(early), again, line).kind());
  }

  @ParameterizedTest(name = "asks again: {0}")
  @CsvSource({"true", "false"})
  @DisplayName("was refused before its schedule when the log says that")
  void refusedBeforeSchedule(boolean again) throws Exception {
    RunOutcome outcome = run(job(true), again, line("10005", EARLY));
    assertEquals(Kind.REFUSED_BEFORE_SCHEDULE, outcome.kind());
    assertTrue(outcome.proof().contains(new Proof("logcat", EARLY)), outcome.toString());
  }

  @ParameterizedTest(name = "asks again: {0}")
  @CsvSource({"true", "false"})
  @DisplayName("before its time is no success where the log says nothing, and no retry either")
  void beforeItsTimeWithoutLog(boolean again) throws Exception {
    assertEquals(Kind.UNOBSERVABLE, run(job(true), again, "").kind());
  }

  @Test
  @DisplayName("was not refused before its schedule when its time had come: that was other work")
  void anotherWorkerWasRefused() throws Exception {
    assertEquals(Kind.UNOBSERVABLE, run(job(false), false, line("10005", EARLY)).kind());
  }

  @Test
  @DisplayName("does not go by what another app, or work before the order, logged")
  void othersLines() throws Exception {
    String other = line("10006", "Worker result FAILURE for " + work("1", "Sync"));
    RunOutcome outcome = run(job(false), false, other);
    assertEquals(Kind.SUCCEEDED, outcome.kind());
    assertTrue(outcome.notes().toString().contains("did not tell"), outcome.toString());
  }

  @Test
  @DisplayName("goes by its work spec's id where the dump shows it")
  void byWorkSpec() throws Exception {
    DumpOfOneJob known = job(true).extras(extras("1"));
    String lines =
        line("10005", "Worker result FAILURE for " + work("2", "Other"))
            + line("10005", "Worker result SUCCESS for " + work("1", "Sync"));
    assertEquals(Kind.SUCCEEDED, run(known, false, lines).kind());
  }

  @Test
  @DisplayName("is told by nobody when several workers ended and the dump names none")
  void severalWorkers() throws Exception {
    String lines =
        line("10005", "Worker result FAILURE for " + work("2", "Other"))
            + line("10005", "Worker result SUCCESS for " + work("1", "Sync"));
    RunOutcome outcome = run(job(false), false, lines);
    assertEquals(Kind.SUCCEEDED, outcome.kind(), "Android's own proof of the job's end");
    assertTrue(outcome.notes().toString().contains("did not tell"), outcome.toString());
  }

  @Test
  @DisplayName("goes without a log that the device does not show")
  void noLogcat() throws Exception {
    DumpOfOneJob before = job(false);
    device
        .expect(LOG, "", "/system/bin/sh: logcat: inaccessible or not found\n", 127)
        .expect(RUN, "Running job\n")
        .expect(STATE, "waiting\n")
        .expect(DUMP, ended(job(false)).gone().text());
    assertEquals(Kind.SUCCEEDED, watch(before).kind());
  }

  @Test
  @DisplayName("follows the work when it was scheduled under another number before the order came")
  void anotherNumber() throws Exception {
    DumpOfOneJob before = job(false).extras(extras("1"));
    String renumbered = job(false).extras(extras("1")).text().replace("u0a5/7", "u0a5/8");
    device
        .expect(LOG, OLD)
        .expect(RUN, "", "Could not find job 7 in package com.x / user 0\n", 23)
        .expect(DUMP, renumbered)
        .expect("cmd jobscheduler run com.x 8", "Running job\n")
        .expect("cmd jobscheduler get-job-state com.x 8", "waiting\n")
        .expect(DUMP, ended(job(false)).gone().text().replace("u0a5/7", "u0a5/8"))
        .expect(LOG, OLD + line("10005", "Worker result SUCCESS for " + work("1", "Sync")));
    RunOutcome outcome = watch(before);
    assertEquals(Kind.SUCCEEDED, outcome.kind());
    assertTrue(
        outcome.proof().contains(new Proof("jobscheduler", "the work of u0a5/7 is now u0a5/8")),
        outcome.toString());
  }

  @Test
  @DisplayName("names the key under which the work goes on")
  void goesOn() throws Exception {
    DumpOfOneJob before = job(false).extras(extras("1"));
    String next =
        ended(job(false)).extras(extras("1")).text().replace("JOB #u0a5/7:", "JOB #u0a5/9:");
    device
        .expect(LOG, "")
        .expect(RUN, "Running job\n")
        .expect(STATE, "waiting\n")
        .expect(DUMP, next)
        .expect(LOG, "");
    RunOutcome outcome = watch(before);
    assertEquals("u0a5/9", outcome.goesOnAs().orElseThrow().toString());
  }

  @Test
  @DisplayName("is not followed to a job of the same service that may be other work")
  void notToOtherWork() throws Exception {
    String other = job(false).text().replace("u0a5/7", "u0a5/8");
    device
        .expect(LOG, "")
        .expect(RUN, "", "Could not find job 7 in package com.x / user 0\n", 23)
        .expect(DUMP, other);
    assertEquals(Kind.NOT_FOUND, watch(job(false)).kind());
  }

  private static DumpOfOneJob job(boolean early) {
    DumpOfOneJob job =
        new DumpOfOneJob().service("androidx.work.impl.background.systemjob.SystemJobService");
    return early
        ? job.constraints(
            """
            Required constraints: TIMING_DELAY [0x80000000]
            Satisfied constraints: DEVICE_NOT_DOZING BACKGROUND_NOT_RESTRICTED [0x2400000]
            Unsatisfied constraints: TIMING_DELAY [0x80000000]
            """)
        : job;
  }

  private static DumpOfOneJob ended(DumpOfOneJob job) {
    return job.event(90, "START", "").event(80, "STOP", "app called jobFinished");
  }

  private static String extras(String id) {
    return "{EXTRA_WORK_SPEC_ID=" + uuid(id) + ", EXTRA_IS_PERIODIC=false}";
  }

  private static String uuid(String digit) {
    return digit + "b9f7d62-4b5e-4f0d-9a7e-0c1d2e3f4a5b";
  }

  private static String work(String id, String worker) {
    return "Work [ id=" + uuid(id) + ", tags={ com.x." + worker + " } ]";
  }

  private static String line(String uid, String message) {
    return "11-21 18:13:49.123 " + uid + "  4242  4250 I WM-WorkerWrapper: " + message + "\n";
  }

  private RunOutcome run(DumpOfOneJob before, boolean again, String lines) throws Exception {
    device
        .expect(LOG, OLD)
        .expect(RUN, "Running job\n")
        .expect(STATE, "active\n")
        .expect(STATE, "waiting\n")
        .expect(
            DUMP,
            (again ? ended(job(false)).past("Num failures: 1") : ended(job(false)).gone()).text())
        .expect(LOG, OLD + lines);
    return watch(before);
  }

  private RunOutcome watch(DumpOfOneJob before) throws Exception {
    JobSchedulerSnapshot baseline = JobSchedulerDump.parse(before.text());
    return new RunWatch(
            new JobScheduler(device, Duration.ofSeconds(5)),
            baseline,
            baseline.jobs().get(0),
            OptionalInt.of(34),
            Duration.ofSeconds(1),
            new SleepingTicker())
        .run(RunForm.SOFT, true);
  }
}
