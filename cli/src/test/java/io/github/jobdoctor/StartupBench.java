package io.github.jobdoctor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Times whole processes in turn, so that all meet the same machine; {@code scripts/bench} runs it.
 */
public final class StartupBench {

  private static final int DUMP_SIZE = 1_000_000;

  private StartupBench() {}

  /** Runs the benchmark from the root of a checkout that has been built. */
  public static void main(String[] args) throws Exception {
    int runs = Integer.parseInt(args[0]);
    Path dump = writeDump();
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Map<String, List<String>> commands = new LinkedHashMap<>();
    commands.put(
        "hello-world, bare JVM",
        List.of(java, "-cp", "cli/target/test-classes", "io.github.jobdoctor.Hello"));
    commands.put(
        "jobs --from 1 MB", List.of("scripts/jobdoctor", "jobs", "--from", dump.toString()));
    commands.put(
        "jobs --from 1 MB -o json",
        List.of("scripts/jobdoctor", "jobs", "--from", dump.toString(), "-o", "json"));
    commands.put("jobs --demo", List.of("scripts/jobdoctor", "--demo", "jobs"));
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
    System.out.printf("%-26s %10s %10s %8s%n", "", "median ms", "min ms", "ratio");
    times.forEach(
        (name, measured) ->
            System.out.printf(
                Locale.ROOT,
                "%-26s %10.0f %10.0f %7.1fx%n",
                name,
                median(measured) / 1e6,
                measured.stream().mapToLong(Long::longValue).min().orElse(0) / 1e6,
                (double) median(measured) / base));
    Files.delete(dump);
  }

  private static long time(List<String> command) throws IOException, InterruptedException {
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    int code = process.waitFor();
    if (code != 0) {
      throw new IOException(command + " ended with " + code);
    }
    return System.nanoTime() - start;
  }

  private static long median(List<Long> times) {
    return times.stream().sorted().skip(times.size() / 2).findFirst().orElse(0L);
  }

  /** A dump of genuine blocks, repeated under other ids until it is large enough. */
  private static Path writeDump() throws IOException {
    String text;
    try (InputStream in =
        StartupBench.class.getResourceAsStream("dumpsys/aosp/api-34/active.txt")) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    int first = text.indexOf("  JOB ");
    int end = text.indexOf("\nPrefetchController:") + 1;
    String jobs = text.substring(first, end);
    int copies = DUMP_SIZE / jobs.length() + 1;
    int registered = Integer.parseInt(text.replaceAll("(?s).*Registered (\\d+) jobs:.*", "$1"));
    StringBuilder dump = new StringBuilder(text.substring(0, first));
    for (int i = 0; i < copies; i++) {
      dump.append(jobs.stripTrailing()).append('\n');
    }
    dump.append('\n').append(text.substring(end));
    Path file = Files.createTempFile("jobdoctor-bench", ".txt");
    Files.writeString(
        file,
        dump.toString()
            .replace(
                "Registered " + registered + " jobs:",
                "Registered " + registered * copies + " jobs:"));
    return file;
  }
}
