package io.github.jobdoctor.dumpsys;

import io.github.jobdoctor.job.Constants;
import io.github.jobdoctor.job.DumpLine;
import io.github.jobdoctor.job.Fact;
import io.github.jobdoctor.job.SchedulerState.Heartbeat;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads {@code Settings:}, and the clock of app standby, which stands in it. */
final class ConstantsSection {

  private final Map<String, Fact<String>> constants = new LinkedHashMap<>();
  private final Map<String, Fact<Integer>> next = new LinkedHashMap<>();
  private Optional<Fact<Integer>> current = Optional.empty();
  private Optional<Fact<Duration>> lastBeat = Optional.empty();
  private Optional<Fact<Duration>> nextBeat = Optional.empty();

  /** Reads the section. What it says of the device goes to {@code device}. */
  void read(SectionLines lines, DeviceFacts device) throws IOException {
    boolean heartbeat = false;
    while (lines.next()) {
      String text = lines.text();
      int equals = text.indexOf('=');
      if (equals > 0 && isKey(text, equals)) {
        constants.putIfAbsent(
            text.substring(0, equals), new Fact<>(text.substring(equals + 1), lines.line()));
      } else if (text.equals("Heartbeat:")) {
        heartbeat = true;
      } else if (!(heartbeat && readHeartbeat(text, lines.line()))
          && !device.read(text, lines.line())
          && !isSubHeading(text)) {
        lines.unread();
      }
    }
  }

  Constants constants() {
    return new Constants(constants);
  }

  Optional<Heartbeat> heartbeat() {
    return current.map(beat -> new Heartbeat(beat, next, lastBeat, nextBeat));
  }

  private boolean readHeartbeat(String text, DumpLine line) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      return text.equals("Next");
    }
    String value = text.substring(colon + 1).strip();
    switch (text.substring(0, colon)) {
      case "Current" -> current = Values.integer(value, line);
      case "Last heartbeat" -> lastBeat = Values.duration(value, line);
      case "Next heartbeat" -> nextBeat = Values.duration(value, line);
      case "ACTIVE", "WORKING", "FREQUENT", "RARE" -> {
        Optional<Fact<Integer>> beat = Values.integer(value, line);
        beat.ifPresent(number -> next.put(text.substring(0, colon), number));
        return beat.isPresent();
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private static boolean isKey(String text, int end) {
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      if (!Character.isLetterOrDigit(c) && c != '_' && c != '.') {
        return false;
      }
    }
    return true;
  }

  private static boolean isSubHeading(String text) {
    return text.endsWith(":") && text.indexOf(' ') < 0;
  }
}
