package io.github.jobdoctor.lab;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * What happened on a device that never was, told to a {@link WrittenRing}: processes that start and
 * die, workers, runs, boots and clocks that somebody set.
 */
final class WrittenStory {

  private static final List<String> TASKS =
      List.of("sync", "upload photos", "töken ♥ 🦊", "$(reboot)\n\u001b[2J", "<b>\"&'</b>");
  private static final List<String> MESSAGES =
      List.of("", "sent 3", "{\"seq\":1,\"event\":\"log\"}", "=1+1\r\n\u2028", "x".repeat(2_048));
  private static final List<String> BUCKETS =
      List.of("ACTIVE", "WORKING_SET", "FREQUENT", "RARE", "RESTRICTED");
  private static final List<String> STOPS =
      List.of("UNDEFINED", "CANCELLED_BY_APP", "PREEMPT", "TIMEOUT", "DEVICE_STATE");

  private final Random random;
  private final WrittenRing ring;
  private final Set<Long> openRuns = new LinkedHashSet<>();
  private final Map<String, Integer> ends = new LinkedHashMap<>();
  private long wallTime;
  private long elapsedMs = 5_000_000;
  private int bootCount = 7;
  private int pid = 2_000;

  /** A story that begins at {@code wallTime}. */
  WrittenStory(WrittenRing ring, long wallTime, Random random) {
    this.ring = ring;
    this.wallTime = wallTime;
    this.random = random;
  }

  /** The runs that neither ended nor were reported as died. */
  Set<Long> openRuns() {
    return openRuns;
  }

  /** How many runs ended with which outcome, or died and were reported: {@code TASK OUTCOME}. */
  Map<String, Integer> ends() {
    return ends;
  }

  /** Goes on until the log has at least so many records. */
  void tell(long records) {
    while (ring.nextSeq() <= records) {
      process();
    }
  }

  private Map<String, Object> record(String event) {
    long step = 1L + random.nextInt(4_000);
    wallTime += step;
    elapsedMs += step;
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("event", event);
    fields.put("wallTime", wallTime);
    fields.put("elapsedMs", elapsedMs);
    fields.put("bootCount", bootCount);
    fields.put("pid", pid);
    fields.put("appVersion", "1." + bootCount);
    return fields;
  }

  /** A record that may stand anywhere, for those who only want one. */
  Map<String, Object> anything() {
    Map<String, Object> fields = record("log");
    fields.put("message", "created");
    return fields;
  }

  private void process() {
    pid += 1 + random.nextInt(50);
    if (random.nextInt(3) == 0) {
      bootCount++;
      long off = 60_000L + random.nextInt(10_000_000);
      wallTime += off;
      elapsedMs = 30_000L + random.nextInt(30_000);
    }
    if (random.nextInt(3) > 0) {
      List.copyOf(openRuns).forEach(this::died);
    } // else: somebody else's agent, that reports nothing
    Map<String, Object> start = record("process-start");
    start.put("message", random.nextBoolean() ? "job" : "launcher");
    ring.append(start);
    int workers = random.nextInt(4);
    for (int i = 0; i < workers; i++) {
      if (random.nextInt(4) == 0) {
        wallTime += (random.nextBoolean() ? 1 : -1) * (3_600_000L + random.nextInt(1_000_000));
      }
      if (!worker()) {
        return; // killed
      }
    }
  }

  private final Map<Long, Map<String, Object>> entries = new LinkedHashMap<>();

  private void died(long run) {
    Map<String, Object> died = record("died");
    died.put("run", run);
    copyOfEntry(run, died);
    died.put("message", "process exit: LOW_MEMORY");
    ring.append(died);
    openRuns.remove(run);
    count(run, "died");
  }

  private void copyOfEntry(long run, Map<String, Object> into) {
    for (String field : List.of("task", "trigger", "attempt")) {
      into.put(field, entries.get(run).get(field));
    }
  }

  private void count(long run, String outcome) {
    ends.merge(entries.get(run).get("task") + " " + outcome, 1, Integer::sum);
  }

  private boolean worker() {
    String trigger = random.nextInt(5) == 0 ? "test" : "schedule";
    int attempt = 1 + random.nextInt(3);
    Map<String, Object> start = record("worker-start");
    start.put("trigger", trigger);
    start.put("attempt", attempt);
    conditions(start);
    ring.append(start);
    List<Long> runs = new ArrayList<>();
    for (String task : TASKS) {
      if (random.nextInt(3) > 0) {
        Map<String, Object> entry = record("entry");
        entry.put("task", task);
        entry.put("trigger", trigger);
        entry.put("attempt", attempt);
        conditions(entry);
        long run = ring.append(entry);
        entries.put(run, entry);
        openRuns.add(run);
        runs.add(run);
      }
    }
    for (long run : runs) {
      if (random.nextInt(15) == 0) {
        return false;
      }
      exit(run);
    }
    Map<String, Object> end = record("worker-end");
    end.put("trigger", trigger);
    end.put("attempt", attempt);
    conditions(end);
    ring.append(end);
    return true;
  }

  private void exit(long run) {
    boolean stopped = random.nextInt(6) == 0;
    int reason = random.nextInt(STOPS.size());
    if (stopped) {
      Map<String, Object> expired = record("expired");
      expired.put("run", run);
      copyOfEntry(run, expired);
      stop(expired, reason);
      ring.append(expired);
    }
    boolean success = !stopped && random.nextInt(4) > 0;
    Map<String, Object> exit = record("exit");
    exit.put("run", run);
    copyOfEntry(run, exit);
    exit.put("outcome", success ? "success" : "failed");
    exit.put("durationMs", (long) random.nextInt(600_000));
    if (stopped) {
      stop(exit, reason);
    }
    String message = random.nextInt(20) == 0 ? MESSAGES.get(4) : MESSAGES.get(random.nextInt(4));
    if (!message.isEmpty()) {
      exit.put("message", message);
    }
    ring.append(exit);
    openRuns.remove(run);
    count(run, success ? "success" : "failed");
  }

  private static void stop(Map<String, Object> fields, int reason) {
    fields.put("stopReason", reason);
    fields.put("stopReasonText", STOPS.get(reason));
  }

  private void conditions(Map<String, Object> fields) {
    fields.put("standbyBucket", BUCKETS.get(random.nextInt(BUCKETS.size())));
    fields.put(
        "power",
        List.of(List.of(), List.of("CHARGING"), List.of("POWER_SAVE_MODE", "DEVICE_IDLE"))
            .get(random.nextInt(3)));
  }
}
