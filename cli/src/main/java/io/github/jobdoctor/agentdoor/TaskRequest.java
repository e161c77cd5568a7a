package io.github.jobdoctor.agentdoor;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How a task shall be registered; what is absent the agent decides.
 *
 * @param minimumIntervalMinutes how often it may run at most
 * @param requiresNetwork whether it is left out without a network
 * @param timeoutSeconds how long a run may take
 * @param arguments what its code is given
 */
public record TaskRequest(
    OptionalLong minimumIntervalMinutes,
    Optional<Boolean> requiresNetwork,
    OptionalInt timeoutSeconds,
    Optional<String> arguments) {

  /** The agent decides everything. */
  public static final TaskRequest DEFAULT =
      new TaskRequest(
          OptionalLong.empty(), Optional.empty(), OptionalInt.empty(), Optional.empty());
}
