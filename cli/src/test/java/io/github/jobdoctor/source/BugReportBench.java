package io.github.jobdoctor.source;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Times {@code jobs --from} on a bug report of 1 GB against {@code grep -c JOB} over the same file,
 * as whole processes in turn; {@code scripts/bench} runs it. The report is of our own making: text
 * like that of many services and of a log, invented, around a genuine dump.
 */
public final class BugReportBench {

  private static final long SIZE = 1L << 30;
  private static final int COPIES = 4;
  private static final String RULE = "-".repeat(79) + "\n";
  private static final Pattern JOB = Pattern.compile("(?m)^(  JOB (?:#|\\S+:)u\\d+a)(\\d+)/");

  private static final String[] WORDS =
      ("package activity intent state window surface mLayer userId time count flags alarm Broadcast"
              + " receiver PROVIDER token binder ProcessRecord memory uid pid reason name mConfig"
              + " Display input event sensor NETWORK wifi Cell radio Battery level charge true false"
              + " null JobInfo SERVICE -1 0 1 2 Bundle android.intent.action.MAIN Object")
          .split(" ", -1);

  private BugReportBench() {}

  /** Runs the benchmark from the root of a checkout that has been built. */
  public static void main(String[] args) throws Exception {
    int runs = Integer.parseInt(args[0]);
    Path report = Path.of(System.getProperty("java.io.tmpdir"), "jobdoctor-bench-bugreport.txt");
    if (!Files.exists(report) || Files.size(report) < SIZE) {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(report), 1 << 20)) {
        write(out, SIZE);
      }
    }
    Map<String, List<String>> commands = new LinkedHashMap<>();
    commands.put("grep -c JOB", List.of("grep", "-c", "JOB", report.toString()));
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> jobs = List.of("jobs", "--from", report.toString(), "-o", "name");
    commands.put("java -Xmx96m -jar jobdoctor.jar jobs", new ArrayList<>());
    commands
        .get("java -Xmx96m -jar jobdoctor.jar jobs")
        .addAll(List.of(java, "-Xmx96m", "-jar", "cli/target/jobdoctor.jar"));
    commands.get("java -Xmx96m -jar jobdoctor.jar jobs").addAll(jobs);
    commands.put("scripts/jobdoctor jobs (-Xmx96m)", new ArrayList<>(List.of("scripts/jobdoctor")));
    commands.get("scripts/jobdoctor jobs (-Xmx96m)").addAll(jobs);
    Map<String, List<Long>> times = new LinkedHashMap<>();
    for (int run = -1; run < runs; run++) {
      for (Map.Entry<String, List<String>> command : commands.entrySet()) {
        long time = time(command.getValue());
        if (run >= 0) { // the first of each only warms the disk cache
          times.computeIfAbsent(command.getKey(), key -> new ArrayList<>()).add(time);
        }
      }
    }
    long base = median(times.values().iterator().next());
    System.out.printf(
        "%-38s %10s %10s %8s%n", "bug report of 1 GB", "median ms", "min ms", "ratio");
    times.forEach(
        (name, measured) ->
            System.out.printf(
                Locale.ROOT,
                "%-38s %10.0f %10.0f %7.2fx%n",
                name,
                median(measured) / 1e6,
                measured.stream().mapToLong(Long::longValue).min().orElse(0) / 1e6,
                (double) median(measured) / base));
  }

  private static long time(List<String> command) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("JOBDOCTOR_JAVA_OPTS", "-Xmx96m");
    long start = System.nanoTime();
    int code = builder.start().waitFor();
    if (code != 0) {
      throw new IOException(command + " ended with " + code);
    }
    return System.nanoTime() - start;
  }

  private static long median(List<Long> times) {
    return times.stream().sorted().toList().get(times.size() / 2);
  }

  /** Writes a report of about the size. */
  static void write(OutputStream out, long size) throws IOException {
    Random random = new Random(5);
    List<byte[]> fillers = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      fillers.add(filler(random, i % 2 == 0));
    }
    String head =
        """
        ========================================================
        == dumpstate: 2026-05-03 16:24:39
        ========================================================

        Build fingerprint: 'acme/one/one:14/UP1A/1:user/release-keys'

        ------ SYSTEM LOG (logcat -v threadtime -d *:v) ------
        """;
    long written = put(out, head);
    int next = 0;
    while (written < size / 2) {
      written += put(out, fillers.get(next++ % 16));
    }
    written +=
        put(out, "------ SYSTEM PROPERTIES (getprop) ------\n[ro.build.version.sdk]: [34]\n");
    written += put(out, "------ 0.040s was the duration of 'SYSTEM PROPERTIES' ------\n");
    written += put(out, "------ DUMPSYS (/system/bin/dumpsys) ------\n");
    boolean jobs = false;
    for (int service = 0; written < size; service++) {
      if (!jobs && written > size * 3 / 4) {
        jobs = true;
        written += putService(out, "jobscheduler", dump());
      }
      written += putService(out, "invented" + service, fillers.get(next++ % 16));
    }
  }

  private static long putService(OutputStream out, String name, byte[] text) throws IOException {
    return put(out, RULE + "DUMP OF SERVICE " + name + ":\n")
        + put(out, text)
        + put(
            out,
            "--------- 0.012s was the duration of dumpsys "
                + name
                + ", ending at: 2026-05-03 16:25:00\n");
  }

  private static long put(OutputStream out, String text) throws IOException {
    return put(out, text.getBytes(StandardCharsets.UTF_8));
  }

  private static long put(OutputStream out, byte[] text) throws IOException {
    out.write(text);
    return text.length;
  }

  /** About 4 MB of log lines, or of what services print. */
  private static byte[] filler(Random random, boolean log) {
    StringBuilder text = new StringBuilder();
    while (text.length() < 4_000_000) {
      if (log) {
        text.append("05-03 16:24:").append(10 + random.nextInt(50)).append('.');
        text.append(100 + random.nextInt(900)).append("  1000  ").append(random.nextInt(9999));
        text.append(' ').append("VDIWE".charAt(random.nextInt(5))).append(' ');
      } else {
        text.append(" ".repeat(2 * random.nextInt(6)));
      }
      for (int i = 3 + random.nextInt(14); i > 0; i--) {
        text.append(WORDS[random.nextInt(WORDS.length)]);
        text.append(i % 3 == 0 ? "=" : i % 5 == 0 ? ": " : " ");
        if (i % 4 == 0) {
          text.append(Integer.toHexString(random.nextInt())).append(' ');
        }
      }
      text.append('\n');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** A genuine dump, with its jobs four times over, for other uids. */
  private static byte[] dump() throws IOException {
    String text;
    try (InputStream in =
        BugReportBench.class.getResourceAsStream(
            "/io/github/jobdoctor/dumpsys/aosp/api-34/active.txt")) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    int first = text.indexOf("  JOB ");
    int end = text.indexOf("\nPrefetchController:") + 1;
    Matcher registered = Pattern.compile("Registered (\\d+) jobs:").matcher(text);
    if (!registered.find()) {
      throw new IOException("the dump does not count its jobs");
    }
    StringBuilder dump = new StringBuilder(text.substring(0, registered.start(1)));
    dump.append(Integer.parseInt(registered.group(1)) * COPIES);
    dump.append(text, registered.end(1), first);
    for (int copy = 0; copy < COPIES; copy++) {
      int shift = copy * 1000;
      dump.append(
          JOB.matcher(text.substring(first, end).stripTrailing())
              .replaceAll(job -> job.group(1) + (Integer.parseInt(job.group(2)) + shift) + "/"));
      dump.append('\n');
    }
    return dump.append('\n')
        .append(text.substring(end))
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }
}
