package io.github.jobdoctor.source;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lines that dumpsys and dumpstate put around each service, at column 0.
 *
 * <pre>
 * ------ DUMPSYS NORMAL (/system/bin/dumpsys) ------          in a bug report
 * -------------------------------------------------------------------------------
 * DUMP OF SERVICE HIGH jobscheduler:                          "HIGH" or "CRITICAL", or neither
 * …
 * --------- 0.012s was the duration of dumpsys jobscheduler, ending at: 2026-05-03 16:24:39
 * </pre>
 *
 * The duration stands there since Android 8.
 */
final class Frames {

  /** A longer line is no frame. */
  static final int LONGEST = 512;

  static final byte[] HEADER = bytes("DUMP OF SERVICE ");
  static final byte[] RULE = bytes("-".repeat(60));

  /** What each part of a bug report begins and ends with, where it is no service. */
  static final byte[] PART = bytes("------ ");

  static final byte[] PROPERTIES = bytes("------ SYSTEM PROPERTIES");

  private static final Pattern HEADER_LINE =
      Pattern.compile("DUMP OF SERVICE (?:[A-Z]+ )?([\\w.:/@-]+):\\s*");

  private static final Pattern DURATION_LINE =
      Pattern.compile("-{5,} [\\d.,]+s was the duration of dumpsys ([\\w.:/@-]+?)(?:,.*)?");

  private Frames() {}

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The service whose dump follows the line; absent when it is another line. */
  static Optional<String> header(String line) {
    return service(HEADER_LINE, line);
  }

  /** The service whose dump ends before the line; absent when it is another line. */
  static Optional<String> duration(String line) {
    return service(DURATION_LINE, line);
  }

  private static Optional<String> service(Pattern pattern, String line) {
    Matcher matcher = pattern.matcher(line);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
