package io.github.jobdoctor.dumpsys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.jobdoctor.job.Extent;
import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.job.JobSchedulerSnapshot;
import io.github.jobdoctor.job.VendorLine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dumps and pieces of dumps as people paste them into issues and chats. */
@DisplayName("Text that people have handled")
class PastedTextTest {

  private static final String BLOCK =
      """
        JOB #u0a453/275: 216a359 com.x/.Sync
          u0a453 tag=*job*/com.x/.Sync
          Source: uid=u0a453 user=0 pkg=com.x
          JobInfo:
            Service: com.x/.Sync
            PERIODIC: interval=+15m0s0ms flex=+5m0s0ms
            PERSISTED
            Requires: charging=false batteryNotLow=false deviceIdle=false
            Trigger content URIs:
              1 content://media/external
            Trigger update delay: +1m0s0ms
            Extras: {k=v}
            Network type: NetworkRequest [ NONE id=0, [ Capabilities: INTERNET Uid: 10453] ]
            Backoff: policy=1 initial=+30s0ms
            Has early constraint
          Required constraints: TIMING_DELAY CONNECTIVITY [0x90000000]
          Satisfied constraints: DEVICE_NOT_DOZING WITHIN_QUOTA [0x3000000]
          Unsatisfied constraints: TIMING_DELAY CONNECTIVITY [0x90000000]
          Constraint history:
            -5m2s428ms = BACKGROUND_NOT_RESTRICTED [0x400000]
          Tracking: CONNECTIVITY TIME
          Implicit constraints:
            readyNotDozing: true
            readyNotRestrictedInBg: false
          Standby bucket: RARE
            Deferred since: -1h4m36s59ms
          Enqueue time: -51m29s853ms
          Run time: earliest=+38m29s834ms, latest=none, original latest=none
          Num failures: 2
          Ready: false (job=false user=true !pending=true !active=true !backingup=true comp=true)
      """;

  private static Map<String, UnaryOperator<String>> handlings() {
    Map<String, UnaryOperator<String>> handlings = new LinkedHashMap<>();
    handlings.put("moved to the left", text -> text.indent(-2));
    handlings.put("moved to the right by one", text -> text.indent(1));
    handlings.put("moved to the right by seven", text -> text.indent(7));
    handlings.put("without any indent", text -> each(text, String::strip));
    handlings.put("without the indent of its first line", String::strip);
    handlings.put("with an odd first line", text -> " " + text.strip());
    handlings.put("with tabs", text -> text.replace("  ", "\t"));
    handlings.put("with spaces that do not break", text -> text.replace("  ", "\u00a0\u00a0"));
    handlings.put("with trailing spaces", text -> each(text, line -> line + "   "));
    handlings.put("quoted", text -> each(text, line -> "> " + line));
    handlings.put("quoted closely", text -> each(text, line -> ">" + line));
    handlings.put("quoted twice", text -> each(text, line -> "> > " + line));
    handlings.put("in a table of a mail", text -> each(text, line -> "| " + line));
    handlings.put("as comment", text -> each(text, line -> "# " + line));
    handlings.put("in a fence", text -> "```text\n" + text + "```\nWhat is wrong here?\n");
    handlings.put("between prose", text -> "I see JOB #u0a1/5 here:\n\n" + text + "\nHelp!\n");
    handlings.put("with line numbers", text -> numbered(text, "%6d\t%s"));
    handlings.put("with line numbers and colons", text -> numbered(text, "%d: %s"));
    handlings.put("by grep -n -A", text -> grep(text, "", "%d"));
    handlings.put("by grep -A in files", text -> grep(text, "a-dump.txt", ""));
    handlings.put("by grep -n -A in files", text -> grep(text, "a-dump.txt", "%d"));
    handlings.put(
        "from a log", text -> each(text, line -> "11-21 10:00:00.123  1000  1234 I dump: " + line));
    handlings.put("with times", text -> each(text, line -> "[2026-11-21T10:00:00.123Z] " + line));
    handlings.put("with CRLF", text -> text.replace("\n", "\r\n"));
    for (int width : new int[] {80, 85, 100, 120}) {
      handlings.put("wrapped at " + width, text -> wrapped(text, width));
    }
    return handlings;
  }

