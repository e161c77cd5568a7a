package io.github.jobdoctor.source;

import static io.github.jobdoctor.source.Reports.HEAD;
import static io.github.jobdoctor.source.Reports.HEADING;
import static io.github.jobdoctor.source.Reports.RULE;
import static io.github.jobdoctor.source.Reports.dump;
import static io.github.jobdoctor.source.Reports.duration;
import static io.github.jobdoctor.source.Reports.service;
import static io.github.jobdoctor.source.Reports.serviceWithoutDuration;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jobdoctor.dumpsys.JobSchedulerDump;
import io.github.jobdoctor.dumpsys.UnusableDumpException;
import io.github.jobdoctor.dumpsys.UnusableDumpException.Reason;
import io.github.jobdoctor.job.Extent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A bug report")
class BugReportTest {

  private static final String ALARM = service("HIGH alarm", "Pending alarms: 7\n");
  private static final String WINDOW = service("window", "Display: 0\n");

  @Test
  @DisplayName("gives the jobs, the device, the time, and what its services say")
  void whole() throws Exception {
    SavedDump read =
        Reports.read(
            HEAD
                + HEADING
                + ALARM
                + service("jobscheduler", dump(3))
                + WINDOW
                + "\n------ X ------\n");
    assertEquals(3, read.snapshot().jobs().size());
    assertEquals(Extent.WHOLE, read.snapshot().extent());
    assertEquals(0, read.snapshot().unreadCount());
    BugReport report = read.report().orElseThrow();
    assertEquals(Optional.of(LocalDateTime.of(2026, 5, 3, 16, 24, 39)), report.capturedAt());
    assertEquals(OptionalInt.of(34), report.device().apiLevel());
    assertEquals(Optional.of("Acme One"), report.device().model());
    assertEquals(Optional.of("acme/one/one:14/UP1A.1/7:user/release-keys"), report.fingerprint());
    assertEquals(Set.of("alarm"), report.services().keySet());
    assertEquals("Pending alarms: 7\n", report.services().get("alarm").text());
  }

  @Test
  @DisplayName("may have its services in any order, first or last, of any priority")
  void anyOrder() throws Exception {
    List<String> services =
        new ArrayList<>(
            List.of(
                ALARM,
                WINDOW,
                service("battery", "  level: 50\n"),
                service("CRITICAL jobscheduler", dump(5))));
    for (int i = 0; i < services.size(); i++) {
      Collections.rotate(services, 1);
      SavedDump read = Reports.read(HEAD + HEADING + String.join("", services));
      assertEquals(5, read.snapshot().jobs().size());
      assertEquals(Set.of("alarm", "battery"), read.report().orElseThrow().services().keySet());
    }
  }

  @Test
  @DisplayName("that begins with the frame of a service is one, too")
  void withoutHead() throws Exception {
    SavedDump read = Reports.read("DUMP OF SERVICE jobscheduler:\n" + dump(2) + ALARM);
    assertEquals(2, read.snapshot().jobs().size());
    assertTrue(read.report().orElseThrow().services().containsKey("alarm"));
    assertEquals(Optional.empty(), read.report().orElseThrow().capturedAt());
    assertEquals(OptionalInt.empty(), read.report().orElseThrow().device().apiLevel());
  }

  @Test
  @DisplayName("of Android 7, without durations, ends a service where the next begins")
  void withoutDurations() throws Exception {
    String text =
        HEAD
            + "------ DUMPSYS (dumpsys) ------\nCurrently running services:\n  alarm\n  window\n"
            + serviceWithoutDuration("alarm", "Pending alarms: 7\n")
            + serviceWithoutDuration("jobscheduler", dump(4))
            + serviceWithoutDuration("window", "Display: 0\n")
            + "------ 30.1s was the duration of 'DUMPSYS' ------\n";
    SavedDump read = Reports.read(text);
    assertEquals(4, read.snapshot().jobs().size());
    assertEquals(0, read.snapshot().unreadCount());
    assertEquals("Pending alarms: 7\n", read.report().orElseThrow().services().get("alarm").text());
  }

