package io.github.jobdoctor.virtual;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/**
 * An agent whose log is as long as a benchmark wants it, written as fast as a socket takes it:
 * entry and exit by turns, a million to the hour, all in ASCII. It knows no call.
 */
public final class ManyRecords implements VirtualProvider {

  private static final long WALL_TIME = 1_767_225_600_000L;
  private static final long ELAPSED_MS = 100_000_000;
  private static final int BLOCK = 256 * 1024;
  private static final int LONGEST_LINE = 512;

  private static final byte[] SEQ = bytes("{\"seq\":");
  private static final byte[] RUN = bytes(",\"run\":");
  private static final byte[][] ENTRIES = alternatives("entry");
  private static final byte[][] EXITS = alternatives("exit");
  private static final byte[] ELAPSED = bytes(",\"elapsedMs\":");
  private static final byte[] ENTRY_END =
      bytes(
          ",\"bootCount\":7,\"pid\":4711,\"appVersion\":\"1.4.2\",\"standbyBucket\":\"WORKING_SET\","
              + "\"power\":[\"CHARGING\"]}\n");
  private static final byte[] SUCCESS =
      bytes(",\"bootCount\":7,\"outcome\":\"success\",\"durationMs\":");
  private static final byte[] FAILURE =
      bytes(",\"bootCount\":7,\"outcome\":\"failed\",\"durationMs\":");
  private static final byte[] SUCCESS_END =
      bytes(",\"message\":\"sent 3 of 3 items\",\"pid\":4711,\"appVersion\":\"1.4.2\"}\n");
  private static final byte[] FAILURE_END =
      bytes(
          ",\"message\":\"java.io.IOException: 503 from https://example.com/sync\",\"pid\":4711,"
              + "\"appVersion\":\"1.4.2\"}\n");

  private final long count;

  private ManyRecords(long count) {
    this.count = count;
  }

  /** A log of so many records, numbered from 1. */
  public static ManyRecords records(long count) {
    return new ManyRecords(count);
  }

  private static byte[][] alternatives(String event) {
    byte[][] middles = new byte[5][];
    for (int i = 0; i < middles.length; i++) {
      String task = List.of("sync", "upload-photos", "prune-cache", "refresh", "daily-mail").get(i);
      middles[i] =
          (","
                  + "\"task\":\""
                  + task
                  + "\",\"event\":\""
                  + event
                  + "\",\"trigger\":\"schedule\","
                  + "\"attempt\":1,\"wallTime\":")
              .getBytes(US_ASCII);
    }
    return middles;
  }

  private static byte[] bytes(String ascii) {
    return ascii.getBytes(US_ASCII);
  }

  @Override
  public String call(String method, Optional<String> argument, List<Extra> extras) {
    throw new UnsupportedOperationException("there is only the log");
  }

  @Override
  public void read(String pathAndQuery, OutputStream out) throws IOException {
    if (!pathAndQuery.startsWith("/log")) {
      throw new FileNotFoundException("there is only /log, not " + pathAndQuery);
    }
    out.write(bytes(head()));
    byte[] block = new byte[BLOCK];
    int at = 0;
    for (long seq = 1; seq <= count; seq++) {
      at = line(block, at, seq);
      if (at > BLOCK - LONGEST_LINE) {
        out.write(block, 0, at);
        at = 0;
      }
    }
    out.write(block, 0, at);
  }

  private String head() {
    return "{\"format\":\"jobdoctor-log\",\"version\":1,\"agent\":\"0.1.0\",\"package\":\"com.example.app\","
        + "\"log\":\"00000000000bec4d\",\"after\":0,\"firstSeq\":"
        + Math.min(1, count)
        + ",\"lastSeq\":"
        + count
        + ",\"created\":"
        + WALL_TIME
        + ",\"capacity\":536870912,\"origin\":\"continued\",\"wallTime\":"
        + (WALL_TIME + time(count))
        + ",\"elapsedMs\":"
        + (ELAPSED_MS + time(count))
        + "}\n";
  }

  /** Milliseconds after the first one. */
  private static long time(long seq) {
    return seq * 7 / 2;
  }

  private static int line(byte[] to, int from, long seq) {
    boolean entry = seq % 2 == 1;
    long run = entry ? seq : seq - 1;
    int task = (int) (run % ENTRIES.length);
    int at = number(to, put(to, from, SEQ), seq);
    at = number(to, put(to, at, RUN), run);
    at = number(to, put(to, at, entry ? ENTRIES[task] : EXITS[task]), WALL_TIME + time(seq));
    at = number(to, put(to, at, ELAPSED), ELAPSED_MS + time(seq));
    if (entry) {
      return put(to, at, ENTRY_END);
    }
    boolean failed = run % 17 == 0;
    at = number(to, put(to, at, failed ? FAILURE : SUCCESS), time(seq) - time(run));
    return put(to, at, failed ? FAILURE_END : SUCCESS_END);
  }

  private static int put(byte[] to, int at, byte[] part) {
    System.arraycopy(part, 0, to, at, part.length);
    return at + part.length;
  }

  private static int number(byte[] to, int at, long value) {
    int end = at + 1;
    for (long rest = value; rest >= 10; rest /= 10) {
      end++;
    }
    long rest = value;
    for (int digit = end - 1; digit >= at; digit--) {
      to[digit] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    return end;
  }
}
