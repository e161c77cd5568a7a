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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the diagnosis of 300 jobs costs beside the list of them: whole processes in turn, so that
 * all meet the same machine, and the ratio within each round; {@code scripts/bench why} runs it.
 */
public final class WhyBench {

  private static final int JOBS = 300;
  private static final double MOST = 1.3;
  private static final Pattern HEADING = Pattern.compile("(?m)^( {2}JOB \\S+/)(-?\\d+)(: )");

  private WhyBench() {}

  /** Runs the benchmark from the root of a checkout that has been built. */
  public static void main(String[] args) throws Exception {
    int rounds = Integer.parseInt(args[0]);
    Path dump = writeDump();
    Map<String, List<String>> commands = new LinkedHashMap<>();
    commands.put("jobs", List.of("jobs"));
    commands.put("jobs -o name (no diagnosis)", List.of("jobs", "-o", "name"));
    commands.put("why", List.of("why"));
    commands.put("jobs -o json", List.of("jobs", "-o", "json"));
    commands.put("why -o json", List.of("why", "-o", "json"));
    Map<String, List<Long>> times = new LinkedHashMap<>();
    for (int round = -1; round < rounds; round++) {
      for (Map.Entry<String, List<String>> command : commands.entrySet()) {
        long time = time(command.getValue(), dump);
        if (round >= 0) { // the first of each only warms the disk cache
          times.computeIfAbsent(command.getKey(), key -> new ArrayList<>()).add(time);
        }
      }
    }
    Files.delete(dump);
    System.out.printf("%d jobs%n%-30s %10s %10s%n", JOBS, "", "median ms", "to jobs");
    times.forEach(
        (name, measured) ->
            System.out.printf(
                Locale.ROOT,
                "%-30s %10.0f %9.2fx%n",
                name,
                median(measured.stream().map(Long::doubleValue).toList()) / 1e6,
                ratio(measured, times.get("jobs"))));
    double ratio = ratio(times.get("why"), times.get("jobs"));
    System.out.printf(
        Locale.ROOT,
        "why takes %.2f times what jobs takes: %s (at most %.1f)%n",
        ratio,
        ratio <= MOST ? "good" : "too much",
        MOST);
  }

  private static long time(List<String> words, Path dump) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of("scripts/jobdoctor"));
    line.addAll(words);
    line.addAll(List.of("--from", dump.toString()));
    long start = System.nanoTime();
    int code =
        new ProcessBuilder(line)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
    if (code != 0) {
      throw new IOException(line + " ended with " + code);
    }
    return System.nanoTime() - start;
  }

  private static double ratio(List<Long> measured, List<Long> base) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < measured.size(); i++) {
      ratios.add((double) measured.get(i) / base.get(i));
    }
    return median(ratios);
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElse(0.0);
  }

  /** A dump of genuine blocks, repeated under other ids until there are enough. */
  private static Path writeDump() throws IOException {
    String text;
    try (InputStream in = WhyBench.class.getResourceAsStream("dumpsys/aosp/api-34/active.txt")) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    int first = text.indexOf("  JOB ");
    int end = text.indexOf("\nPrefetchController:") + 1;
    List<String> blocks =
        List.of(text.substring(first, end).stripTrailing().split("(?m)^(?=  JOB )", -1)).stream()
            .filter(block -> !block.isBlank())
            .map(block -> block.stripTrailing() + "\n")
            .toList();
    StringBuilder dump =
        new StringBuilder(
            text.substring(0, first)
                .replaceAll("Registered \\d+ jobs:", "Registered " + JOBS + " jobs:"));
    for (int i = 0; i < JOBS; i++) {
      int copy = i / blocks.size();
      Matcher heading = HEADING.matcher(blocks.get(i % blocks.size()));
      dump.append(
          copy == 0
              ? blocks.get(i % blocks.size())
              : heading.replaceFirst("$1" + (1_000_000 + i) + "$3"));
    }
    dump.append('\n').append(text.substring(end));
    Path file = Files.createTempFile("jobdoctor-bench", ".txt");
    Files.writeString(file, dump);
    return file;
  }
}
