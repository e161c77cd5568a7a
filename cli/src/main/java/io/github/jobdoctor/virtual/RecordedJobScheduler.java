package io.github.jobdoctor.virtual;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.OptionalInt;

/**
 * A job scheduler that answers from a recording and remembers what it was told: a job that is run
 * shows as running, then in the history, and is gone or waits for its next window.
 */
final class RecordedJobScheduler implements AndroidService {

  private final int apiLevel;
  private final Recording recording;
  private final InstantSource clock;
  private final Duration runTime;
  private final VirtualConditions conditions;
  private JobBoard board;

  /**
   * @param apiLevel whose words and rules it uses, 24 to 37
   * @param clock the present
   * @param runTime how long a started job runs
   * @param conditions what its jobs depend on
   */
  RecordedJobScheduler(
      int apiLevel,
      Recording recording,
      InstantSource clock,
      Duration runTime,
      VirtualConditions conditions) {
    this.apiLevel = apiLevel;
    this.recording = recording;
    this.clock = clock;
    this.runTime = runTime;
    this.conditions = conditions;
  }

  @Override
  public synchronized int dump(Program.Invocation invocation) throws IOException {
    OptionalInt appId = OptionalInt.empty();
    for (String argument : invocation.arguments()) {
      if (argument.equals("-h")) {
        invocation.print(recording.text("dumpsys-jobscheduler-help.txt"));
        return 0;
      }
      if (argument.equals("-a")) {
        continue;
      }
      if (argument.startsWith("-")) {
        invocation.print("Unknown option: " + argument + "\n");
        return 0;
      }
      appId = board(now()).appId(argument);
      if (appId.isEmpty()) {
        invocation.print("Invalid package: " + argument + "\n");
        return 0;
      }
      // What follows the package is not read.
      break;
    }
    Instant now = now();
    invocation.print(new DumpWriter(apiLevel, board(now), now, appId).text());
    return 0;
  }

  @Override
  public synchronized int command(Program.Invocation invocation) throws IOException {
    Instant now = now();
    List<String> arguments = invocation.arguments();
    if (arguments.isEmpty() || List.of("help", "-h").contains(arguments.get(0))) {
      invocation.print(recording.text("cmd-jobscheduler-help.txt"));
      return -1;
    }
    return new JobSchedulerShell(apiLevel, board(now), now).run(invocation);
  }

  /** Answers {@code logcat}, of which a job scheduler's demonstration needs a few lines only. */
  synchronized int logcat(Program.Invocation invocation) throws IOException {
    return board(now()).log().print(invocation);
  }

  /** Android counts in milliseconds; finer parts would show as differences of one. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private JobBoard board(Instant now) {
    if (board == null) {
      String dump = recording.text("dumpsys-jobscheduler.txt");
      board = new JobBoard(apiLevel, RecordedDump.parse(dump), runTime, now);
    }
    board.advanceTo(now);
    if (conditions.touched()) {
      board.adapt(new JobConditions(apiLevel, conditions.recorded(), conditions.now()), now);
    }
    return board;
  }
}