  @Test
  @DisplayName("reads the same with CRLF, and in UTF-16")
  void otherLineEndsAndEncodings() throws Exception {
    String text =
        HEAD + HEADING + ALARM + service("jobscheduler", dump(3, "\u00e9\ud83d\ude00")) + WINDOW;
    SavedDump plain = Reports.read(text);
    assertEquals(3, plain.snapshot().jobs().size());
    for (byte[] other :
        List.of(
            text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8),
            ("\ufeff" + text).getBytes(StandardCharsets.UTF_8),
            ("\ufeff" + text).getBytes(StandardCharsets.UTF_16LE),
            ("\ufeff" + text).getBytes(StandardCharsets.UTF_16BE),
            text.getBytes(StandardCharsets.UTF_16LE),
            ("\ufeff" + text.replace("\n", "\r\n")).getBytes(StandardCharsets.UTF_16LE))) {
      SavedDump read = Reports.read(other);
      assertEquals(plain.snapshot().jobs(), read.snapshot().jobs());
      assertEquals(
          plain.report().orElseThrow().properties(), read.report().orElseThrow().properties());
      assertTrue(
          read.report()
              .orElseThrow()
              .services()
              .get("alarm")
              .lines()
              .anyMatch("Pending alarms: 7"::equals));
    }
  }

  @Test
  @DisplayName("with two dumps of the job scheduler gives the first whole one")
  void twoDumps() throws Exception {
    String binary = service("HIGH jobscheduler", "\u0008\u0001\u0012\n\u0000\u0003");
    String cut = service("CRITICAL jobscheduler", dump(9).substring(0, 900));
    String first = service("jobscheduler", dump(3));
    String second = service("jobscheduler", dump(4));
    assertEquals(3, Reports.read(HEAD + HEADING + first + second).snapshot().jobs().size());
    assertEquals(3, Reports.read(HEAD + HEADING + binary + first).snapshot().jobs().size());
    assertEquals(3, Reports.read(HEAD + HEADING + cut + first + second).snapshot().jobs().size());
    assertEquals(Extent.CUT_OFF, Reports.read(HEAD + HEADING + binary + cut).snapshot().extent());
  }

  @Test
  @DisplayName("that was cut within the dump shows what is there, as cut")
  void cut() throws Exception {
    String text = HEAD + HEADING + ALARM + service("jobscheduler", dump(5));
    SavedDump read = Reports.read(text.substring(0, text.indexOf("  JOB #u0a5/4:")));
    assertEquals(4, read.snapshot().jobs().size());
    assertEquals(Extent.CUT_OFF, read.snapshot().extent());
  }

  @Test
  @DisplayName("in which dumpsys gave up on the job scheduler is cut there")
  void timedOut() throws Exception {
    String whole = dump(5);
    SavedDump read =
        Reports.read(
            HEAD
                + HEADING
                + ALARM
                + service(
                    "jobscheduler",
                    whole.substring(0, whole.indexOf("  JOB #u0a5/4:"))
                        + "\n*** SERVICE 'jobscheduler' DUMP TIMEOUT (10000ms) EXPIRED ***\n\n")
                + WINDOW);
    assertEquals(4, read.snapshot().jobs().size());
    assertEquals(Extent.CUT_OFF, read.snapshot().extent());
  }

  @Test
  @DisplayName("without the job scheduler says so")
  void withoutJobScheduler() {
    UnusableDumpException e =
        assertThrows(
            UnusableDumpException.class, () -> Reports.read(HEAD + HEADING + ALARM + WINDOW));
    assertEquals(Reason.NOT_A_DUMP, e.reason());
    assertTrue(e.getMessage().contains("DUMP OF SERVICE jobscheduler:"));
    UnusableDumpException refused =
        assertThrows(
            UnusableDumpException.class,
            () ->
                Reports.read(
                    HEAD
                        + HEADING
                        + service("jobscheduler", "Permission Denial: can't dump JobScheduler\n")));
    assertEquals(Reason.PERMISSION_DENIED, refused.reason());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DUMP OF SERVICE battery:",
        "RULEDUMP OF SERVICE battery:",
        "RULEDUMP OF SERVICE battery:\n  level: 1\nDURATION(battery)RULEDUMP OF SERVICE bluetooth:",
        "------ 0.1s was the duration of 'DUMPSYS NORMAL' ------",
        "--------- 0.1s was the duration of dumpsys battery, ending at: 2026-05-03 16:25:00",
        "--------- 0.1s was the duration of dumpsys jobscheduler, ending at: 2026-05-03 16:25:00",
        "RULE"
      })
  @DisplayName("loses no job where the text of an app looks like a frame")
  void forgedFrames(String forged) throws Exception {
    String text =
        "x\n"
            + forged.replace("RULE", RULE).replace("DURATION(battery)", duration("battery"))
            + "\ny";
    String report =
        HEAD + HEADING + ALARM + service("jobscheduler", dump(6, text)) + WINDOW + ALARM;
    SavedDump read = Reports.read(report);
    assertEquals(6, read.snapshot().jobs().size());
    assertEquals(Extent.WHOLE, read.snapshot().extent());
    assertEquals(
        JobSchedulerDump.parse(
                new ByteArrayInputStream(Reports.bytes(dump(6, text))),
                Reports.lineOf(report, "Registered 6 jobs:"))
            .jobs(),
        read.snapshot().jobs(),
        "the same as without any frame");
    assertFalse(read.report().orElseThrow().services().containsKey("battery"));
  }

  @Test
  @DisplayName("prefers the dump in a fitting frame to one in the text of another service")
  void forgedDump() throws Exception {
    String forged = "DUMP OF SERVICE jobscheduler:\n" + dump(1) + "\n";
    SavedDump read =
        Reports.read(
            HEAD
                + HEADING
                + ALARM
                + service("notification", "text=\n" + forged)
                + service("jobscheduler", dump(6)));
    assertEquals(6, read.snapshot().jobs().size());
  }

  @Test
  @DisplayName("in which a duration is missing does not swallow the services that follow")
  void missingDuration() throws Exception {
    SavedDump read =
        Reports.read(
            HEAD
                + HEADING
                + serviceWithoutDuration("jobscheduler", dump(6))
                + service("battery", "  level: 50\n"));
    assertEquals(6, read.snapshot().jobs().size());
    assertEquals(0, read.snapshot().unreadCount());
    assertEquals(Set.of("battery"), read.report().orElseThrow().services().keySet());
  }

  @Test
  @DisplayName("keeps of activity why processes ended, and nothing else")
  void exitInfo() throws Exception {
    String activity =
        """
        ACTIVITY MANAGER SETTINGS (dumpsys activity settings)
          a=b
        RULE
        ACTIVITY MANAGER PROCESS EXIT INFO (dumpsys activity exit-info)
          package: com.x
            reason=10 (USER REQUESTED)
        RULE
        ACTIVITY MANAGER LRU PROCESSES (dumpsys activity lru)
          none
        """
            .replace("RULE\n", RULE);
    SavedDump read =
        Reports.read(
            HEAD
                + "------ DUMPSYS CRITICAL (/system/bin/dumpsys) ------\n"
                + service("CRITICAL activity", activity)
                + HEADING
                + service("jobscheduler", dump(1)));
    assertEquals(
        """
        ACTIVITY MANAGER PROCESS EXIT INFO (dumpsys activity exit-info)
          package: com.x
            reason=10 (USER REQUESTED)
        """,
        read.report().orElseThrow().services().get(BugReport.EXIT_INFO).text());
  }

  @Test
  @DisplayName("keeps the end of a usagestats too long, the beginning of others, and says so")
  void tooLong() throws Exception {
    String line = "x".repeat(99) + "\n";
    String text = "first\n" + line.repeat(Capture.MOST / 100 + 1000) + "last\n";
    SavedDump read =
        Reports.read(
            HEAD
                + HEADING
                + service("alarm", text)
                + service("jobscheduler", dump(1))
                + service("usagestats", text));
    CapturedService alarm = read.report().orElseThrow().services().get("alarm");
    CapturedService usage = read.report().orElseThrow().services().get("usagestats");
    assertTrue(alarm.text().startsWith("first") && !alarm.text().contains("last"));
    assertTrue(usage.text().endsWith("last\n") && !usage.text().contains("first"));
    assertEquals(text.length(), alarm.text().length() + alarm.leftOut());
    assertEquals(text.length(), usage.text().length() + usage.leftOut());
    assertTrue(alarm.leftOut() > 0 && usage.leftOut() > 0);
  }

  @Test
  @DisplayName("finds its services wherever they stand in a long text")
  void everywhere() throws Exception {
    String before = HEAD + HEADING;
    String after = service("jobscheduler", dump(1)) + ALARM;
    for (int length = 65_536 - 400; length < 65_536 + 400; length += 7) {
      for (int times : new int[] {1, 2, 4}) {
        String filler = ".\n".repeat(length * times / 2).substring(0, length * times - 1) + "\n";
        SavedDump read = Reports.read(before + service("a", filler) + after);
        assertEquals(1, read.snapshot().jobs().size(), length + " bytes " + times + " times");
        assertTrue(read.report().orElseThrow().services().get("alarm").closed());
      }
    }
  }

  @Test
  @DisplayName("of 300 MB costs time, but no memory")
  void large() throws Exception {
    byte[] filler = Reports.bytes("  some=line of=a service E T - \n".repeat(1 << 15));
    List<byte[]> pieces = new ArrayList<>();
    pieces.add(Reports.bytes(HEAD + HEADING + RULE + "DUMP OF SERVICE a:\n"));
    pieces.addAll(Collections.nCopies(200, filler));
    pieces.add(
        Reports.bytes(
            duration("a") + service("jobscheduler", dump(7)) + RULE + "DUMP OF SERVICE z:\n"));
    pieces.addAll(Collections.nCopies(100, filler));
    pieces.add(Reports.bytes(duration("z") + ALARM));
    SavedDump read = Reports.read(new Pieces(pieces));
    assertEquals(7, read.snapshot().jobs().size());
    assertTrue(read.report().orElseThrow().services().containsKey("alarm"));
  }

  @Test
  @DisplayName("of one line without end is no dump, and costs no memory")
  void oneLine() {
    List<byte[]> pieces = new ArrayList<>();
    pieces.add(Reports.bytes(HEAD + RULE + "DUMP OF SERVICE activity:\nx"));
    pieces.addAll(Collections.nCopies(100, Reports.bytes("x".repeat(1 << 20))));
    assertThrows(UnusableDumpException.class, () -> Reports.read(new Pieces(pieces)));
    assertThrows(
        UnusableDumpException.class, () -> Reports.read(new Pieces(pieces.subList(1, 101))));
  }

  @Test
  @DisplayName("full of frames is read in one pass")
  void manyFrames() throws Exception {
    String frames =
        ("DUMP OF SERVICE jobscheduler:\n" + RULE + "DUMP OF SERVICE x:\n").repeat(20_000);
    assertThrows(UnusableDumpException.class, () -> Reports.read(HEAD + HEADING + frames));
    assertEquals(
        2,
        Reports.read(
                HEAD
                    + HEADING
                    + service(
                        "jobscheduler",
                        dump(2, "x\n" + (RULE + "DUMP OF SERVICE x:\n").repeat(20_000))))
            .snapshot()
            .jobs()
            .size());
  }

  @Test
  @DisplayName("is not what a dump alone is, whatever its apps write")
  void dumpAlone() throws Exception {
    String forged = "x\n" + HEAD + service("jobscheduler", dump(1)) + "y";
    SavedDump read = Reports.read(dump(6, forged));
    assertEquals(Optional.empty(), read.report());
    assertEquals(6, read.snapshot().registered().orElseThrow());
  }

  @Test
  @DisplayName("may be cut by its head, and is a dump still")
  void cutHead() throws Exception {
    String junk = "05-03 16:24:38.001  1000  1234 I Tag: a line of a log\n".repeat(120_000);
    assertEquals(
        2, Reports.read(junk + ALARM + service("jobscheduler", dump(2))).snapshot().jobs().size());
    assertEquals(2, Reports.read(junk + dump(2)).snapshot().jobs().size());
  }

  /** One array after the other. */
  private static final class Pieces extends InputStream {

    private final List<byte[]> pieces;
    private int piece;
    private int position;

    Pieces(List<byte[]> pieces) {
      this.pieces = pieces;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      if (piece == pieces.size()) {
        return -1;
      }
      byte[] now = pieces.get(piece);
      int count = Math.min(length, now.length - position);
      System.arraycopy(now, position, into, offset, count);
      position += count;
      if (position == now.length) {
        piece++;
        position = 0;
      }
      return count;
    }
  }
}
