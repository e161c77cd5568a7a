package io.github.jobdoctor.dumpsys;

import io.github.jobdoctor.job.Concurrency;
import io.github.jobdoctor.job.Concurrency.PackageLoad;
import io.github.jobdoctor.job.Concurrency.Setting;
import io.github.jobdoctor.job.Concurrency.WorkCounts;
import io.github.jobdoctor.job.DumpLine;
import io.github.jobdoctor.job.Fact;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Reads {@code Concurrency:}, API 29 to 37, and {@code mMaxActiveJobs=} of API 24 to 28. */
final class ConcurrencySection {

  private Optional<Fact<Integer>> maxActive = Optional.empty();
  private final List<Setting> configuration = new ArrayList<>();
  private Optional<Fact<Boolean>> screenOn = Optional.empty();
  private Optional<Fact<Boolean>> screenOnEffective = Optional.empty();
  private Optional<Fact<Duration>> lastOn = Optional.empty();
  private Optional<Fact<Duration>> lastOff = Optional.empty();
  private Optional<WorkCounts> counts = Optional.empty();
  private Optional<Fact<Integer>> memoryLevel = Optional.empty();
  private final List<PackageLoad> packages = new ArrayList<>();
  private boolean any;

  void readMaxActive(String value, DumpLine line) {
    maxActive = Values.integer(value, line);
    any = true;
  }

  void read(SectionLines lines) throws IOException {
    any = true;
    while (lines.next()) {
      String text = lines.text();
      int equals = text.indexOf('=');
      if (equals > 0 && text.startsWith("concurrency_")) {
        configuration.add(
            new Setting(text.substring(0, equals), text.substring(equals + 1), lines.line()));
      } else if (text.startsWith("PackageStats{")) {
        readPackage(lines);
      } else if (text.startsWith("Config={tot=")) {
        counts = oldCounts(text, lines.line());
      } else if (text.startsWith("Current work counts: ")) {
        counts = counts(text, lines.line());
      } else if (!readSingle(text, lines.line()) && !isKnown(text)) {
        lines.unread();
      }
    }
  }

  /** The section; absent when nothing of it was there. */
  Optional<Concurrency> concurrency() {
    return any
        ? Optional.of(
            new Concurrency(
                maxActive,
                configuration,
                screenOn,
                screenOnEffective,
                lastOn,
                lastOff,
                counts,
                memoryLevel,
                packages))
        : Optional.empty();
  }

  private static boolean isKnown(String text) {
    return text.endsWith(":")
        || text.startsWith("User Grace Period: ")
        || text.contains(": count="); // statistics of the scheduler's own speed
  }

  private boolean readSingle(String text, DumpLine line) {
    if (text.startsWith("Screen state: ")) {
      List<String> words = Values.words(text);
      int current = words.indexOf("current") + 1;
      int effective = words.indexOf("effective") + 1;
      screenOn = onOff(words, current, line);
      screenOnEffective = onOff(words, effective, line);
    } else if (text.startsWith("Last screen ON")) {
      lastOn = inParentheses(text, line);
    } else if (text.startsWith("Last screen OFF")) {
      lastOff = inParentheses(text, line);
    } else if (text.startsWith("mLastMemoryTrimLevel: ")) {
      memoryLevel = Values.integer(text.substring("mLastMemoryTrimLevel: ".length()), line);
    } else {
      return false;
    }
    return true;
  }

  private static Optional<Fact<Boolean>> onOff(List<String> words, int at, DumpLine line) {
    return at > 0 && at < words.size()
        ? Optional.of(new Fact<>(words.get(at).equals("ON"), line))
        : Optional.empty();
  }

  /** {@code Last screen ON: 2026-03-03 14:17:31.334 (-7m35s729ms)}. */
  private static Optional<Fact<Duration>> inParentheses(String text, DumpLine line) {
    int open = text.lastIndexOf('(');
    return open > 0 && text.endsWith(")")
        ? Values.duration(text.substring(open + 1, text.length() - 1), line)
        : Optional.empty();
  }

  /**
   * {@code Current work counts: Config={tot=12 mins={1=4, …} maxs={…}}, act res={…}, Pending={…},
   * Running={…}, Staged={}, # unspecialized remaining=3}.
   */
  private static Optional<WorkCounts> counts(String text, DumpLine line) {
    Map<String, String> mins = map(text, "mins=");
    return Optional.of(
        new WorkCounts(
            numberAfter(text, "tot="),
            named(mins, mins),
            named(map(text, "maxs="), mins),
            named(map(text, "act res="), mins),
            named(map(text, "Pending="), mins),
            named(map(text, "Running="), mins),
            numberAfter(text, "# unspecialized remaining="),
            line));
  }

