/**
 * Questions and orders to the agent on a device, through the content provider that is its door
 * ({@code agent.provider} in {@code device-agent/sdk} has the contract): what it says of itself,
 * its tasks, its log, and what became of a trigger.
 *
 * <p>What a call answered is not what happened: the outcome of a run comes from the log. Floor 2:
 * it may import {@code device} and {@code agentlog}; Jackson reads the answers.
 */
package io.github.jobdoctor.agentdoor;
