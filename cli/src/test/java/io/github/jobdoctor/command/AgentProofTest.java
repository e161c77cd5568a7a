package io.github.jobdoctor.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jobdoctor.agentdoor.HandmadeAgent;
import io.github.jobdoctor.agentlog.WorkerTrace.Told;
import io.github.jobdoctor.agentlog.WorkerTrace.Verdict;
import io.github.jobdoctor.jobscheduler.Proof;
import io.github.jobdoctor.jobscheduler.RunOutcome;
import io.github.jobdoctor.jobscheduler.RunOutcome.Kind;
import io.github.jobdoctor.jobscheduler.SeenEnd;
import io.github.jobdoctor.virtual.AndroidService;
import io.github.jobdoctor.virtual.Program.Invocation;
import io.github.jobdoctor.virtual.VirtualAdbServer;
import io.github.jobdoctor.virtual.VirtualDevice;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The agent's log as proof of a run")
class AgentProofTest {

  private static final String SERVICE = "/androidx.work.impl.background.systemjob.SystemJobService";
  private static final String APK = "io.github.jobdoctor.agent";

  private final HandmadeAgent agent = new HandmadeAgent();
  private String packageName = APK;
  private boolean beforeItsTime;
  private boolean asksAgain;
  private String worker = "";
  private String workManagerLog = "";
  private String clock = "Elapsed clock: 50500";

  @ParameterizedTest(name = "{0}, WorkManager''s log {1}, agent {2}: {3}")
  @CsvSource({
    "SUCCEEDED, false, SUCCEEDED, SUCCEEDED",
    "SUCCEEDED, true, SUCCEEDED, SUCCEEDED",
    "SUCCEEDED, false, FAILED, FAILED",
    "SUCCEEDED, true, FAILED, UNOBSERVABLE",
    "SUCCEEDED, false, NOT_RUN, UNOBSERVABLE",
    "SUCCEEDED, true, NOT_RUN, UNOBSERVABLE",
    "SUCCEEDED, true, UNKNOWN, SUCCEEDED",
    "FAILED, true, SUCCEEDED, UNOBSERVABLE",
    "FAILED, true, FAILED, FAILED",
    "FAILED, true, NOT_RUN, FAILED",
    "RETRY, false, SUCCEEDED, UNOBSERVABLE",
    "RETRY, true, SUCCEEDED, UNOBSERVABLE",
    "RETRY, false, FAILED, FAILED",
    "RETRY, true, FAILED, UNOBSERVABLE",
    "RETRY, false, NOT_RUN, RETRY",
    "UNOBSERVABLE, false, SUCCEEDED, SUCCEEDED",
    "UNOBSERVABLE, true, SUCCEEDED, SUCCEEDED",
    "UNOBSERVABLE, false, FAILED, FAILED",
    "UNOBSERVABLE, true, FAILED, UNOBSERVABLE",
    "UNOBSERVABLE, false, NOT_RUN, UNOBSERVABLE",
    "UNOBSERVABLE, false, UNKNOWN, UNOBSERVABLE",
  })
  @DisplayName("is joined with what Android and WorkManager showed")
  void joined(Kind before, boolean workManagerTold, Verdict verdict, Kind after) {
    assertEquals(after, joined(before, workManagerTold, verdict, Optional.empty(), true).kind());
  }

  @ParameterizedTest(name = "before its time {0}, ended normally {1}, WorkManager told {2}: {3}")
  @CsvSource({
    "true, true, false, REFUSED_BEFORE_SCHEDULE",
    "false, true, false, UNOBSERVABLE",
    "true, false, false, UNOBSERVABLE",
    "true, true, true, UNOBSERVABLE",
  })
  @DisplayName("is no refusal unless Android shows a normal end before the work's time")
  void refused(boolean early, boolean normal, boolean workManagerTold, Kind after) {
    Optional<SeenEnd> end = Optional.of(new SeenEnd(normal, false));
    assertEquals(
        after, joined(Kind.UNOBSERVABLE, workManagerTold, Verdict.NOT_RUN, end, early).kind());
  }