  static Stream<Arguments> handlingsOfPieces() {
    return handlings().keySet().stream().map(Arguments::of);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("handlingsOfPieces")
  @DisplayName("gives the job of a piece whole")
  void pieceOfOneJob(String handling) throws Exception {
    Job expected = JobSchedulerDump.parse(BLOCK).jobs().get(0);
    JobSchedulerSnapshot snapshot = JobSchedulerDump.parse(handlings().get(handling).apply(BLOCK));
    assertEquals(1, snapshot.jobs().size());
    assertEquals(facts(expected), facts(snapshot.jobs().get(0)));
    assertEquals(Extent.FRAGMENT, snapshot.extent());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("handlingsOfPieces")
  @DisplayName("gives each job of several")
  void pieceOfTwoJobs(String handling) throws Exception {
    String second = BLOCK.replace("/275", "/276").replace("Num failures: 2", "Num failures: 3");
    List<Job> expected = JobSchedulerDump.parse(BLOCK + second).jobs();
    List<Job> jobs = JobSchedulerDump.parse(handlings().get(handling).apply(BLOCK + second)).jobs();
    assertEquals(2, expected.size());
    assertEquals(
        expected.stream().map(PastedTextTest::facts).toList(),
        jobs.stream().map(PastedTextTest::facts).toList());
  }

  static Stream<Arguments> handlingsOfDumps() {
    return Stream.of(
            "quoted",
            "quoted twice",
            "with line numbers",
            "from a log",
            "with CRLF",
            "moved to the right by seven",
            "by grep -n -A in files",
            "wrapped at 80",
            "wrapped at 120")
        .flatMap(
            handling -> IntStream.of(24, 28, 31, 37).mapToObj(api -> Arguments.of(handling, api)));
  }

  @ParameterizedTest(name = "{0}, API {1}")
  @MethodSource("handlingsOfDumps")
  @DisplayName("that is a whole dump still gives every job")
  void wholeDump(String handling, int api) throws Exception {
    String dump = dump(api);
    JobSchedulerSnapshot expected = JobSchedulerDump.parse(dump);
    JobSchedulerSnapshot snapshot = JobSchedulerDump.parse(handlings().get(handling).apply(dump));
    assertEquals(
        expected.jobs().stream().map(PastedTextTest::facts).toList(),
        snapshot.jobs().stream().map(PastedTextTest::facts).toList());
    assertEquals(expected.registered(), snapshot.registered());
  }

  @Test
  @DisplayName("wrapped by a terminal keeps the numbers of its lines")
  void wrappedLinesKeepTheirNumbers() throws Exception {
    String second = BLOCK.replace("/275", "/276");
    String text = wrapped(BLOCK + second, 80);
    Job job = JobSchedulerDump.parse(text).jobs().get(1);
    List<String> lines = text.lines().toList();
    assertEquals(job.block().get(0), lines.get(job.line() - 1));
    int ready =
        lines.indexOf(
            wrapped(BLOCK, 80)
                .lines()
                .skip(1)
                .filter(l -> l.startsWith("    Ready"))
                .findFirst()
                .orElseThrow());
    assertEquals(
        lines.lastIndexOf(lines.get(ready)), job.line() - 1 + indexOf(job.block(), "    Ready: "));
  }

  @Test
  @DisplayName("by grep -A: its separator is not the rest of the longest line, which stands before")
  void separatorAfterTheLongestLine() throws Exception {
    String cut =
        """
          JOB #u0a1/1: abc com.x/.First
            Source: uid=u0a1 user=0 pkg=com.x
            Required constraints: CHARGING [0x1]
            Satisfied constraints: BATTERY_NOT_LOW DEVICE_NOT_DOZING WITHIN_QUOTA [0x3000002]
        --
            Unsatisfied constraints: IDLE [0x4]
            Ready: false (job=false user=true !pending=true !active=true)
        """;
    JobSchedulerSnapshot snapshot = JobSchedulerDump.parse(cut);
    Job first = snapshot.jobs().get(0);
    assertEquals(List.of(), first.constraints().unsatisfied());
    assertEquals(Optional.empty(), first.readiness());
  }

  @Test
  @DisplayName("by grep -A ends each job at the separator: what follows may be another's")
  void separators() throws Exception {
    String other =
        """
        --
            Standby bucket: NEVER
            Num failures: 9
            Ready: true (job=true user=true !pending=true !active=true !backingup=true comp=true)
        --
        """;
    String head = BLOCK.lines().limit(5).collect(Collectors.joining("\n", "", "\n"));
    JobSchedulerSnapshot snapshot = JobSchedulerDump.parse(head + other + BLOCK);
    assertEquals(2, snapshot.jobs().size());
    assertEquals(0, snapshot.jobs().get(0).past().numFailures());
    assertEquals(true, snapshot.jobs().get(0).readiness().isEmpty());
  }

  @Test
  @DisplayName("with what adb says before it is not called odd for that")
  void adbNoise() throws Exception {
    String noise =
        """
        * daemon not running; starting now at tcp:5037
        * daemon started successfully
        WARNING: linker: /system/lib/x.so: unused DT entry
        """;
    JobSchedulerSnapshot snapshot = JobSchedulerDump.parse(noise + dump(34) + noise);
    assertEquals(List.of(), snapshot.unread());
    assertEquals(Extent.WHOLE, snapshot.extent());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The heading JOB #u0a1/5: abc com.x/.Svc is what you look for.",
        "JOB #275 is ready: true (job=true)",
        "Our JOB #u0a1/5: fails",
        "Ready: true (job=true user=true)",
        "    Source: uid=u0a453 user=0 pkg=com.x\n    JobInfo:\n      Service: com.x/.Sync"
      })
  @DisplayName("makes no job of prose, nor of a block without its heading")
  void prose(String text) {
    assertThrows(UnusableDumpException.class, () -> JobSchedulerDump.parse(text));
  }

  @Test
  @DisplayName("that grep thinned out still gives what it holds")
  void thinnedOut() throws Exception {
    String text =
        """
            JOB #u0a191/1001: d5ed9c8 com.x/.Demo
              u0a191 tag=*job*/com.x/.Demo
              Source: uid=u0a191 user=0 pkg=com.x
                Service: com.x/.Demo
            #u0a191/1001 from u0a191: com.x RUNNABLE
            u0a191 / com.x: 3x pending 1% 3x active
        """;
    Job job = JobSchedulerDump.parse(text).jobs().get(0);
    assertEquals("com.x/.Demo", job.info().service().orElseThrow());
    assertEquals(4, job.block().size());
  }

  @Test
  @DisplayName("tells a vendor's lines from those that nobody knows")
  void vendorLines() throws Exception {
    String text =
        "[BatchNetworkJob] enabled=true\n"
            + "Registered 1 jobs:\n"
            + BLOCK.replace(
                "    JobInfo:\n",
                "    Namespace=(null)\n    OsenseMode=-1\n    What is this\n    JobInfo:\n")
            + "\nOlaf status: true\n  deep=1\n\nHeavy Jobs Timeout History (1):\n2026-01-02 1,2\n\n";
    JobSchedulerSnapshot snapshot = JobSchedulerDump.parse(text);
    assertEquals(
        List.of(
            "Samsung 1",
            "OPPO 6",
            "OPPO 7",
            "Samsung 37",
            "Samsung 38",
            "Samsung 40",
            "Samsung 41"),
        snapshot.vendorLines().stream().map(line -> line.vendor() + " " + line.line()).toList());
    assertEquals(
        List.of("    What is this"), snapshot.unread().stream().map(line -> line.text()).toList());
    assertEquals(new VendorLine("OPPO", 7, "    OsenseMode=-1"), snapshot.vendorLines().get(2));
  }

  @Test
  @DisplayName("knows the lines that Samsung and PICO print in the middle of Android's sections")
  void vendorLinesAmongAndroids() throws Exception {
    String text =
        """
        Settings:
          min_ready_non_active_jobs_count=5

          [BatchNetworkJob] JobCountForMaybeReadyJobs: 1
        2026-03-03 13:50:31,7,3,1
          [BatchNetworkJob] version = 2
        Aconfig flags:
          com.android.server.job.batch_active_bucket_jobs=false
          Force batch connectivity jobs: true
          com.android.server.job.do_not_force_rush_execution_at_boot=false

        Device Health:\s
        Current status : true
        Job Restriction Histories:\s
        1 [2026-03-03 13:00:01] Restriction ON, Score: 51, Reason: IO, Description: slow
        Thermal status: 0

        Started users: [0]

        Registered 1 jobs:
        """
            + BLOCK.replace(
                "    Tracking:",
                "    Satisfied Parallel constraints: PARALLEL_CHARGING [0x1]\n    Tracking:");
    JobSchedulerSnapshot snapshot = JobSchedulerDump.parse(text);
    assertEquals(List.of(), snapshot.unread());
    assertEquals(
        List.of(4, 5, 6, 9, 12, 13, 14, 15, 41),
        snapshot.vendorLines().stream().map(VendorLine::line).toList());
    assertEquals(0, snapshot.state().device().thermalStatus().orElseThrow().value());
    assertEquals(2, snapshot.state().flags().size());
    assertEquals(1, snapshot.jobs().size());
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "quoted",
        "quoted closely",
        "with line numbers",
        "by grep -n -A",
        "with spaces that do not break",
        "with tabs",
        "with empty lines"
      })
  @DisplayName("loses no section of a whole dump, from its first line on")
  void wholeDumpOfSections(String handling) throws Exception {
    String text =
        """
        Settings:
          min_ready_non_active_jobs_count=5
        \s
          QuotaController:
            window_size_active_ms=600000

        Thermal status: 2

        Started users: [0]

        Registered 2 jobs:
        """
            + BLOCK
            + BLOCK.replace("/275:", "/276:")
            + """

            StorageController:
              Not low: true
              Sequence: 3

              #u0a453/275 from u0a453
            """;
    JobSchedulerSnapshot snapshot = JobSchedulerDump.parse(whole(handling, text));
    assertEquals(List.of(), snapshot.unread());
    assertEquals(2, snapshot.jobs().size());
    assertEquals(facts(JobSchedulerDump.parse(BLOCK).jobs().get(0)), facts(snapshot.jobs().get(0)));
    assertEquals(
        "600000",
        snapshot.state().constants().orElseThrow().values().get("window_size_active_ms").value());
    assertEquals(2, snapshot.state().device().thermalStatus().orElseThrow().value());
    assertEquals(true, snapshot.state().device().storageNotLow().orElseThrow().value());
  }

