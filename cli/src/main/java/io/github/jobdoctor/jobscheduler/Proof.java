package io.github.jobdoctor.jobscheduler;

/**
 * One thing that was seen, and that an outcome rests on.
 *
 * @param source who said it: {@code jobscheduler} (an answer of its shell command, or a line of the
 *     dump), {@code history} (a line of its job history), {@code logcat} (a line that WorkManager
 *     logged) or {@code agent} (a record of the agent's log)
 * @param text what it said, in its words
 */
public record Proof(String source, String text) {}
