/**
 * The agent's ring log on the host side: JSON Lines into records, records into runs, runs into
 * figures. The lines are described by the agent's package {@code agent.provider}; design/json.md
 * has their fields ({@code logRecord}).
 *
 * <p>Everything is streamed: a log of any length is read in the same memory. Floor 1, pure: it
 * imports the JDK and Jackson's streaming reader, and knows no device.
 */
package io.github.jobdoctor.agentlog;
