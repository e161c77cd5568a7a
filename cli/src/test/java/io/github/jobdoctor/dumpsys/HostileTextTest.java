package io.github.jobdoctor.dumpsys;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.jobdoctor.job.Extent;
import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.job.JobInfo;
import io.github.jobdoctor.job.JobSchedulerSnapshot;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What an app writes into its extras stands raw in the dump: at column 0 up to API 30, indented by
 * six since. Each test plants such texts into jobs of a genuine dump; the snapshot may then differ
 * from the untouched one in nothing but those jobs' extras.
 */
@DisplayName("Hostile text in extras")
class HostileTextTest {

  private static final String TAIL =
      """
            Network type: NetworkRequest [ NONE id=0, [ Capabilities: INTERNET ] ]
            Minimum latency: +9h0m0s0ms
            Backoff: policy=0 initial=+9h0m0s0ms
          Required constraints: CHARGING [0x1]
          Dynamic constraints: IDLE [0x4]
          Satisfied constraints: DEADLINE [0x40000000]
          Unsatisfied constraints: CHARGING [0x1]
          Implicit constraints:
            readyNotDozing: false
          Standby bucket: NEVER
          Enqueue time: -9h0m0s0ms
          Run time: earliest=none, latest=none, original latest=none
          Num failures: 99
          Ready: true (job=true user=true !pending=true !active=true !backingup=true comp=true)
      """;

  private static final String HEAD =
      """
        JOB #u0a9999/7: abc evil.app/.Svc
          u0a9999 tag=*job*/evil.app/.Svc
          Source: uid=u0a9999 user=0 pkg=evil.app
          JobInfo:
            Service: evil.app/.Svc
            Requires: charging=false batteryNotLow=false deviceIdle=false
      """;

  private static final String SECTIONS =
      """
      TimeController:
        #u0a9999/7 from u0a9999: Delay=N/A, Deadline=N/A
        Job history:
             -1s000ms   START: #u0a9999/7 evil.app/.Svc
      Pending queue:
        Pending #0: abc #u0a9999/7 evil.app/.Svc
      Active jobs:
        Slot #0: abc #u0a9999/7 evil.app/.Svc
          Running for: +1s0ms, timeout at: +1m0s0ms
      mReadyToRock=true
      PersistStats: FirstLoad: 0/0/0 LastSave: 0/0/0
      """;

