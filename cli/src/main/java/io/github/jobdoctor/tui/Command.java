package io.github.jobdoctor.tui;

import java.time.Duration;
import java.time.Instant;

/**
 * A command that went to the device.
 *
 * @param line as a person would type it
 * @param at when it was given, by this computer's clock
 * @param took until its end
 * @param ending empty when it ended with 0; else its exit code, or what went wrong
 */
record Command(String line, Instant at, Duration took, String ending) {}
