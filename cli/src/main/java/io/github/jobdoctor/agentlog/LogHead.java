package io.github.jobdoctor.agentlog;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * The first line of a log: which log it is, and what of it follows.
 *
 * @param agent version of the agent that wrote the lines
 * @param packageName the app whose log it is; absent when the line does not say
 * @param log the log's id; another id is another log, whose numbers start anew
 * @param after the number after which the records were asked for; 0 for all
 * @param firstSeq number of the oldest record in the log; 0 when the log is empty
 * @param lastSeq number of the newest record when the lines were written; 0 when the log is empty
 * @param created when the log was made, in milliseconds since 1970 (UTC); absent when not said
 * @param capacity size of the ring in bytes; absent when not said
 * @param origin how the log came to be what it is, such as {@code continued}; absent when not said
 * @param originReason why, for people; absent when there is nothing to say
 * @param wallTime the device's clock when the lines were written, in milliseconds since 1970 (UTC);
 *     absent when not said
 * @param elapsedMs milliseconds since the device's boot at that moment; absent when not said
 */
public record LogHead(
    String agent,
    Optional<String> packageName,
    String log,
    long after,
    long firstSeq,
    long lastSeq,
    OptionalLong created,
    OptionalLong capacity,
    Optional<String> origin,
    Optional<String> originReason,
    OptionalLong wallTime,
    OptionalLong elapsedMs) {

  /** The format's name, which stands in the line. */
  public static final String FORMAT = "jobdoctor-log";

  /** The one version of the lines that this program reads. */
  public static final int VERSION = 1;
}
