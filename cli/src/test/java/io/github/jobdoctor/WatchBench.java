package io.github.jobdoctor;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What {@code watch} costs, through a pseudo-terminal that the program {@code script} makes; {@code
 * scripts/bench watch} runs it. Java without an archive of classes.
 */
public final class WatchBench {

  private static final int JOBS = 2_000;
  private static final double FIRST_FRAME_MILLIS = 600;
  private static final double KEY_MILLIS = 16;
  private static final double REFRESH_BYTES = 200;
  private static final double IDLE_PERCENT = 2;

  private WatchBench() {}

  /** Runs the benchmark from the root of a checkout that has been built. */
  public static void main(String[] args) throws Exception {
    int rounds = Integer.parseInt(args[0]);
    Path dump = Files.createTempFile("jobdoctor-watch", ".txt");
    Files.writeString(dump, dump());
    firstFrame(rounds, dump);
    keys(dump);
    idle();
    Files.delete(dump);
  }

  /**
   * The time until the table stands there, against `jobs`, which has read the same dump by then.
   */
  private static void firstFrame(int rounds, Path dump) throws Exception {
    List<Double> more = new ArrayList<>();
    for (int round = -1; round < rounds; round++) {
      long start = System.nanoTime();
      Process jobs =
          new ProcessBuilder(program("jobs", "--from", dump.toString()))
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      jobs.waitFor();
      long jobsTook = System.nanoTime() - start;
      start = System.nanoTime();
      try (Pty pty = new Pty(program("watch", "--from", dump.toString()))) {
        pty.await("waiting");
        if (round >= 0) { // the first of each only warms the disk cache
          more.add((System.nanoTime() - start - jobsTook) / 1e6);
        }
      }
    }
    tell("first frame, beyond what jobs takes", median(more), "ms", FIRST_FRAME_MILLIS);
  }

