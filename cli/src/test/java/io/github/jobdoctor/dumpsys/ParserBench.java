package io.github.jobdoctor.dumpsys;

import io.github.jobdoctor.job.JobSchedulerSnapshot;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How fast a dump is parsed, warm and on one thread, beside taking its bytes apart into lines, in
 * one run. The text is made of genuine blocks of all levels from 28, each with an id of its own,
 * and the end of a genuine dump.
 *
 * <p>{@code java ParserBench [MEGABYTES] [ROUNDS]}
 */
public final class ParserBench {

  private static final int MEGABYTE = 1_000_000;

  private ParserBench() {}

  /** Prints the figures. */
  public static void main(String[] arguments) throws Exception {
    int megabytes = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100;
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 7;
    byte[] small = dump(megabytes * MEGABYTE / 10);
    byte[] large = dump(megabytes * MEGABYTE);
    long[] lines = new long[rounds];
    long[] parse = new long[rounds];
    long[] tenth = new long[rounds];
    for (int round = 0; round < rounds; round++) {
      long start = now();
      long count = splitLines(large);
      long split = now();
      long clock = System.nanoTime();
      JobSchedulerSnapshot snapshot = JobSchedulerDump.parse(new ByteArrayInputStream(large));
      long parsed = now();
      long wall = (System.nanoTime() - clock) / MEGABYTE;
      int jobs = snapshot.jobs().size();
      snapshot = null;
      for (int i = 0; i < 10; i++) {
        JobSchedulerDump.parse(new ByteArrayInputStream(small));
      }
      long tenTimes = now();
      lines[round] = split - start;
      parse[round] = parsed - split;
      tenth[round] = (tenTimes - parsed) / 10;
      print(
          "round %d: %,d lines, %,d jobs, %d ms by the clock, garbage collector %d ms so far%n",
          round + 1, count, jobs, wall, collecting());
    }
    double split = best(lines);
    double parsed = best(parse);
    print("lines alone  %6.0f MB/s%n", large.length / split * 1_000);
    print("parse        %6.0f MB/s%n", large.length / parsed * 1_000);
    print("parse/lines  %6.2f times the time%n", parsed / split);
    print("10 x jobs    %6.2f times the time%n", parsed / best(tenth));
  }

  /** Time of this thread alone, so that a busy machine tells the same as an idle one. */
  private static long now() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static long collecting() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionTime)
        .sum();
  }

  private static double best(long[] nanoseconds) {
    return Arrays.stream(nanoseconds).min().orElseThrow();
  }

  private static long splitLines(byte[] text) throws IOException {
    DumpLines lines = DumpLines.of(new ByteArrayInputStream(text));
    long count = 0;
    while (lines.next() != null) {
      count++;
    }
    return count;
  }

  private static byte[] dump(int size) throws IOException {
    List<String> blocks = new ArrayList<>();
    for (int api = 28; api <= 37; api++) {
      for (String block : resource(api).split("(?m)(?=^  JOB )", -1)) {
        if (block.startsWith("  JOB ") && block.contains("\n    Ready: ")) {
          int end = block.indexOf('\n', block.indexOf("\n    Ready: ") + 1);
          blocks.add(block.substring(0, end + 1));
        }
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(size + MEGABYTE);
    int jobs = 0;
    while (out.size() < size) {
      String block = blocks.get(jobs % blocks.size());
      int id = block.indexOf('/') + 1;
      int after = block.indexOf(": ", id);
      out.writeBytes(
          (block.substring(0, id) + jobs + block.substring(after))
              .getBytes(StandardCharsets.UTF_8));
      jobs++;
    }
    String last = resource(37);
    byte[] head =
        ("Started users: [0, 10]\nRegistered " + jobs + " jobs:\n")
            .getBytes(StandardCharsets.UTF_8);
    byte[] tail =
        last.substring(last.indexOf("\nPrefetchController:")).getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream whole = new ByteArrayOutputStream(out.size() + head.length + tail.length);
    whole.writeBytes(head);
    out.writeTo(whole);
    whole.writeBytes(tail);
    return whole.toByteArray();
  }

  private static String resource(int api) throws IOException {
    try (InputStream in =
        ParserBench.class.getResourceAsStream("aosp/api-" + api + "/active.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void print(String format, Object... values) {
    System.out.printf(Locale.ROOT, format, values);
  }
}
