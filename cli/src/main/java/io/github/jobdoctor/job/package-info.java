/**
 * Android's background jobs as plain values, in Android's own words. Floor 0: JDK only, no other
 * room.
 *
 * <p>Times that a dump prints relative to its own clock are {@link java.time.Duration}s: negative
 * is past. What a dump does not say is absent (an empty {@code Optional}), never a made-up value.
 */
package io.github.jobdoctor.job;
