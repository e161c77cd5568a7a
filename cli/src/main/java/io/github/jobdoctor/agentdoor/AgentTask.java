package io.github.jobdoctor.agentdoor;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A registered task ({@code agent.provider}, the method {@code tasks}).
 *
 * @param name its name
 * @param defined whether the process that answered has code for it
 * @param minimumIntervalMinutes how often it runs at most
 * @param requiresNetwork whether it is left out without a network
 * @param timeoutSeconds how long a run may take
 * @param arguments what its code is given; may be empty
 * @param registeredAt when it was registered, in milliseconds since 1970 on the device's clock
 * @param lastRunAt when its last run began; absent when there was none
 * @param lastOutcome how that ended; absent when there was none
 */
public record AgentTask(
    String name,
    boolean defined,
    long minimumIntervalMinutes,
    boolean requiresNetwork,
    long timeoutSeconds,
    String arguments,
    OptionalLong registeredAt,
    OptionalLong lastRunAt,
    Optional<String> lastOutcome) {}
