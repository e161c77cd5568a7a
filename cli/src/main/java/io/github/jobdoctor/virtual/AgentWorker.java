package io.github.jobdoctor.virtual;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * One triggered run of an agent's worker, laid out in time before it begins: the recorded runs of
 * its tasks, at most {@value #LANES} beside each other as the real one does it, with the recorded
 * pauses between their records. Nobody who watches a demonstration waits for three minutes: no
 * pause is longer than {@value #LONGEST_PAUSE_MS} ms.
 */
final class AgentWorker {

  static final long LONGEST_PAUSE_MS = 3_000;

  private static final int LANES = 4;

  /**
   * A record that is going to be written.
   *
   * @param due when, wall clock in milliseconds
   * @param record the recorded one; number, run, times and process are still those of its recording
   * @param run the run that it belongs to, if it belongs to one
   */
  record Step(long due, String record, Run run) {}

  /** A run of a task: what is known of it once its entry is written. */
  static final class Run {
    long id;
    long startedAt;
  }

  private final List<Step> steps = new ArrayList<>();

  private AgentWorker() {}

  /**
   * The records of one run of the worker, in the order of their times.
   *
   * @param runs the recorded run of each task, in the order in which they are started; at least one
   * @param begin when it starts
   */
  static List<Step> steps(List<AgentRecording.Run> runs, long begin) {
    AgentWorker worker = new AgentWorker();
    AgentRecording.Run first = runs.get(0);
    long start = begin + pause(first.workerStart(), first.task().get(0));
    long[] freeAt = new long[LANES];
    Arrays.fill(freeAt, start);
    long end = start;
    for (AgentRecording.Run run : runs) {
      boolean started = run.task().stream().anyMatch(line -> AgentRecording.isEvent(line, "entry"));
      int lane = started ? earliest(freeAt) : 0;
      long ended = worker.add(run, started ? freeAt[lane] : start);
      if (started) {
        freeAt[lane] = ended;
      }
      String last = run.task().get(run.task().size() - 1);
      end = Math.max(end, ended + pause(last, run.workerEnd()));
    }
    worker.steps.sort(Comparator.comparingLong(Step::due));
    worker.steps.add(0, new Step(begin, first.workerStart(), new Run()));
    worker.steps.add(new Step(end, worker.told(first.workerEnd()), new Run()));
    return worker.steps;
  }

  /** Adds the records of one task and says when the last of them is due. */
  private long add(AgentRecording.Run recorded, long begin) {
    Run run = new Run();
    long due = begin;
    String before = recorded.task().get(0);
    for (String record : recorded.task()) {
      due += pause(before, record);
      steps.add(new Step(due, record, run));
      before = record;
    }
    return due;
  }

  private static int earliest(long[] freeAt) {
    int lane = 0;
    for (int other = 1; other < freeAt.length; other++) {
      lane = freeAt[other] < freeAt[lane] ? other : lane;
    }
    return lane;
  }

  private static long pause(String record, String next) {
    long recorded =
        AgentJson.number(next, "elapsedMs").orElseThrow()
            - AgentJson.number(record, "elapsedMs").orElseThrow();
    return Math.max(0, Math.min(recorded, LONGEST_PAUSE_MS));
  }

  /** The worker's last record with this run's numbers. */
  private String told(String workerEnd) {
    long ran = 0;
    long failed = 0;
    for (Step step : steps) {
      if (AgentRecording.isEvent(step.record, "exit")) {
        ran++;
        failed += AgentJson.text(step.record, "outcome").orElse("").equals("failed") ? 1 : 0;
      }
    }
    return AgentJson.replacing(
        workerEnd, "message", AgentJson.quotedInLog("ran " + ran + ", failed " + failed));
  }
}