  private static String whole(String handling, String text) {
    return handling.equals("with empty lines")
        ? text.replace("\n", "\n\n")
        : handlings().get(handling).apply(text);
  }

  @Test
  @DisplayName("gives all jobs of a whole dump that has lost its indents")
  void wholeDumpWithoutIndents() throws Exception {
    String text =
        "Started users: [0]\n\nRegistered 2 jobs:\n"
            + BLOCK
            + BLOCK.replace("/275:", "/276:")
            + "\nPending queue:\n\nActive jobs:\n";
    JobSchedulerSnapshot snapshot = JobSchedulerDump.parse(each(text, String::strip));
    assertEquals(
        List.of(275, 276), snapshot.jobs().stream().map(job -> job.key().jobId()).toList());
    for (Job job : snapshot.jobs()) {
      assertEquals(30, job.block().size());
      assertEquals(Optional.of("com.x/.Sync"), job.info().service());
    }
    assertEquals(List.of(), snapshot.unread());
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"\\[0x90000000\\]", "  <- never met", "  \u2190 \u4ece\u672a", "(!)"})
  @DisplayName("takes what people or web pages make of a line for no constraint")
  void annotatedConstraints(String added) throws Exception {
    String text = BLOCK.replace("CONNECTIVITY [0x90000000]", "CONNECTIVITY " + added);
    assertEquals(
        JobSchedulerDump.parse(BLOCK).jobs().get(0).constraints(),
        JobSchedulerDump.parse(text).jobs().get(0).constraints());
  }

  @Test
  @DisplayName("gives the runs that grep has left of the job history without its heading")
  void runsWithoutTheirHeading() throws Exception {
    String text =
        """
          JOB #u0a453/275: 216a359 com.x/.Sync
            u0a453 tag=*job*/com.x/.Sync
            Source: uid=u0a453 user=0 pkg=com.x
            ##u0a453/275 from u0a453: com.x RUNNABLE
          u0a453 / com.x:
               -20m09s516ms   START: #u0a453/275 com.x/.Sync
               -11m23s693ms    STOP: #u0a453/275 com.x/.Sync unexpectedly disconnected
        """;
    JobSchedulerSnapshot snapshot = JobSchedulerDump.parse(text);
    assertEquals(1, snapshot.jobs().size());
    assertEquals(
        List.of(6, 7), snapshot.history().stream().map(event -> event.line().line()).toList());
    assertEquals(Extent.FRAGMENT, snapshot.extent());
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"quoted", "with line numbers", "with spaces that do not break"})
  @DisplayName("gives the jobs of Android 5 and 6, of which each is one line")
  void oneLineJobs(String handling) throws Exception {
    String text =
        """
        Started users: u0\s
        Registered jobs:
          262..:[ComponentInfo{com.x/com.x.Sync},jId=5,u0,R=(none,05:00),N=1,C=true,I=false,F=0,P=true]
          781..:[ComponentInfo{com.x/com.x.Tidy},jId=6,u0,R=(none,none),N=0,C=true,I=true,F=2,P=true]

        Pending:

        Active jobs:

        mReadyToRock=true
        """;
    for (String blank : List.of("\n", "\n\n")) {
      String handled = handlings().get(handling).apply(text.replace("\n", blank));
      JobSchedulerSnapshot snapshot = JobSchedulerDump.parse(handled);
      assertEquals(List.of(5, 6), snapshot.jobs().stream().map(job -> job.key().jobId()).toList());
      assertEquals(List.of(), snapshot.unread());
    }
  }

  /** What a job says, without its lines and their numbers. */
  private static String facts(Job job) {
    return Stream.of(
            job.key(),
            job.name(),
            job.tag().map(String::strip),
            job.source().map(Job.Source::uid),
            job.info().service().map(String::strip),
            job.info().periodic(),
            job.info().persisted(),
            job.info().backoff(),
            job.info().contentUris().stream().map(String::strip).toList(),
            job.info().extras().map(String::strip),
            job.info().network().map(String::strip),
            job.constraints(),
            job.implicit(),
            job.standby(),
            job.times(),
            job.past(),
            job.readiness())
        .map(Object::toString)
        .collect(Collectors.joining("\n"));
  }

  private static int indexOf(List<String> lines, String start) {
    return IntStream.range(0, lines.size())
        .filter(i -> lines.get(i).startsWith(start))
        .findFirst()
        .orElseThrow();
  }

  private static String each(String text, UnaryOperator<String> change) {
    return text.lines().map(change).collect(Collectors.joining("\n", "", "\n"));
  }

  private static String numbered(String text, String format) {
    List<String> lines = text.lines().toList();
    return IntStream.range(0, lines.size())
        .mapToObj(i -> format.formatted(i + 98, lines.get(i)))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  /** A colon after what matched, a dash after its context. */
  private static String grep(String text, String file, String number) {
    List<String> lines = text.lines().toList();
    return IntStream.range(0, lines.size())
        .mapToObj(
            i -> {
              String mark =
                  lines.get(i).contains("JOB #") || lines.get(i).startsWith("Registered")
                      ? ":"
                      : "-";
              return (file.isEmpty() ? "" : file + mark)
                  + (number.isEmpty() ? "" : number.formatted(i + 98) + mark)
                  + lines.get(i);
            })
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String wrapped(String text, int width) {
    List<String> pieces = new ArrayList<>();
    text.lines()
        .forEach(
            line -> {
              for (int i = 0; i == 0 || i < line.length(); i += width) {
                pieces.add(line.substring(i, Math.min(line.length(), i + width)));
              }
            });
    return String.join("\n", pieces) + "\n";
  }

  private static String dump(int api) throws IOException {
    try (InputStream in =
        PastedTextTest.class.getResourceAsStream("aosp/api-" + api + "/active.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
