package io.github.jobdoctor.tui;

import java.time.Duration;
import java.time.Instant;

/**
 * A command that went to the device; or several in a row that were the same, as the looks of an
 * idle screen are: were they kept one by one, they would bury the orders.
 *
 * @param line as a person would type it
 * @param at when it was given, by this computer's clock; of several the last
 * @param took until its end; of several the last
 * @param ending empty when it ended with 0; else its exit code, or what went wrong
 * @param times how often it was given in a row
 * @param since when it was given first
 */
record Command(String line, Instant at, Duration took, String ending, int times, Instant since) {

  static Command once(String line, Instant at, Duration took, String ending) {
    return new Command(line, at, took, ending, 1, at);
  }

  boolean isRepeatedBy(Command next) {
    return line.equals(next.line) && ending.equals(next.ending);
  }

  /** This and one more like it. */
  Command repeated(Command next) {
    return new Command(line, next.at, next.took, ending, times + next.times, since);
  }
}
