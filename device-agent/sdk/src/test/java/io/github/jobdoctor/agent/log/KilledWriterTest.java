package io.github.jobdoctor.agent.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real process appends and is killed with SIGKILL, again and again. It says on its standard
 * output which numbers are committed; each of them must be in the file, unless a later one
 * overwrote it.
 */
class KilledWriterTest {

  private static final int CAPACITY = 64 * 1024;

  @TempDir Path folder;

  @Test
  void aProcessKilledWhileItAppendsLosesNoCommittedRecord() throws Exception {
    // More rounds from outside: -Djobdoctor.kills=1000
    int kills = Integer.getInteger("jobdoctor.kills", 12);
    File file = folder.resolve("tasks.ring").toFile();
    Random random = new Random(11);
    long committed = 0;
    for (int kill = 0; kill < kills; kill++) {
      Process writer =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xshare:auto",
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Writer.class.getName(),
                  file.getPath())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      long announced = readUntilKilled(writer, random.nextInt(3_000));
      LogSnapshot found = LogSnapshot.read(file);
      assertTrue(announced > committed, "the writer wrote nothing");
      assertTrue(
          found.lastSeq() >= announced, "lost: " + announced + ", newest is " + found.lastSeq());
      assertEquals(found.size(), found.lastSeq() - found.firstSeq() + 1, "a gap inside");
      assertTrue(found.size() > 300, "overwrote more than it had to: " + found.size());
      found.forEach(r -> assertEquals(Writer.message(r.seq), r.message, "torn"));
      committed = found.lastSeq();
    }
    assertTrue(committed > 1_000L * kills, "committed " + committed);
    System.out.println("killed " + kills + " times, committed records: " + committed);
  }

  private static long readUntilKilled(Process writer, int lines) throws Exception {
    long last = 0;
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(writer.getInputStream(), StandardCharsets.US_ASCII))) {
      for (int i = 0; i <= lines; i++) {
        last = Long.parseLong(out.readLine());
      }
      writer.destroyForcibly();
      // What it said before it died counts too.
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.length() == Writer.LINE_DIGITS) {
          last = Long.parseLong(line);
        }
      }
    } catch (IOException closedByTheKill) {
      assertTrue(last > 0);
    }
    assertTrue(writer.waitFor(30, TimeUnit.SECONDS));
    return last;
  }

  /** The process that is killed. */
  static final class Writer {

    /** Fixed, so that a line cut by the kill is not taken for a smaller number. */
    static final int LINE_DIGITS = 12;

    private Writer() {}

    static String message(long seq) {
      return ("record " + seq + " ").repeat((int) (seq % 7) + 1);
    }

    public static void main(String[] args) throws IOException {
      try (RingLog log = RingLog.open(new File(args[0]), CAPACITY, 1)) {
        if (log.origin().kind() == LogOrigin.Kind.IN_MEMORY) {
          throw new IllegalStateException(log.origin().reason());
        }
        long next = log.snapshot().lastSeq() + 1;
        while (true) {
          // A few without a word in between: the kill shall hit appends more often than prints.
          for (int i = 0; i < 20; i++) {
            log.append(LogRecord.builder(LogEvent.LOG).message(message(next)).build());
            next++;
          }
          System.out.write(String.format("%012d%n", next - 1).getBytes(StandardCharsets.US_ASCII));
          System.out.flush();
        }
      }
    }
  }
}