  private static void keys(Path dump) throws Exception {
    try (Pty pty = new Pty(program("watch", "--from", dump.toString()))) {
      pty.await("waiting");
      Thread.sleep(2_000);
      List<Double> times = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        long before = pty.bytes();
        long start = System.nanoTime();
        pty.type("j");
        while (pty.bytes() == before && System.nanoTime() - start < 1_000_000_000L) {
          Thread.onSpinWait();
        }
        if (i >= 50) { // the first ones are the compiler's
          times.add((System.nanoTime() - start) / 1e6);
        }
        Thread.sleep(20);
      }
      tell("a key with " + JOBS + " jobs", median(times), "ms", KEY_MILLIS);
    }
  }

  /** The devices are another process, as a phone would be. */
  private static void idle() throws Exception {
    Process demo = new ProcessBuilder(program("demo", "--for", "5m")).start();
    try (BufferedReader told = demo.inputReader()) {
      String port = told.readLine().replaceAll(".* ", "");
      idle(List.of("watch", "-P", port, "-s", "demo-api36", "state:waiting"));
    } finally {
      demo.destroy();
    }
  }

  private static void idle(List<String> words) throws Exception {
    try (Pty pty = new Pty(program(words.toArray(String[]::new)))) {
      pty.await("waiting");
      Thread.sleep(15_000);
      long bytes = pty.bytes();
      Duration cpu = pty.cpu();
      long start = System.nanoTime();
      Thread.sleep(30_000);
      double seconds = (System.nanoTime() - start) / 1e9;
      tell("an unchanged refresh", (pty.bytes() - bytes) / (seconds / 2), "bytes", REFRESH_BYTES);
      tell("idle", pty.cpu().minus(cpu).toNanos() / 1e7 / seconds, "% of a core", IDLE_PERCENT);
    }
  }

  private static void tell(String what, double value, String unit, double most) {
    System.out.printf(
        Locale.ROOT,
        "%-40s %8.1f %s: %s (at most %.0f)%n",
        what,
        value,
        unit,
        value <= most ? "good" : "too much",
        most);
  }

  private static double median(List<Double> values) {
    return values.stream().sorted(Comparator.naturalOrder()).toList().get(values.size() / 2);
  }

  private static List<String> program(String... words) {
    List<String> line =
        new ArrayList<>(
            List.of(
                "java",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-jar",
                "cli/target/jobdoctor.jar"));
    line.addAll(List.of(words));
    return line;
  }

  private static String dump() {
    StringBuilder dump = new StringBuilder("JOB SCHEDULER (dumpsys jobscheduler)\n\nRegistered ");
    dump.append(JOBS).append(" jobs:\n");
    for (int i = 0; i < JOBS; i++) {
      String name = "com.example.app" + i % 40 + "/.Service" + i;
      String uid = "u0a" + (100 + i % 40);
      dump.append("  JOB #").append(uid).append('/').append(i).append(": 1a2b3c4 ").append(name);
      dump.append("\n    ").append(uid).append(" tag=*job*/").append(name).append('\n');
      dump.append("    Source: uid=").append(uid).append(" user=0 pkg=com.example.app");
      dump.append(i % 40).append("\n    JobInfo:\n      Service: ").append(name).append('\n');
      dump.append("      Requires: charging=true\n    Required constraints: CHARGING [0x1]\n");
      dump.append("    Satisfied constraints: DEVICE_NOT_DOZING [0x2000000]\n");
      dump.append("    Unsatisfied constraints: CHARGING [0x1]\n    Standby bucket: ACTIVE\n");
      dump.append("    Ready: false (job=false user=true !restricted=true !pending=true");
      dump.append(" !active=true !backingup=true comp=true)\n");
    }
    return dump.toString();
  }

  /** A program on a pseudo-terminal of 120 x 40. */
  private static final class Pty implements AutoCloseable {
    private final Process process;
    private final OutputStream typing;
    private final AtomicLong count = new AtomicLong();
    private final ByteArrayOutputStream seen = new ByteArrayOutputStream();

    Pty(List<String> program) throws IOException {
      ProcessBuilder builder =
          new ProcessBuilder(
              "script",
              "-qfc",
              "stty rows 40 cols 120; exec " + String.join(" ", program),
              "/dev/null");
      builder.environment().put("JOBDOCTOR_COLUMNS", "120");
      builder.environment().put("TERM", "xterm-256color");
      builder.environment().put("LC_ALL", "C.UTF-8");
      process = builder.redirectErrorStream(true).start();
      typing = process.getOutputStream();
      Thread reader = new Thread(this::read, "pty");
      reader.setDaemon(true);
      reader.start();
    }

    private void read() {
      byte[] buffer = new byte[65_536];
      try (InputStream in = process.getInputStream()) {
        for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
          seen.write(buffer, 0, length);
          count.addAndGet(length);
        }
      } catch (IOException ended) {
        // So has the program.
      }
    }

    long bytes() {
      return count.get();
    }

    void type(String text) throws IOException {
      typing.write(text.getBytes(StandardCharsets.US_ASCII));
      typing.flush();
    }

    void await(String text) throws Exception {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (!seen.toString(StandardCharsets.ISO_8859_1).contains(text)) {
        if (System.nanoTime() > end) {
          throw new IOException("watch never showed " + text + " but: " + seen);
        }
        Thread.sleep(2);
      }
    }

    /** Of the program, and whatever it started. */
    Duration cpu() {
      return process
          .descendants()
          .map(child -> child.info().totalCpuDuration().orElse(Duration.ZERO))
          .reduce(Duration.ZERO, Duration::plus);
    }

    @Override
    public void close() throws IOException {
      type("\003");
      process
          .onExit()
          .completeOnTimeout(process, 10, TimeUnit.SECONDS)
          .thenAccept(
              ended -> {
                ended.descendants().forEach(ProcessHandle::destroyForcibly);
                ended.destroyForcibly();
              })
          .join();
    }
  }
}
