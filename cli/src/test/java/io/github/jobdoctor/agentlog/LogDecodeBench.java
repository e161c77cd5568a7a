package io.github.jobdoctor.agentlog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Times the decoding of a log in memory against the mere splitting of the same text into lines, in
 * turn, so that both meet the same machine. It counts the time that the thread had the processor.
 *
 * <pre>java -cp … io.github.jobdoctor.agentlog.LogDecodeBench [records] [rounds]</pre>
 */
public final class LogDecodeBench {

  private static final int STEP = 100_000;

  private LogDecodeBench() {}

  private interface Work {
    long records(byte[] text) throws IOException, UnusableLogException;
  }

  /** Runs the benchmark; prints one line for each kind of work. */
  public static void main(String[] args) throws IOException, UnusableLogException {
    int records = args.length > 0 ? Integer.parseInt(args[0]) : 2_000_000;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
    // The text in two forms: as the agent writes it, and as only a JSON parser can read it.
    byte[] plain = log(records, "");
    byte[] spaced = log(records, " ");
    Map<String, Work> works = new LinkedHashMap<>();
    works.put("lines only", text -> lines(text));
    works.put("decoded", text -> decoded(plain, new LogListener() {}));
    works.put("decoded, by the JSON parser", text -> decoded(spaced, new LogListener() {}));
    works.put("decoded, with runs", text -> decoded(plain, new LogRuns(run -> {})));
    Map<String, Long> best = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      for (Map.Entry<String, Work> work : works.entrySet()) {
        long start = cpuTime();
        long read = work.getValue().records(plain);
        long time = cpuTime() - start;
        if (read != records) {
          throw new IOException(work.getKey() + ": " + read + " of " + records);
        }
        best.merge(work.getKey(), time, Math::min);
      }
    }
    System.out.printf(
        Locale.ROOT, "%d records of %d bytes%n", records, (plain.length - 200) / records);
    double base = best.values().iterator().next();
    best.forEach(
        (name, time) ->
            System.out.printf(
                Locale.ROOT,
                "%-30s %8.2f M records/s %7.1fx%n",
                name,
                records * 1e3 / time,
                time / base));
  }

  private static long cpuTime() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static long lines(byte[] text) throws IOException {
    TextLines lines = new TextLines(new ByteArrayInputStream(text));
    long count = -1; // the head
    while (lines.advance()) {
      count++;
    }
    return count;
  }

  private static long decoded(byte[] text, LogListener listener)
      throws IOException, UnusableLogException {
    LogReader reader = new LogReader(listener);
    reader.read(new ByteArrayInputStream(text));
    return reader.unread() == 0 && reader.repeated() == 0 ? reader.records() : -1;
  }

  private static byte[] log(int records, String space) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(records * 230);
    StringBuilder out = new StringBuilder();
    out.append(
            "{\"format\":\"jobdoctor-log\",\"version\":1,\"agent\":\"0.1.0\",\"package\":\"com.e\",")
        .append("\"log\":\"9f0c000000000001\",\"after\":0,\"firstSeq\":1,\"lastSeq\":")
        .append(records)
        .append("}\n");
    long time = 1_767_225_600_000L;
    for (int seq = 1; seq <= records; seq++) {
      boolean entry = seq % 2 == 1;
      time += 731;
      out.append("{\"seq\":").append(space).append(seq);
      out.append(",\"run\":").append(entry ? seq : seq - 1);
      out.append(",\"task\":\"sync-").append(seq / 2 % 7);
      out.append(entry ? "\",\"event\":\"entry\"" : "\",\"event\":\"exit\"");
      out.append(",\"trigger\":\"schedule\",\"attempt\":1,\"wallTime\":").append(time);
      out.append(",\"elapsedMs\":").append(time - 1_767_225_000_000L).append(",\"bootCount\":7");
      if (entry) {
        out.append(",\"pid\":4711,\"appVersion\":\"1.2\",\"standbyBucket\":\"WORKING_SET\"");
        out.append(",\"power\":[\"CHARGING\"]}\n");
      } else {
        out.append(",\"outcome\":\"success\",\"durationMs\":").append(seq % 900);
        out.append(",\"message\":\"synced ").append(seq).append(" of ").append(records);
        out.append(" items\",\"pid\":4711,\"appVersion\":\"1.2\"}\n");
      }
      if (seq % STEP == 0 || seq == records) {
        bytes.writeBytes(out.toString().getBytes(UTF_8));
        out.setLength(0);
      }
    }
    return bytes.toByteArray();
  }
}