  @Test
  @DisplayName("is no success for a job that asked to be run again")
  void askedAgain() {
    RunOutcome outcome =
        joined(
            Kind.UNOBSERVABLE,
            false,
            Verdict.SUCCEEDED,
            Optional.of(new SeenEnd(true, true)),
            true);
    assertEquals(Kind.UNOBSERVABLE, outcome.kind());
    assertTrue(outcome.why().orElseThrow().contains("run again"), outcome.toString());
  }

  @Test
  @DisplayName("makes a success of work that ran before its time, task by task")
  void succeeds() throws IOException {
    beforeItsTime = true;
    Program.Result result = run(() -> works("success"));
    assertEquals(0, result.code(), result.out() + result.err());
    assertTrue(result.out().startsWith("Ran to its end."), result.out());
    assertTrue(result.out().contains("agent: worker-start\n"), result.out());
    assertTrue(result.out().contains("agent: entry sync\n"), result.out());
    assertTrue(result.out().contains("agent: exit sync success (1"), result.out());
  }

  @Test
  @DisplayName("makes a failure of a run that Android takes for a success")
  void fails() throws IOException {
    Program.Result result = run(() -> works("failed"));
    assertEquals(1, result.code(), result.out());
    assertTrue(result.out().startsWith("Ran to its end, and its work failed."), result.out());
  }

  @ParameterizedTest(name = "asks again: {0}")
  @CsvSource({"true", "false"})
  @DisplayName("shows that WorkManager left work out whose time had not come")
  void leftOut(boolean again) throws IOException {
    beforeItsTime = true;
    asksAgain = again;
    Program.Result result = run(() -> {});
    assertEquals(1, result.code(), result.out());
    assertTrue(result.out().contains("WorkManager left its work out"), result.out());
    assertTrue(result.out().contains("has no run of its worker since the order"), result.out());
  }

  @Test
  @DisplayName("that WorkManager's log contradicts leaves it open, with both")
  void contradiction() throws IOException {
    workManagerLog =
        "11-21 18:13:49.123 10005  4242  4250 I WM-WorkerWrapper: Worker result SUCCESS for Work ["
            + " id=5b9f7d62-4b5e-4f0d-9a7e-0c1d2e3f4a5b, tags={ x.TaskWorker } ]\n";
    Program.Result result = run(() -> works("failed"));
    assertEquals(8, result.code(), result.out());
    assertTrue(result.out().contains("logcat: Worker result SUCCESS"), result.out());
    assertTrue(result.out().contains("agent: exit sync failed"), result.out());
  }

  @Test
  @DisplayName("counts for an app with the agent in it, whose dump names the worker")
  void embedded() throws IOException {
    packageName = "com.x";
    worker = "TaskWorker";
    beforeItsTime = true;
    HandmadeAgent embedded = new HandmadeAgent("com.x");
    Program.Result ran = run(embedded, () -> works(embedded, "success"));
    assertEquals(0, ran.code(), ran.out());
    // An app may have another worker of that name: that the agent's did not run proves nothing.
    Program.Result open = run(new HandmadeAgent("com.x"), () -> {});
    assertEquals(8, open.code(), open.out());
  }

  @Test
  @DisplayName("is not asked of other workers, of other apps, or before the run has ended")
  void notAsked() throws IOException {
    worker = "OtherWorker";
    assertEquals(0, run(() -> {}).code());
    packageName = "com.x";
    worker = "";
    assertEquals(0, run(() -> {}).code());
    assertEquals(List.of(), agent.reads());
    packageName = APK;
    run(() -> assertEquals(List.of(), agent.reads(), "the app is left asleep until then"));
    assertEquals(1, agent.reads().size());
  }

  @Test
  @DisplayName("claims nothing where the dump does not show its clock")
  void noClock() throws IOException {
    clock = "Quota: 1";
    beforeItsTime = true;
    assertEquals(8, run(() -> works("success")).code());
  }

