package io.github.jobdoctor.tui;

import io.github.jobdoctor.agentdoor.Agent;
import io.github.jobdoctor.device.DeviceEntry;
import io.github.jobdoctor.job.JobKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What came from outside so far.
 *
 * @param serial the device, or the file
 * @param polled the last look at the scheduler; absent before the first
 * @param trouble why the device cannot be asked now; absent while it can
 * @param moves how jobs moved, oldest first, the last thousand
 * @param devices the devices that adb lists; empty until asked
 * @param commands the commands that were given, oldest first, the last thousand; those in a row
 *     that were the same count as one
 * @param log the agent's log
 * @param agentApp the app whose agent's log that is: the agent's own, unless another was chosen
 * @param conditions what this screen has put in force on the device
 */
record Feed(
    String serial,
    Optional<Polled> polled,
    Optional<String> trouble,
    List<Polled.Move> moves,
    List<DeviceEntry> devices,
    List<Command> commands,
    LogTail log,
    String agentApp,
    List<String> conditions) {

  private static final int KEPT = 1_000;

  /** Copies the lists. */
  Feed {
    moves = List.copyOf(moves);
    devices = List.copyOf(devices);
    commands = List.copyOf(commands);
    conditions = List.copyOf(conditions);
  }

  static Feed of(String serial, List<DeviceEntry> devices, List<Command> commands) {
    return new Feed(
        serial,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        devices,
        commands,
        LogTail.NONE,
        Agent.APK_PACKAGE,
        List.of());
  }

  Feed with(Polled look) {
    return new Feed(
        serial,
        Optional.of(look),
        Optional.empty(),
        ending(moves, look.moves()),
        devices,
        commands,
        log,
        agentApp,
        conditions);
  }

  Feed troubled(String why) {
    return new Feed(
        serial, polled, Optional.of(why), moves, devices, commands, log, agentApp, conditions);
  }

  Feed with(List<DeviceEntry> entries) {
    return new Feed(serial, polled, trouble, moves, entries, commands, log, agentApp, conditions);
  }

  Feed with(Command command) {
    return new Feed(
        serial, polled, trouble, moves, devices, given(command), log, agentApp, conditions);
  }

  private List<Command> given(Command command) {
    int last = commands.size() - 1;
    if (last < 0 || !commands.get(last).isRepeatedBy(command)) {
      return ending(commands, List.of(command));
    }
    List<Command> all = new ArrayList<>(commands);
    all.set(last, commands.get(last).repeated(command));
    return all;
  }

  Feed with(LogTail tail) {
    return new Feed(serial, polled, trouble, moves, devices, commands, tail, agentApp, conditions);
  }

  /** The log of another app's agent is looked at from now on; nothing is known of it yet. */
  Feed ofAgentIn(String packageName) {
    return new Feed(
        serial, polled, trouble, moves, devices, commands, LogTail.NONE, packageName, conditions);
  }

  Feed inForce(List<String> now) {
    return new Feed(serial, polled, trouble, moves, devices, commands, log, agentApp, now);
  }

  List<Polled.Move> movesOf(JobKey key) {
    return moves.stream().filter(move -> move.job().equals(key)).toList();
  }

  private static <T> List<T> ending(List<T> old, List<T> more) {
    List<T> all = new ArrayList<>(old);
    all.addAll(more);
    return all.size() <= KEPT ? all : all.subList(all.size() - KEPT, all.size());
  }
}
