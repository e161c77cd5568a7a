package io.github.jobdoctor.lab;

import io.github.jobdoctor.agent.log.LogEvent;
import io.github.jobdoctor.agent.log.LogSnapshot;
import io.github.jobdoctor.agent.task.TaskLog;
import io.github.jobdoctor.agent.task.TaskResult;
import io.github.jobdoctor.agent.task.TaskRun;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The code of a story's tasks: in each worker every task does what its part says. They run beside
 * each other, as the agent runs them, but end in the order of the parts, so that a story is the
 * same every time it is told.
 */
final class Stage {

  private static final long MILLIS_OF_PATIENCE = 30_000;

  /** How a run goes. */
  enum Ending {
    /** It returns its result after its time. */
    RETURNS,
    /** It goes on until it is told to stop, and then returns its result. */
    WHEN_STOPPED,
    /** It goes on whatever it is told. */
    NEVER
  }

  /**
   * What one run does.
   *
   * @param millis how long it takes; of a run that is stopped, how long it takes from then on
   * @param result what it returns
   */
  record Part(String task, Ending ending, long millis, TaskResult result) {}

  private final StoryClock clock;
  private final Map<String, Part> parts = new HashMap<>();
  private final Map<String, Integer> places = new HashMap<>();
  private TaskLog log;
  private LogSnapshot before;
  private long start;
  private CountDownLatch arrived = new CountDownLatch(0);
  private CountDownLatch curtain = new CountDownLatch(1);

  Stage(StoryClock clock) {
    this.clock = clock;
  }

  /**
   * Prepares for the next worker.
   *
   * @param next the tasks that will be started, those that return in the order in which they do
   */
  synchronized void prepare(TaskLog log, List<Part> next) {
    this.log = log;
    before = log.snapshot();
    start = clock.unset();
    parts.clear();
    places.clear();
    for (Part part : next) {
      parts.put(part.task(), part);
      if (part.ending() == Ending.RETURNS) {
        places.put(part.task(), places.size());
      }
    }
    arrived = new CountDownLatch(next.size());
    curtain = new CountDownLatch(1);
  }

  /** The code of every task. */
  TaskResult perform(TaskRun run) throws InterruptedException {
    Part part;
    int place;
    CountDownLatch all;
    CountDownLatch end;
    synchronized (this) {
      part = parts.get(run.name());
      place = places.getOrDefault(run.name(), -1);
      all = arrived;
      end = curtain;
    }
    if (part == null) {
      throw new IllegalStateException("the story has no part for " + run.name());
    }
    CountDownLatch stopped = new CountDownLatch(1);
    if (part.ending() == Ending.WHEN_STOPPED) {
      run.onStop(stopped::countDown);
    }
    all.countDown();
    switch (part.ending()) {
      case RETURNS -> {
        all.await(); // All entries are written before the clock moves.
        awaitExits(place);
        clock.goTo(start + part.millis());
      }
      case WHEN_STOPPED -> {
        stopped.await();
        clock.advance(part.millis());
      }
      case NEVER -> end.await();
    }
    return part.result();
  }

  /** Waits until all that return have done so. */
  void awaitReturns() throws InterruptedException {
    arrived.await(MILLIS_OF_PATIENCE, TimeUnit.MILLISECONDS);
    awaitExits(places.size());
  }

  /** Lets the threads of runs that never end go home; their process is gone. */
  void lowerCurtain() {
    curtain.countDown();
  }

  private void awaitExits(int wanted) throws InterruptedException {
    LogSnapshot seen = before;
    AtomicInteger exits = new AtomicInteger();
    while (exits.get() < wanted) {
      long from = seen.lastSeq();
      Optional<LogSnapshot> next = log.awaitBeyond(seen, MILLIS_OF_PATIENCE);
      if (!next.isPresent() || next.get().lastSeq() == from) {
        throw new IllegalStateException("only " + exits + " runs ended, not " + wanted);
      }
      next.get()
          .forEachAfter(from, record -> exits.addAndGet(record.event() == LogEvent.EXIT ? 1 : 0));
      seen = next.get();
    }
  }
}
