package io.github.jobdoctor.dumpsys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jobdoctor.dumpsys.UnusableDumpException.Reason;
import io.github.jobdoctor.job.Constraint;
import io.github.jobdoctor.job.Extent;
import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.job.JobSchedulerSnapshot;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Odd input")
class OddInputTest {

  private static final String END =
      """

      TimeController:
        Elapsed clock: 1

      Pending queue:
        None

      Active jobs:
        N/A

      mReadyToRock=true
      mReportedActive=false

      PersistStats: FirstLoad: 0/0/0 LastSave: 0/0/0
      """;

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "''|NOT_A_DUMP",
        "' '|NOT_A_DUMP",
        "Unknown option: -x|NOT_A_DUMP",
        "Job Scheduler (jobscheduler) dump options:|NOT_A_DUMP",
        "Can't find service: jobscheduler|NO_SERVICE",
        "Invalid package: no.such.app|INVALID_PACKAGE",
        "Permission Denial: can't dump JobScheduler from from pid=1, uid=10005 due to missing"
            + " android.permission.DUMP permission|PERMISSION_DENIED",
        "java.lang.SecurityException: Requires android.permission.DUMP|PERMISSION_DENIED"
      })
  @DisplayName("in place of a dump is refused for what it is")
  void noDump(String text, Reason reason) {
    assertEquals(
        reason,
        assertThrows(UnusableDumpException.class, () -> JobSchedulerDump.parse(text)).reason());
  }

  @Test
  @DisplayName("that is noise is no dump, whatever its bytes")
  void noise() {
    Random random = new Random(7);
    for (int length : new int[] {1, 2, 3, 4, 5, 100, 100_000}) {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      assertThrows(
          UnusableDumpException.class,
          () -> JobSchedulerDump.parse(new ByteArrayInputStream(bytes)));
    }
  }

  @Test
  @DisplayName("with one line of 50 MB costs no more than its first part")
  void monstrousLine() throws Exception {
    byte[] part = "x".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
    InputStream line =
        new SequenceInputStream(
            Collections.enumeration(
                Collections.nCopies(50, part).stream()
                    .<InputStream>map(ByteArrayInputStream::new)
                    .toList()));
    String head = "Registered 1 jobs:\n" + block(5, "").replace(ready(), "") + "      Extras: {k=";
    InputStream all =
        new SequenceInputStream(
            Collections.enumeration(
                List.of(
                    stream(head),
                    line,
                    stream("}\n" + ready() + END.replace("TimeC", "\nTimeC")))));
    JobSchedulerSnapshot snapshot = JobSchedulerDump.parse(all);
    assertEquals(Extent.WHOLE, snapshot.extent());
    assertTrue(
        snapshot.jobs().get(0).block().stream().mapToInt(String::length).sum() < 1 << 18,
        "the kept text");
  }

  @Test
  @DisplayName("that breaks off with an expired time limit is cut off")
  void timeout() throws Exception {
    String text =
        "Registered 2 jobs:\n"
            + block(5, "")
            + "  JOB #u0a5/6: abc com.x/.Svc\n    u0a5 tag=*job*/com.x/.Svc\n"
            + "\n*** SERVICE 'jobscheduler' DUMP TIMEOUT (10000ms) EXPIRED ***\n\n";
    JobSchedulerSnapshot snapshot = JobSchedulerDump.parse(text);
    assertEquals(2, snapshot.jobs().size());
    assertEquals(Extent.CUT_OFF, snapshot.extent());
  }

  @Test
  @DisplayName("around the dump, as in a bug report, is not mixed into it")
  void bugReport() throws Exception {
    String other = "Registered 9 jobs:\n" + block(99, "") + "Pending queue:\n";
    String frame = "-".repeat(79) + "\n";
    String text =
        frame
            + "DUMP OF SERVICE activity:\n"
            + other
            + "--------- 0.1s was the duration of dumpsys activity, ending at: now\n"
            + frame
            + "DUMP OF SERVICE HIGH jobscheduler:\n"
            + "Registered 1 jobs:\n"
            + block(5, "")
            + END
            + "--------- 0.1s was the duration of dumpsys jobscheduler, ending at: now\n"
            + frame
            + "DUMP OF SERVICE package:\n"
            + other;
    JobSchedulerSnapshot snapshot = JobSchedulerDump.parse(text);
    assertEquals(List.of("u0a5/5"), keys(snapshot));
    assertEquals(Extent.WHOLE, snapshot.extent());
  }

  @Test
  @DisplayName("of two dumps in one file gives the first alone")
  void twoDumps() throws Exception {
    String text = "Registered 1 jobs:\n" + block(5, "") + END;
    JobSchedulerSnapshot snapshot = JobSchedulerDump.parse(text + text.replace("/5:", "/6:"));
    assertEquals(List.of("u0a5/5"), keys(snapshot));
    assertEquals(Extent.WHOLE, snapshot.extent());
  }

  @Test
  @DisplayName("of two thousand jobs gives them all")
  void manyJobs() throws Exception {
    StringBuilder text = new StringBuilder("Registered 2000 jobs:\n");
    for (int id = 0; id < 2000; id++) {
      text.append(block(id, ""));
    }
    JobSchedulerSnapshot snapshot = JobSchedulerDump.parse(text + END);
    assertEquals(2000, snapshot.jobs().size());
    assertEquals(Extent.WHOLE, snapshot.extent());
    assertEquals((int) (text + END).lines().count(), snapshot.lines());
  }

  @Test
  @DisplayName("by ColorOS: its lines after the source are known")
  void colorOs() throws Exception {
    String text =
        "Registered 1 jobs:\n" + block(5, "    Namespace=(null)\n    OsenseMode=-1\n") + END;
    JobSchedulerSnapshot snapshot = JobSchedulerDump.parse(text);
    assertEquals(List.of(), snapshot.unread());
    assertEquals(Optional.empty(), snapshot.jobs().get(0).key().namespace());
  }

  @Test
  @DisplayName("by Samsung: its lines, sections, constraints and Ready term disturb nothing")
  void samsung() throws Exception {
    String text =
        "[BatchNetworkJob] enabled=true\n[BatchNetworkJob] size=3\nAconfig flags:\n  a.b=true\n\n"
            + "Registered 1 jobs:\n"
            + block(5, "")
                .replace("CHARGING", "CHARGING UID_NOT_RESTRICTED PROTECT_FORE CPU")
                .replace("comp=true)", "comp=true force=true)")
            + "\nUidRestrictController:\n  2 uids\n\nOlaf status: true\n"
            + "Heavy Jobs Timeout History (3):\n2026-01-02 03:04:05,1,2,3\n"
            + END;
    JobSchedulerSnapshot snapshot = JobSchedulerDump.parse(text);
    Job job = snapshot.jobs().get(0);
    assertEquals(
        List.of("CHARGING", "UID_NOT_RESTRICTED", "PROTECT_FORE", "CPU"),
        job.constraints().required().stream().map(Constraint::name).toList());
    assertEquals(Optional.of(false), job.readiness().orElseThrow().active());
    assertEquals(Extent.WHOLE, snapshot.extent());
  }

  @Test
  @DisplayName(
      "with cancelled jobs, after which Android indents all by two more, is read to its end")
  void deeperAfterCancelledJobs() throws Exception {
    int state = END.indexOf("mReadyToRock");
    String text =
        "Registered 1 jobs:\n"
            + block(5, "")
            + END.substring(0, state)
            + "Recently cancelled jobs:\n  -5s0ms\n      abc #u0a5/9 com.x/.Svc\n\n"
            + END.substring(state).indent(2);
    JobSchedulerSnapshot snapshot = JobSchedulerDump.parse(text);
    assertEquals(List.of("u0a5/5"), keys(snapshot));
    assertEquals(Extent.WHOLE, snapshot.extent());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "  JOB #u0a1/5: 1a pkg/.S|u0a1/5",
        "  JOB #1000/-7: 1a a.b/c:android|1000/-7",
        "  JOB my.ns:u10a1/5: 1a @my.ns@pkg/.S|my.ns:u10a1/5",
        "  JOB a:b/c d:u0a1/5: 1a @a:b/c d@pkg/.S|a:b/c d:u0a1/5",
        "  JOB x:u0a9/9: ab y:u0a1/5: 1a @x:u0a9/9: ab y@pkg/.S|x:u0a9/9: ab y:u0a1/5",
        "  JOB ns:u0a1/-2147483648: 1a #Tag#@ns@pkg/.S|ns:u0a1/-2147483648"
      })
  @DisplayName("in headings leaves the job's key intact")
  void headings(String line, String key) {
    assertEquals(key, JobHeading.parse("  " + line).orElseThrow().key().toString());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "Ready: false (job=true pending=true active=false user=true)|true|false",
        "Ready: false (job=true user=true !pending=false !active=true !backingup=true comp=true)"
            + "|true|false",
        "Ready: false (job=true user=true !restricted=true !pending=true !active=false"
            + " !backingup=true comp=true force=true)|false|true"
      })
  @DisplayName("in Ready lines of all versions is read in the positive sense")
  void readyLines(String line, boolean pending, boolean active) {
    assertEquals(Optional.of(pending), ReadyLine.parse(line).orElseThrow().pending());
    assertEquals(Optional.of(active), ReadyLine.parse(line).orElseThrow().active());
  }

  private static List<String> keys(JobSchedulerSnapshot snapshot) {
    return snapshot.jobs().stream().map(job -> job.key().toString()).toList();
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String block(int id, String afterSource) {
    return "  JOB #u0a5/"
        + id
        + ": abc com.x/.Svc\n    u0a5 tag=*job*/com.x/.Svc\n    Source: uid=u0a5 user=0 pkg=com.x\n"
        + afterSource
        + "    JobInfo:\n      Service: com.x/.Svc\n"
        + "      Requires: charging=true batteryNotLow=false deviceIdle=false\n"
        + ready();
  }

  private static String ready() {
    return "      Backoff: policy=1 initial=+30s0ms\n    Required constraints: CHARGING [0x1]\n"
        + "    Standby bucket: ACTIVE\n"
        + "    Ready: false (job=false user=true !restricted=true !pending=true !active=true"
        + " !backingup=true comp=true)\n";
  }
}
