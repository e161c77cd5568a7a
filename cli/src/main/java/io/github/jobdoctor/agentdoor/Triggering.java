package io.github.jobdoctor.agentdoor;

import io.github.jobdoctor.agentdoor.AgentException.Reason;
import io.github.jobdoctor.agentdoor.TriggeredTask.Ending;
import io.github.jobdoctor.agentlog.LogGap;
import io.github.jobdoctor.agentlog.LogHead;
import io.github.jobdoctor.agentlog.LogListener;
import io.github.jobdoctor.agentlog.LogReader;
import io.github.jobdoctor.agentlog.LogRecord;
import io.github.jobdoctor.agentlog.LogWords;
import io.github.jobdoctor.agentlog.UnusableLogException;
import io.github.jobdoctor.device.DeviceException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One use of the test trigger: the order, and then the log until it tells what became of each task.
 */
public final class Triggering {

  /** How long one answer of the log stays open. */
  private static final Duration EACH = Duration.ofSeconds(5);

  private static final Duration POLL = Duration.ofMillis(150);

  /** A worker's last record may come before those of a queue that another order is in. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  private final Agent agent;
  private final InstantSource clock;

  /** Triggers tasks of {@code agent}. */
  public Triggering(Agent agent, InstantSource clock) {
    this.agent = agent;
    this.clock = clock;
  }

