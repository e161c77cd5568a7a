package io.github.jobdoctor.agentlog;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Writes a log as the format's description has it, of a device on which a good deal happens, and
 * knows what happened.
 */
final class OtherWriter {

  /** A run that has no end yet, and the record number at which that can still be learned. */
  private static final class Run {
    final long id;
    final int process;
    LogRun.Ending ending;

    Run(long id, int process) {
      this.id = id;
      this.process = process;
    }
  }

  private final Random random;
  private final List<String> lines = new ArrayList<>();
  private final List<Long> seqs = new ArrayList<>();
  private final Map<Long, Run> open = new LinkedHashMap<>();
  private final Map<LogRun.Ending, Integer> endings = new EnumMap<>(LogRun.Ending.class);
  private final List<Long> missing = new ArrayList<>();
  private final List<Long> boots = new ArrayList<>();
  private final List<Long> jumps = new ArrayList<>();

  private long seq;
  private long wall = 1_767_225_600_000L;
  private long elapsed = 500_000;
  private int bootCount = 1;
  private int pid = 100;
  private int process;
  private boolean booted;
  private boolean jumped;

  OtherWriter(int seed) {
    random = new Random(seed);
  }

  Map<LogRun.Ending, Integer> endings() {
    return endings;
  }

  List<Long> missing() {
    return missing;
  }

  List<Long> boots() {
    return boots;
  }

  List<Long> jumps() {
    return jumps;
  }

  /** The text of a log of about so many records. */
  String write(int records) {
    seq = random.nextBoolean() ? 0 : random.nextInt(50);
    long firstSeq = seq + 1;
    for (long i = 1; i < firstSeq; i++) {
      missing.add(i);
    }
    line("process-start", "\"message\":\"schedule\"");
    while (lines.size() < records) {
      step();
    }
    open.values().forEach(this::close);
    return "{\"format\":\"jobdoctor-log\",\"version\":1,\"agent\":\"other\",\"log\":\"0f\",\"after\":0"
        + ",\"firstSeq\":"
        + firstSeq
        + ",\"lastSeq\":"
        + seq
        + "}\n"
        + String.join("", lines);
  }

  private void step() {
    long passed = random.nextInt(600_000);
    wall += passed;
    elapsed += passed;
    switch (random.nextInt(20)) {
      case 0 -> setClock();
      case 1 -> reboot();
      case 2 -> startProcess();
      case 3 -> lose();
      case 4 -> line("log", "\"task\":\"sync\",\"message\":\"a \\\"quoted\\\" \u00fcber\\nline\"");
      case 5 -> line("skipped", "\"task\":\"sync\",\"attempt\":1,\"power\":[]");
      case 6, 7, 8, 9, 10, 11 -> begin();
      case 12 -> expire();
      default -> end();
    }
  }

  private void setClock() {
    long by = (6 + random.nextInt(100_000)) * 1000L;
    wall += random.nextBoolean() ? by : -by;
    jumped = true;
    line("log", "\"message\":\"clock\"");
  }

  private void reboot() {
    bootCount++;
    elapsed = 20_000L + random.nextInt(60_000);
    booted = true;
    pid = random.nextInt(5) == 0 ? pid : pid + 1; // it may be the same by chance
    nextProcess();
  }

  private void startProcess() {
    pid++;
    nextProcess();
  }

  private void nextProcess() {
    process++;
    boolean report = random.nextInt(3) > 0;
    if (report) {
      for (Run run : List.copyOf(open.values())) {
        // One that was lost from the log the agent still knows; those of a gap may have ended.
        line("died", "\"run\":" + run.id + ",\"task\":\"sync\",\"message\":\"LOW_MEMORY\"");
        run.ending = LogRun.Ending.DIED;
        close(open.remove(run.id));
      }
    }
    line("process-start", "\"message\":\"app\"");
  }

  /** Some records are damaged: nobody knows what became of those that ran. */
  private void lose() {
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      missing.add(++seq);
    }
    for (Run run : open.values()) {
      run.ending = LogRun.Ending.UNKNOWN;
    }
    line("log", "\"message\":\"after a loss\"");
  }

  private void begin() {
    // What no record of a later process reported will not be reported when the next thing runs.
    for (Run run : List.copyOf(open.values())) {
      if (run.process != process) {
        close(open.remove(run.id));
      }
    }
    long id = seq + 1;
    line(
        "entry",
        "\"run\":"
            + id
            + ",\"task\":\"task-"
            + random.nextInt(9)
            + "\",\"trigger\":\"schedule\",\"attempt\":1,\"standbyBucket\":\"RARE\""
            + ",\"power\":[\"CHARGING\"]");
    open.put(id, new Run(id, process));
  }

  private void expire() {
    oneOfThisProcess(run -> line("expired", "\"run\":" + run.id + ",\"stopReason\":3"));
  }

  private void end() {
    oneOfThisProcess(
        run -> {
          boolean success = random.nextInt(3) > 0;
          line(
              "exit",
              "\"run\":"
                  + run.id
                  + ",\"task\":\"sync\",\"outcome\":\""
                  + (success ? "success" : "failed")
                  + "\",\"durationMs\":"
                  + random.nextInt(10_000));
          run.ending = success ? LogRun.Ending.SUCCESS : LogRun.Ending.FAILED;
          close(open.remove(run.id));
        });
  }

  private void oneOfThisProcess(java.util.function.Consumer<Run> action) {
    List<Run> own = open.values().stream().filter(run -> run.process == process).toList();
    if (!own.isEmpty()) {
      action.accept(own.get(random.nextInt(own.size())));
    }
  }

  private void close(Run run) {
    LogRun.Ending unreported = run.process == process ? LogRun.Ending.RUNNING : LogRun.Ending.DIED;
    endings.merge(run.ending == null ? unreported : run.ending, 1, Integer::sum);
  }

  private void line(String event, String fields) {
    seq++;
    seqs.add(seq);
    if (booted) {
      boots.add(seq); // a clock that was set meanwhile does not show
    } else if (jumped) {
      jumps.add(seq);
    }
    booted = false;
    jumped = false;
    lines.add(
        "{\"seq\":"
            + seq
            + ",\"event\":\""
            + event
            + "\","
            + fields
            + ",\"wallTime\":"
            + wall
            + ",\"elapsedMs\":"
            + elapsed
            + ",\"bootCount\":"
            + bootCount
            + ",\"pid\":"
            + pid
            + "}\n");
  }
}