  /**
   * {@code Config={tot=8 bg min/max=2/6} Running[FG/BG (total)]: 0 / 6 (6) Pending: 1 / 41 (42)
   * Actual max: 1 / 6 (7) Res BG: 2 …}.
   */
  private static Optional<WorkCounts> oldCounts(String text, DumpLine line) {
    Map<String, Integer> minimums = new LinkedHashMap<>();
    Map<String, Integer> maximums = new LinkedHashMap<>();
    OptionalInt minimum = numberAfter(text, "bg min/max=");
    int slash = text.indexOf('/', text.indexOf("bg min/max=") + "bg min/max=".length());
    minimum.ifPresent(number -> minimums.put("BG", number));
    if (slash > 0) {
      Values.leadingNumber(text.substring(slash + 1))
          .ifPresent(number -> maximums.put("BG", (int) number));
    }
    Map<String, Integer> reserved = new LinkedHashMap<>();
    numberAfter(text, "Res BG: ").ifPresent(number -> reserved.put("BG", number));
    return Optional.of(
        new WorkCounts(
            numberAfter(text, "tot="),
            minimums,
            maximums,
            reserved,
            foregroundAndBackground(text, "Pending: "),
            foregroundAndBackground(text, "(total)]: "),
            OptionalInt.empty(),
            line));
  }

  private static Map<String, Integer> foregroundAndBackground(String text, String label) {
    Map<String, Integer> map = new LinkedHashMap<>();
    int start = text.indexOf(label);
    int slash = start < 0 ? -1 : text.indexOf(" / ", start);
    if (slash > 0) {
      numberAfter(text, label).ifPresent(number -> map.put("FG", number));
      Values.leadingNumber(text.substring(slash + 3))
          .ifPresent(number -> map.put("BG", (int) number));
    }
    return map;
  }

  private static OptionalInt numberAfter(String text, String label) {
    int start = text.indexOf(label);
    OptionalLong number =
        start < 0
            ? OptionalLong.empty()
            : Values.leadingNumber(text.substring(start + label.length()));
    return number.isPresent() ? OptionalInt.of((int) number.getAsLong()) : OptionalInt.empty();
  }

  private static Map<String, String> map(String text, String label) {
    int start = text.indexOf(label + "{");
    int end = start < 0 ? -1 : text.indexOf('}', start);
    return end < 0 ? Map.of() : Values.pairs(text.substring(start + label.length(), end + 1));
  }

  /** The types of work by name: the bits from 4 on got another meaning with API 34. */
  private static Map<String, Integer> named(Map<String, String> map, Map<String, String> types) {
    boolean newer = types.containsKey("64");
    Map<String, Integer> named = new LinkedHashMap<>();
    map.forEach(
        (bit, count) -> {
          String name =
              switch (bit) {
                case "1" -> "TOP";
                case "2" -> "FGS";
                case "4" -> newer ? "UI" : "EJ";
                case "8" -> newer ? "EJ" : "BG";
                case "16" -> newer ? "BG" : "BGUSER_IMPORTANT";
                case "32" -> newer ? "BGUSER_IMPORTANT" : "BGUSER";
                case "64" -> "BGUSER";
                default -> bit;
              };
          Values.integer(count).ifPresent(number -> named.put(name, number));
        });
    return named;
  }

  /** {@code PackageStats{0-com.x#runEJ=0 #runReg=2 #stagedEJ=0 #stagedReg=0 }}. */
  private void readPackage(SectionLines lines) {
    String text = lines.text();
    int dash = text.indexOf('-');
    int hash = text.indexOf('#');
    OptionalInt user =
        dash < 0 || hash < dash
            ? OptionalInt.empty()
            : Values.integer(text.substring("PackageStats{".length(), dash));
    if (user.isEmpty()) {
      lines.unread();
      return;
    }
    packages.add(
        new PackageLoad(
            user.getAsInt(),
            text.substring(dash + 1, hash),
            numberAfter(text, "#runEJ=").orElse(0),
            numberAfter(text, "#runReg=").orElse(0),
            numberAfter(text, "#stagedEJ=").orElse(0),
            numberAfter(text, "#stagedReg=").orElse(0),
            lines.line()));
  }
}
