package io.github.jobdoctor.command;

import io.github.jobdoctor.conditions.Interruption;
import io.github.jobdoctor.jobscheduler.Ticker;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The surroundings of a run: nothing else of the process is touched, so that tests can give their
 * own.
 *
 * @param in standard input
 * @param out standard output, for results
 * @param err standard error, for everything else
 * @param environment environment variables
 * @param folder where relative file names start
 * @param columns width of the terminal that standard output is; absent when it is none
 * @param ticker the clock for waiting
 * @param interruption what is done before the program is ended from outside
 * @param programFolder where the program's jar lies; absent when it does not run from one
 */
public record Host(
    InputStream in,
    OutputStream out,
    OutputStream err,
    Map<String, String> environment,
    Path folder,
    OptionalInt columns,
    Ticker ticker,
    Interruption interruption,
    Optional<Path> programFolder) {

  /** A variable that is set and not empty. */
  boolean has(String variable) {
    return !environment.getOrDefault(variable, "").isEmpty();
  }
}
