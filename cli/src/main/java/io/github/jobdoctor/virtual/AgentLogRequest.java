package io.github.jobdoctor.virtual;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileNotFoundException;
import java.net.URLDecoder;
import java.util.Optional;

/**
 * What a reader of an agent's log asks for.
 *
 * @param after newest number that the reader has, 0 for none
 * @param log id of the log that it has it from; absent when it does not care
 * @param followSeconds for how long new records are to follow, 1 to 600; 0 when they are not
 */
record AgentLogRequest(long after, Optional<String> log, long followSeconds) {

  private static final long MAX_FOLLOW_SECONDS = 600;

  /**
   * Reads what follows the authority in the URI.
   *
   * @throws FileNotFoundException in the words of the agent
   */
  static AgentLogRequest parse(String pathAndQuery) throws FileNotFoundException {
    int mark = pathAndQuery.indexOf('?');
    String path = mark < 0 ? pathAndQuery : pathAndQuery.substring(0, mark);
    String query = mark < 0 ? "" : pathAndQuery.substring(mark + 1);
    if (!path.equals("/log")) {
      throw new FileNotFoundException("there is only /log, not " + path);
    }
    return new AgentLogRequest(
        sequenceNumber(parameter(query, "after")),
        parameter(query, "log"),
        seconds(parameter(query, "follow")));
  }

  private static Optional<String> parameter(String query, String name) {
    for (String each : query.split("&", -1)) {
      if (each.startsWith(name + "=")) {
        return Optional.of(decoded(each.substring(name.length() + 1)));
      }
    }
    return Optional.empty();
  }

  private static String decoded(String value) {
    try {
      return URLDecoder.decode(value, UTF_8);
    } catch (IllegalArgumentException lonePercent) {
      return value;
    }
  }

  private static long sequenceNumber(Optional<String> after) throws FileNotFoundException {
    try {
      return Math.max(0, Long.parseLong(after.orElse("0")));
    } catch (NumberFormatException notANumber) {
      throw new FileNotFoundException("after is a sequence number, not " + after.orElse(""));
    }
  }

  private static long seconds(Optional<String> follow) throws FileNotFoundException {
    if (follow.isEmpty()) {
      return 0;
    }
    if (!follow.get().matches("\\d{1,3}")
        || Long.parseLong(follow.get()) < 1
        || Long.parseLong(follow.get()) > MAX_FOLLOW_SECONDS) {
      throw new FileNotFoundException(
          "follow is 1 to " + MAX_FOLLOW_SECONDS + " seconds, not " + follow.get());
    }
    return Long.parseLong(follow.get());
  }
}
