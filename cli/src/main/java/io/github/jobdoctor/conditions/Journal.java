package io.github.jobdoctor.conditions;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What was changed on a device, and how it was before: all that is needed to put it back, by whom
 * and from wherever. One text, the same on this computer and on the device; words behind the first
 * are encoded as in a URL, so a line stays a line:
 *
 * <pre>
 * jobdoctor conditions 1
 * id 5f0c…                          the same in both places
 * device emulator-5554
 * host laptop                       whose process
 * pid 4711
 * begun 1762440000123               when that process began, as pids are used again
 * since 2026-11-06T14:40:00Z
 * condition bucket=com.x:rare       in the order in which they were set
 * user 10                           only where one was named
 * was bucket 10                     the state before, one value a line
 * …
 * end                               without it the text was cut off
 * </pre>
 *
 * @param id names this journal
 * @param serial the device, as adb listed it
 * @param host the computer's name; only for people
 * @param pid the process
 * @param begun when the process began, in milliseconds since 1970; 0 when unknown
 * @param since when the conditions were set
 * @param entries in the order in which they were set
 */
public record Journal(
    String id,
    String serial,
    String host,
    long pid,
    long begun,
    Instant since,
    List<Entry> entries) {

  private static final String HEADING = "jobdoctor conditions 1";
  private static final String END = "end";

  /** Copies the list. */
  public Journal {
    entries = List.copyOf(entries);
  }

  /**
   * One condition.
   *
   * @param condition what was set
   * @param was how it was before
   */
  public record Entry(Condition condition, State was) {}

  /** The conditions, as they are typed. */
  public String conditions() {
    return entries.stream()
        .map(entry -> entry.condition().text())
        .collect(Collectors.joining(", "));
  }

  String text() {
    StringBuilder text = new StringBuilder(HEADING).append('\n');
    line(text, "id", id);
    line(text, "device", serial);
    line(text, "host", host);
    line(text, "pid", Long.toString(pid));
    line(text, "begun", Long.toString(begun));
    line(text, "since", since.toString());
    for (Entry entry : entries) {
      line(text, "condition", entry.condition().text());
      entry.condition().userId().ifPresent(user -> line(text, "user", Integer.toString(user)));
      entry.was().values().forEach((name, value) -> line(text, "was " + name, value));
    }
    return text.append(END).append('\n').toString();
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(name)
        .append(' ')
        .append(URLEncoder.encode(value, StandardCharsets.UTF_8))
        .append('\n');
  }

  /**
   * Reads a journal; absent when it was cut off. Then it was being written, which comes before the
   * first change.
   *
   * @throws IllegalArgumentException when it is whole, and not understood
   */
  static Optional<Journal> parse(String text) {
    List<String> lines = text.lines().toList();
    if (lines.isEmpty() || !lines.get(lines.size() - 1).equals(END)) {
      return Optional.empty();
    }
    if (!lines.get(0).equals(HEADING)) {
      throw new IllegalArgumentException("it is of another version of jobdoctor");
    }
    Map<String, String> head = new TreeMap<>();
    List<Entry> entries = new ArrayList<>();
    int at = 1;
    while (!name(lines.get(at)).equals("condition") && at < lines.size() - 1) {
      head.put(name(lines.get(at)), value(lines.get(at)));
      at++;
    }
    while (at < lines.size() - 1) {
      String condition = value(lines.get(at++));
      OptionalInt user = OptionalInt.empty();
      Map<String, String> was = new TreeMap<>();
      while (at < lines.size() - 1 && !name(lines.get(at)).equals("condition")) {
        String line = lines.get(at++);
        if (name(line).equals("user")) {
          user = OptionalInt.of(Integer.parseInt(value(line)));
        } else if (name(line).startsWith("was ")) {
          was.put(name(line).substring("was ".length()), value(line));
        }
      }
      entries.add(new Entry(Condition.parse(condition, user), new State(was)));
    }
    try {
      return Optional.of(
          new Journal(
              head.getOrDefault("id", ""),
              head.getOrDefault("device", ""),
              head.getOrDefault("host", ""),
              Long.parseLong(head.getOrDefault("pid", "0")),
              Long.parseLong(head.getOrDefault("begun", "0")),
              Instant.parse(head.getOrDefault("since", "")),
              entries));
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("it does not say since when", e);
    }
  }

  private static String name(String line) {
    int space = line.lastIndexOf(' ');
    return space < 0 ? line : line.substring(0, space);
  }

  private static String value(String line) {
    int space = line.lastIndexOf(' ');
    return space < 0 ? "" : URLDecoder.decode(line.substring(space + 1), StandardCharsets.UTF_8);
  }

  /** Whether its process still runs; only of use on the computer that wrote it. */
  boolean processRuns() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(
            process ->
                begun == 0
                    || process
                        .info()
                        .startInstant()
                        .map(start -> Math.abs(start.toEpochMilli() - begun) < 2_000)
                        .orElse(true))
        .isPresent();
  }
}