  /** All that was to be known is known; ends an answer that is still open. */
  private static final class Enough extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Enough() {
      super(null, null, false, false);
    }
  }

  /**
   * Triggers tasks and watches the log.
   *
   * @param names the tasks; none for all that are registered
   * @param limit how long to watch
   * @return what became of each task, in the order of {@code names}, or in the agent's
   * @throws AgentException when one of the names is not registered (nothing is triggered then), or
   *     the agent refused
   */
  public List<TriggeredTask> run(List<String> names, Duration limit)
      throws AgentException, DeviceException, UnusableLogException, InterruptedException {
    Watched watched = new Watched(order(names));
    LogReader reader = new LogReader(watched);
    LogPull pull = new LogPull(agent, reader);
    pull.startAfter(watched.afterSeq, Optional.empty());
    Instant end = clock.instant().plus(limit);
    Optional<DeviceException> lost = Optional.empty();
    while (!watched.isDone() && clock.instant().isBefore(end)) {
      Instant start = clock.instant();
      try {
        pull.once(Optional.of(LogFollow.lengthOfAnswer(Optional.of(end), EACH, clock)));
        lost = Optional.empty();
      } catch (Enough known) {
        lost = Optional.empty();
        break;
      } catch (DeviceException.Interrupted e) {
        throw e;
      } catch (DeviceException e) {
        // The tasks go on without the cable; their records come when it is back.
        lost = Optional.of(e);
      }
      if (Duration.between(start, clock.instant()).compareTo(POLL) < 0) {
        Thread.sleep(POLL.toMillis());
      }
    }
    if (lost.isPresent()) {
      throw lost.get();
    }
    return watched.outcomes();
  }

  /**
   * Triggers tasks and asks no further.
   *
   * @return the names, all that are registered if none were given
   */
  public List<String> start(List<String> names) throws AgentException, DeviceException {
    return List.copyOf(order(names).names());
  }

  /**
   * An order that the agent took.
   *
   * @param names the tasks
   * @param calls how many calls it took, each of which lets the worker run once
   * @param afterSeq number of the log's last record before
   */
  private record Order(List<String> names, int calls, long afterSeq) {}

  private Order order(List<String> names) throws AgentException, DeviceException {
    List<String> registered = agent.tasks().stream().map(AgentTask::name).toList();
    for (String name : names) {
      if (!registered.contains(name)) {
        throw new AgentException(
            Reason.NOT_REGISTERED,
            "No task is registered as "
                + name
                + (registered.isEmpty()
                    ? ": there is none at all."
                    : "; there are " + String.join(", ", firstOf(registered)) + "."));
      }
    }
    if (names.isEmpty()) {
      return new Order(registered, 1, trigger(Optional.empty()));
    }
    List<String> distinct = names.stream().distinct().toList();
    OptionalLong first = OptionalLong.empty();
    for (String name : distinct) {
      long after = trigger(Optional.of(name));
      first = first.isPresent() ? first : OptionalLong.of(after);
    }
    return new Order(distinct, distinct.size(), first.orElseThrow());
  }

  /** Without the number of the last record before, older runs would pass for those of the order. */
  private long trigger(Optional<String> name) throws AgentException, DeviceException {
    return agent
        .trigger(name)
        .orElseThrow(
            () ->
                new AgentException(
                    Reason.UNKNOWN_FORMAT,
                    "The agent took the order, and does not say where its log stood then (afterSeq):"
                        + " what becomes of it cannot be told."));
  }

  private static List<String> firstOf(List<String> names) {
    return names.size() <= 10 ? names : names.subList(0, 10);
  }

  /** What the log says of the tasks of one order. */
  private final class Watched implements LogListener {

    private final long afterSeq;
    private final int workers;
    private final Map<String, TriggeredTask> outcomes = new LinkedHashMap<>();
    private int workersStarted;
    private int workersEnded;
    private Optional<Instant> lastWorkerEnded = Optional.empty();
    private boolean recordsGone;
    private boolean anyHead;

    Watched(Order order) {
      afterSeq = order.afterSeq();
      workers = order.calls();
      for (String name : order.names()) {
        outcomes.put(
            name, new TriggeredTask(name, Ending.NOT_STARTED, Optional.empty(), Optional.empty()));
      }
    }

    @Override
    public void head(LogHead head, boolean anew) {
      // Another log than the one in which the order was given: somebody cleared it.
      recordsGone |= anyHead ? anew : head.lastSeq() < afterSeq;
      anyHead = true;
      endIfDone();
    }

    @Override
    public void gap(LogGap gap) {
      recordsGone |= gap.to() > afterSeq;
      endIfDone();
    }

    @Override
    public void record(LogRecord record) {
      boolean ofTrigger = record.trigger().filter(LogWords.TEST::equals).isPresent();
      if (record.seq() <= afterSeq || !ofTrigger) {
        return;
      }
      if (record.tells(LogWords.WORKER_START)) {
        workersStarted++;
      }
      // A worker that had begun before the order ends without it.
      if (record.tells(LogWords.WORKER_END) && workersEnded < workersStarted) {
        workersEnded++;
        lastWorkerEnded = Optional.of(clock.instant());
      }
      record.task().map(outcomes::get).ifPresent(known -> note(known, record));
      endIfDone();
    }

    private void endIfDone() {
      if (isDone()) {
        throw new Enough();
      }
    }

    private void note(TriggeredTask known, LogRecord record) {
      if (isFinal(known.ending()) || isOfAnEarlierRun(known, record)) {
        return;
      }
      Optional<Ending> ending =
          switch (record.event()) {
            case LogWords.ENTRY -> Optional.of(Ending.RUNNING);
            case LogWords.EXIT ->
                Optional.of(
                    record.outcome().filter(LogWords.SUCCESS::equals).isPresent()
                        ? Ending.SUCCESS
                        : Ending.FAILED);
            case LogWords.DIED -> Optional.of(Ending.DIED);
            case LogWords.SKIPPED -> Optional.of(Ending.SKIPPED);
            case LogWords.UNDEFINED -> Optional.of(Ending.UNDEFINED);
            default -> Optional.empty();
          };
      ending.ifPresent(
          now ->
              outcomes.put(
                  known.task(),
                  now == Ending.RUNNING
                      ? new TriggeredTask(known.task(), now, Optional.of(record), Optional.empty())
                      : new TriggeredTask(known.task(), now, known.entry(), Optional.of(record))));
    }

    /** A run that had begun before the order may end, or be found dead, after it. */
    private static boolean isOfAnEarlierRun(TriggeredTask known, LogRecord record) {
      boolean ends = record.tells(LogWords.EXIT) || record.tells(LogWords.DIED);
      return ends && !(known.entry().isPresent() && record.run().equals(known.entry().get().run()));
    }

    private static boolean isFinal(Ending ending) {
      return ending != Ending.NOT_STARTED && ending != Ending.RUNNING;
    }

    boolean isDone() {
      return recordsGone
          || outcomes.values().stream().allMatch(task -> isFinal(task.ending()))
          || allWorkersEnded();
    }

    private boolean allWorkersEnded() {
      return workersEnded >= workers
          && lastWorkerEnded
              .filter(moment -> moment.plus(GRACE).isBefore(clock.instant()))
              .isPresent();
    }

    List<TriggeredTask> outcomes() {
      return outcomes.values().stream().map(this::concluded).toList();
    }

    private TriggeredTask concluded(TriggeredTask task) {
      if (isFinal(task.ending())) {
        return task;
      }
      Ending ending =
          recordsGone
              ? Ending.UNKNOWN
              : task.ending() == Ending.NOT_STARTED && allWorkersEnded()
                  ? Ending.LEFT_OUT
                  : task.ending();
      return new TriggeredTask(task.task(), ending, task.entry(), task.end());
    }
  }
}