  @Test
  @DisplayName("that cannot be had leaves the outcome as it was, with a note where it helps")
  void noAgent() throws IOException {
    beforeItsTime = true;
    Program.Result unread =
        run(agent.throwing(new SecurityException("Permission\033[31m Denial")), () -> {});
    assertEquals(8, unread.code(), unread.out());
    assertTrue(unread.out().contains("The agent's log could not be read."), unread.out());
    assertFalse(unread.out().contains("\033[31m"), unread.out());
    packageName = "com.x";
    worker = "TaskWorker";
    Program.Result missing = run(new HandmadeAgent(), () -> {});
    assertEquals(8, missing.code(), missing.out());
    assertFalse(missing.out().contains("could not be read"), missing.out());
  }

  private static RunOutcome joined(
      Kind before,
      boolean workManagerTold,
      Verdict verdict,
      Optional<SeenEnd> end,
      boolean beforeItsTime) {
    Proof proof = new Proof(workManagerTold ? "logcat" : "jobscheduler", "said");
    RunOutcome outcome =
        new RunOutcome(
            before, Optional.empty(), List.of(), List.of(proof), List.of(), Optional.empty());
    RunOutcome after = AgentProof.joined(outcome, new Told(verdict, List.of()), end, beforeItsTime);
    assertEquals(List.of(proof), after.proof());
    return after;
  }

  private void works(String outcome) {
    works(agent, outcome);
  }

  private static void works(HandmadeAgent where, String outcome) {
    where.write("\"event\":\"worker-start\",\"trigger\":\"schedule\"");
    long run =
        where.write("\"run\":2,\"task\":\"sync\",\"event\":\"entry\",\"trigger\":\"schedule\"");
    where.write(
        "\"run\":"
            + run
            + ",\"task\":\"sync\",\"event\":\"exit\",\"trigger\":\"schedule\",\"outcome\":\""
            + outcome
            + "\",\"durationMs\":1200");
    where.write("\"event\":\"worker-end\",\"trigger\":\"schedule\",\"message\":\"ran 1\"");
  }

  private Program.Result run(Runnable work) throws IOException {
    return run(agent, work);
  }

  private Program.Result run(HandmadeAgent installed, Runnable work) throws IOException {
    VirtualDevice device =
        VirtualDevice.named("p")
            .apiLevel(34, "14")
            .service("jobscheduler", new OneJobScheduler(work))
            .program("logcat", new WorkerLines())
            .app(installed.app())
            .build();
    try (VirtualAdbServer server = VirtualAdbServer.start(List.of(device), 0)) {
      return new Program()
          .run("-P", Integer.toString(server.port()), "run", "u0a5/7", "--timeout", "5s");
    }
  }

  /** Nothing before the order, then what was scripted. */
  private final class WorkerLines implements io.github.jobdoctor.virtual.Program {
    private boolean asked;

    @Override
    public int run(Invocation invocation) throws IOException {
      invocation.print(asked ? workManagerLog : "");
      asked = true;
      return 0;
    }
  }

  /** A scheduler with one job, which has run as soon as it was told to. */
  private final class OneJobScheduler implements AndroidService {
    private final Runnable work;
    private boolean ran;

    OneJobScheduler(Runnable work) {
      this.work = work;
    }

    @Override
    public int dump(Invocation invocation) throws IOException {
      OneJobDump dump = new OneJobDump().service(packageName + SERVICE);
      if (ran) {
        dump.event(90, "START", "").event(80, "STOP", "app called jobFinished");
      }
      if (ran && asksAgain) {
        dump.past("Num failures: 1");
      } else if (ran) {
        dump.gone();
      }
      String text = dump.text().replace("Elapsed clock: 1", clock);
      if (!worker.isEmpty()) {
        text = text.replace("Backoff:", "Trace tag: " + worker + "\n      Backoff:");
      }
      invocation.print(
          beforeItsTime ? text.replace("CHARGING [0x1]", "TIMING_DELAY [0x80000000]") : text);
      return 0;
    }

    @Override
    public int command(Invocation invocation) throws IOException {
      if (invocation.arguments().get(0).equals("run")) {
        work.run();
        ran = true;
        invocation.print("Running job [FORCED]\n");
        return 0;
      }
      invocation.print("waiting\n");
      return 0;
    }
  }
}
