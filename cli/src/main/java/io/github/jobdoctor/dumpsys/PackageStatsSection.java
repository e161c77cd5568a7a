package io.github.jobdoctor.dumpsys;

import io.github.jobdoctor.job.DumpLine;
import io.github.jobdoctor.job.Durations;
import io.github.jobdoctor.job.PackageStats;
import io.github.jobdoctor.job.PackageStats.OfPackage;
import io.github.jobdoctor.job.PackageStats.Share;
import io.github.jobdoctor.job.Uid;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Reads {@code Current stats at …} and {@code Historical stats at …}, API 24 to 37. */
final class PackageStatsSection {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd-HH-mm-ss", Locale.ROOT);

  private final List<OfPackage> packages = new ArrayList<>();
  private OptionalInt maxTotal = OptionalInt.empty();
  private OptionalInt maxForeground = OptionalInt.empty();
  private Open open;

  /** A package whose numbers still come. */
  private static final class Open {
    private final Uid uid;
    private final String name;
    private final DumpLine line;
    private Share pending = Share.NONE;
    private Share active = Share.NONE;
    private Share activeTop = Share.NONE;
    private final List<String> now = new ArrayList<>();
    private final Map<String, Integer> stops = new LinkedHashMap<>();

    private Open(Uid uid, String name, DumpLine line) {
      this.uid = uid;
      this.name = name;
      this.line = line;
    }
  }

  private PackageStatsSection() {}

  static PackageStats read(SectionLines lines) throws IOException {
    return new PackageStatsSection().readAll(lines);
  }

  private PackageStats readAll(SectionLines lines) throws IOException {
    while (lines.next()) {
      String text = lines.text();
      if (!readMax(text) && !openPackage(text, lines.line()) && !readNumbers(text)) {
        lines.unread();
      }
    }
    close();
    String heading = lines.heading();
    return new PackageStats(
        heading.startsWith("Current"),
        began(heading),
        duration(heading, "(", ")"),
        duration(heading, "over ", ":"),
        maxTotal,
        maxForeground,
        packages,
        lines.headingLine());
  }

  /** {@code Current stats at 2026-03-03-14-17-31 (-7m35s729ms) over +7m35s729ms:}. */
  private static Optional<LocalDateTime> began(String heading) {
    int at = heading.indexOf(" at ");
    int end = at < 0 ? -1 : heading.indexOf(" (", at + 4);
    if (end < 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDateTime.parse(heading.substring(at + 4, end), TIME));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static Optional<Duration> duration(String heading, String before, String after) {
    int start = heading.indexOf(before);
    int end = start < 0 ? -1 : heading.indexOf(after, start + before.length());
    return end < 0
        ? Optional.empty()
        : Durations.parse(heading.substring(start + before.length(), end).strip());
  }

  /** {@code Max concurrency: 9 total, 1 foreground}. */
  private boolean readMax(String text) {
    String max = Values.after(text, "Max concurrency: ");
    if (max == null) {
      return false;
    }
    List<String> words = Values.words(max);
    if (words.size() == 4) {
      maxTotal = Values.integer(words.get(0));
      maxForeground = Values.integer(words.get(2));
    }
    return true;
  }

  /** {@code u0a123 / com.x:}; up to API 26 the numbers follow on the same line. */
  private boolean openPackage(String text, DumpLine line) {
    int slash = text.indexOf(" / ");
    int colon = slash < 0 ? -1 : text.indexOf(':', slash);
    Optional<Uid> uid = colon < 0 ? Optional.empty() : Uid.parse(text.substring(0, slash));
    if (uid.isEmpty()) {
      return false;
    }
    close();
    open = new Open(uid.get(), text.substring(slash + 3, colon), line);
    String rest = text.substring(colon + 1).strip();
    return rest.isEmpty() || readNumbers(rest);
  }

  private boolean readNumbers(String text) {
    if (open == null) {
      return false;
    }
    boolean stops = text.contains(", ") || isStops(text);
    return stops ? readStops(text) : readShares(text);
  }

  private static boolean isStops(String text) {
    List<String> words = Values.words(text);
    return words.size() == 2
        && words.get(0).endsWith("x")
        && !words.get(1).equals("pending")
        && !words.get(1).startsWith("active");
  }

  /** {@code 30% 10x pending 79% 1x active (pending) (active)}. */
  private boolean readShares(String text) {
    int percent = 0;
    int count = 0;
    for (String word : Values.words(text)) {
      if (word.endsWith("%")) {
        percent = (int) Values.leadingNumber(word).orElse(0);
      } else if (word.endsWith("x") && Values.leadingNumber(word).isPresent()) {
        count = (int) Values.leadingNumber(word).getAsLong();
      } else if (word.startsWith("(") && word.endsWith(")")) {
        open.now.add(word.substring(1, word.length() - 1));
      } else {
        Share share = new Share(percent, count);
        switch (word) {
          case "pending" -> open.pending = share;
          case "active" -> open.active = share;
          case "active-top" -> open.activeTop = share;
          default -> {
            return false;
          }
        }
        percent = 0;
        count = 0;
      }
    }
    return true;
  }

  /** {@code 1x unknown:-1, 1x canceled, 4x successful_finish}. */
  private boolean readStops(String text) {
    for (String part : text.split(", ", -1)) {
      int times = part.indexOf("x ");
      OptionalLong count =
          times < 0 ? OptionalLong.empty() : Values.number(part.substring(0, times));
      if (count.isEmpty()) {
        return false;
      }
      open.stops.merge(part.substring(times + 2).strip(), (int) count.getAsLong(), Integer::sum);
    }
    return true;
  }

  private void close() {
    if (open != null) {
      packages.add(
          new OfPackage(
              open.uid,
              open.name,
              open.pending,
              open.active,
              open.activeTop,
              open.now,
              open.stops,
              open.line));
      open = null;
    }
  }
}
