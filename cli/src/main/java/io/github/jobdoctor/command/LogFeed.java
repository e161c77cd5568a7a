package io.github.jobdoctor.command;

import io.github.jobdoctor.agentdoor.Agent;
import io.github.jobdoctor.agentdoor.LogPull;
import io.github.jobdoctor.agentlog.LogGap;
import io.github.jobdoctor.agentlog.LogReader;
import io.github.jobdoctor.agentlog.UnusableLogException;
import io.github.jobdoctor.device.Device;
import io.github.jobdoctor.device.DeviceException;
import io.github.jobdoctor.source.SavedText;
import io.github.jobdoctor.source.SourceInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a log comes from: the agent on a device, or a file.
 *
 * @param source the device or file
 * @param agent the agent on the device; absent for a file
 * @param pull brings the log into a reader, and tells what did not come
 */
record LogFeed(SourceInfo source, Optional<Agent> agent, Pull pull) {

  /** Brings a log into a reader. */
  @FunctionalInterface
  interface Pull {
    /** Reads all there is; what is missing at the end is returned. */
    Optional<LogGap> into(LogReader reader) throws Exception;
  }

  /**
   * The logs that the options name.
   *
   * @param after only what is newer than this number is pulled from a device; 0 for all
   */
  static List<LogFeed> of(Session session, Sources sources, AgentOptions options, long after)
      throws DeviceException, WrongUsageException {
    Optional<String> from = session.options().from;
    if (from.isPresent()) {
      return List.of(
          new LogFeed(
              SourceInfo.ofFile(from.get()),
              Optional.empty(),
              reader ->
                  SavedText.<Optional<LogGap>, UnusableLogException>read(
                      from.get(),
                      session.host().folder(),
                      session.host().in(),
                      text -> {
                        reader.read(text);
                        return reader.cutOff();
                      })));
    }
    List<LogFeed> feeds = new ArrayList<>();
    for (String serial : sources.chosenSerials()) {
      Device device = sources.device(serial);
      feeds.add(
          ofAgent(
              SourceInfo.ofSerial(serial, sources.kind()),
              options.on(device, sources.pullTimeout()),
              after,
              Optional.empty()));
    }
    return feeds;
  }

  /**
   * What an agent's log has that is newer than a number.
   *
   * @param log the log that the number belongs to; absent when that is not known
   */
  static LogFeed ofAgent(SourceInfo source, Agent agent, long after, Optional<String> log) {
    return new LogFeed(
        source,
        Optional.of(agent),
        reader -> {
          LogPull pull = new LogPull(agent, reader);
          pull.startAfter(after, log);
          return pull.pull();
        });
  }
}