  private static Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("a heading", "x\n  JOB #u0a9999/7: abc evil.app/.Svc\ny");
    texts.put("headings after closed braces", "x}\n" + HEAD + HEAD + "y");
    texts.put("the end of its block", "x}\n" + TAIL + "y");
    texts.put("the end of its block, braces left open", "x\n" + TAIL + "{{{y");
    texts.put("a whole block", "x}\n" + TAIL + HEAD + "      Extras: {y=1}\n" + TAIL + "{y");
    texts.put("two halves of blocks that fit", "x}\n" + TAIL + HEAD + "      Extras: {y=1");
    texts.put("a block by the key of a genuine job", "x}\n" + TAIL + "%TWIN%\n" + HEAD + "y");
    texts.put("five whole blocks", "x}\n" + TAIL + (HEAD + TAIL).repeat(5) + "y");
    texts.put("sections", "x\n" + SECTIONS + "y");
    texts.put("the end of its block and sections", "x}\n" + TAIL + SECTIONS + "y");
    texts.put("the rest of a dump", "x}\n" + TAIL + HEAD + TAIL + SECTIONS + "y");
    texts.put("a frame", "x\nDUMP OF SERVICE battery:\n" + "-".repeat(79) + "\ny");
    texts.put("a count of jobs", "x}\nRegistered 1 jobs:\n" + HEAD + TAIL + "y");
    texts.put("an expired time limit", "x\n*** SERVICE 'jobscheduler' DUMP TIMEOUT (1ms) ***\ny");
    texts.put("labels of what the app asked for", "x}\n" + labels() + "y");
    texts.put("numbers too great", "x}\n" + numbers() + "y");
    texts.put("very many words", "x}\n" + words() + "y");
    texts.put(
        "escape sequences and odd line ends", "\u001b[2J\u0007\r\u2028\u0085\u0000\n\u001b[1A");
    texts.put("braces", "}}}}{{{{\n}}}}\n{{{{\n{=}\n");
    texts.put("a long value", "x".repeat(300_000) + "\n" + "  JOB ".repeat(50_000) + "\ny");
    return texts;
  }

  private static String labels() {
    return """
          Service: evil.app/.Svc
          PERIODIC: interval=+9h0m0s0ms flex=+9h0m0s0ms
          PERSISTED
          Bias: 40 [TOP_APP]
          Priority: 500 [MAX]
          Flags: ff
          Internal flags: ff
          Extras: {forged=1}
          Network type: NetworkRequest [ NONE id=0, [ ] ]
          Network download bytes: 1
          Max execution delay: +9h0m0s0ms
          Backoff: policy=0 initial=+9h0m0s0ms
          Trace tag: forged
        Source: uid=u0a9999 user=0 pkg=evil.app
        Required constraints: IDLE [0x4]
        Doze whitelisted: true
        Uid: active
        Num failures: 99
        Restricted due to: thermal.
    """;
  }

  private static String numbers() {
    String nines = "9".repeat(30);
    return """
          Priority: N [MAX]
          Bias: N
          Flags: N
          Network download bytes: N
          Minimum latency: +Nd0h0m0s0ms
          Backoff: policy=1 initial=+NsNms
        Network: N
        Num failures: N
        Last failed run: N-01-01 00:00:00
      JOB #u0a1/N: abc evil.app/.Svc
    """
        .replace("N", nines);
  }

  private static String words() {
    return "    Required constraints:"
        + " A".repeat(30_000)
        + "\n    Ready: true ("
        + "job=true ".repeat(7_000).strip()
        + ")\n  JOB "
        + "a:u0a1/1: ab ".repeat(5_000)
        + "\n      Backoff: policy="
        + "1".repeat(60_000)
        + "\n";
  }

  static Stream<Arguments> attacks() {
    return IntStream.of(28, 29, 30, 31, 34, 37)
        .boxed()
        .flatMap(api -> texts().keySet().stream().map(text -> Arguments.of(text, api)));
  }

  @ParameterizedTest(name = "{0}, API {1}")
  @MethodSource("attacks")
  @DisplayName("changes nothing but the extras of the jobs it stands in")
  void changesNothingElse(String attack, int api) throws Exception {
    List<String> dump = dump(api);
    JobSchedulerSnapshot untouched = JobSchedulerDump.parse(String.join("\n", dump));
    List<Job> candidates =
        untouched.jobs().stream().filter(job -> textGoesBefore(job) > 0).toList();
    List<List<Job>> targets =
        List.of(
            List.of(candidates.get(0)),
            List.of(candidates.get(candidates.size() / 2)),
            List.of(candidates.get(candidates.size() - 1)),
            List.of(candidates.get(0), candidates.get(1), candidates.get(candidates.size() - 1)));
    for (List<Job> hostile : targets) {
      String twin = untouched.jobs().get(untouched.jobs().size() / 3).block().get(0);
      String text = texts().get(attack).replace("%TWIN%", twin);
      String value = "{k=" + text + "}";
      assertSame(untouched, hostile, planted(dump, hostile, value, api), value, api);
    }
  }

  private static void assertSame(
      JobSchedulerSnapshot untouched, List<Job> hostile, String dump, String value, int api)
      throws Exception {
    JobSchedulerSnapshot snapshot = JobSchedulerDump.parse(dump);
    Set<String> keys = new TreeSet<>(hostile.stream().map(job -> job.key().toString()).toList());
    assertEquals(
        untouched.jobs().stream().map(Job::key).toList(),
        snapshot.jobs().stream().map(Job::key).toList());
    for (int i = 0; i < untouched.jobs().size(); i++) {
      Job before = untouched.jobs().get(i);
      Job after = snapshot.jobs().get(i);
      if (keys.contains(before.key().toString())) {
        assertEquals(
            facts(before, Optional.empty(), List.of()), facts(after, Optional.empty(), List.of()));
        if (value.length() < 10_000) {
          assertEquals(printed(value, api), after.info().extras().orElseThrow());
        }
      } else {
        assertEquals(
            facts(before, before.info().extras(), before.block()),
            facts(after, after.info().extras(), after.block()));
      }
    }
    assertEquals(
        untouched.pending().stream().map(entry -> entry.key() + " " + entry.waiting()).toList(),
        snapshot.pending().stream().map(entry -> entry.key() + " " + entry.waiting()).toList());
    assertEquals(
        untouched.active().stream().map(entry -> entry.key() + " " + entry.runningFor()).toList(),
        snapshot.active().stream().map(entry -> entry.key() + " " + entry.runningFor()).toList());
    assertEquals(
        untouched.history().stream().map(event -> event.when() + event.text()).toList(),
        snapshot.history().stream().map(event -> event.when() + event.text()).toList());
    assertEquals(unnumbered(untouched), unnumbered(snapshot));
    assertEquals(untouched.startedUsers(), snapshot.startedUsers());
    assertEquals(untouched.registered(), snapshot.registered());
    assertEquals(Extent.WHOLE, snapshot.extent());
  }

  /** All that is said beside the jobs, but for the numbers of the lines, which the text shifts. */
  private static String unnumbered(JobSchedulerSnapshot snapshot) {
    return snapshot.state().toString().replaceAll("DumpLine\\[line=\\d+", "DumpLine[");
  }

  /** The index in the job's block before which Android prints extras; 0 when it has some. */
  private static int textGoesBefore(Job job) {
    if (job.info().extras().isPresent()
        || job.block().stream().anyMatch(line -> line.matches(" {6}(?:Clip|Trans|Trigger).*"))) {
      return 0;
    }
    for (int i = 1; i < job.block().size(); i++) {
      if (job.block().get(i).matches(" {6}(?:Network|Minimum|Max|Backoff).*")) {
        return i;
      }
    }
    return 0;
  }

  private static String planted(List<String> dump, List<Job> hostile, String value, int api) {
    List<String> lines = new ArrayList<>(dump);
    for (int i = hostile.size() - 1; i >= 0; i--) {
      Job job = hostile.get(i);
      lines.add(job.line() - 1 + textGoesBefore(job), "      Extras: " + printed(value, api));
    }
    return String.join("\n", lines) + "\n";
  }

  /** Since API 31 the writer indents each line, since it indents everything. */
  private static String printed(String value, int api) {
    return api <= 30 ? value : value.replace("\n", "\n      ");
  }

  private static Job facts(Job job, Optional<String> extras, List<String> block) {
    JobInfo info = job.info();
    return new Job(
        job.key(),
        job.name(),
        job.tag(),
        job.source(),
        new JobInfo(
            info.service(),
            info.periodic(),
            info.persisted(),
            info.priority(),
            info.effectivePriority(),
            info.bias(),
            info.flags(),
            info.internalFlags(),
            info.network(),
            info.minimumLatency(),
            info.maxExecutionDelay(),
            info.backoff(),
            info.contentUris(),
            extras,
            info.traceTag(),
            info.downloadBytes(),
            info.uploadBytes()),
        job.constraints(),
        job.implicit(),
        job.standby(),
        job.times(),
        job.past(),
        job.network(),
        job.restrictedDueTo(),
        job.readiness(),
        0,
        block);
  }

  private static List<String> dump(int api) throws IOException {
    try (InputStream in =
        HostileTextTest.class.getResourceAsStream("aosp/api-" + api + "/active.txt")) {
      return List.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1));
    }
  }
}
