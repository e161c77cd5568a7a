package io.github.jobdoctor.dumpsys;

import io.github.jobdoctor.job.DumpLine;
import io.github.jobdoctor.job.Durations;
import io.github.jobdoctor.job.Fact;
import io.github.jobdoctor.job.Uid;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Values as the sections of a dump print them. What is none gives nothing. */
final class Values {

  private Values() {}

  /**
   * What follows {@code label}, stripped; {@code null} when the text begins with something else.
   */
  static String after(String text, String label) {
    return text.startsWith(label) ? text.substring(label.length()).strip() : null;
  }

  /** {@code true} or {@code false}. */
  static Optional<Boolean> bool(String text) {
    return switch (text) {
      case "true" -> Optional.of(true);
      case "false" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  /** The same, with its line. */
  static Optional<Fact<Boolean>> bool(String text, DumpLine line) {
    return bool(text).map(value -> new Fact<>(value, line));
  }

  /** A decimal number; digits of any script. */
  static OptionalLong number(String text) {
    if (text.isEmpty() || text.length() > 20) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(text));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  /** A decimal number of 32 bits. */
  static OptionalInt integer(String text) {
    OptionalLong number = number(text);
    return number.isPresent() && number.getAsLong() == (int) number.getAsLong()
        ? OptionalInt.of((int) number.getAsLong())
        : OptionalInt.empty();
  }

  /** The same, with its line. */
  static Optional<Fact<Integer>> integer(String text, DumpLine line) {
    OptionalInt number = integer(text);
    return number.isPresent() ? Optional.of(new Fact<>(number.getAsInt(), line)) : Optional.empty();
  }

  /** A duration with its line. */
  static Optional<Fact<Duration>> duration(String text, DumpLine line) {
    return Durations.parse(text).map(value -> new Fact<>(value, line));
  }

  /** The number at the start of a text, such as the 5 of {@code 5ms} or {@code 5 jobs}. */
  static OptionalLong leadingNumber(String text) {
    int end = text.startsWith("-") ? 1 : 0;
    while (end < text.length() && Character.isDigit(text.charAt(end))) {
      end++;
    }
    return number(text.substring(0, end));
  }

  /** The words of a text that spaces or commas separate; without the brackets around all. */
  static List<String> words(String text) {
    String list = text;
    if (list.length() >= 2 && "[{".indexOf(list.charAt(0)) >= 0) {
      list = list.substring(1, list.length() - 1);
    }
    List<String> words = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= list.length(); i++) {
      if (i == list.length() || list.charAt(i) == ' ' || list.charAt(i) == ',') {
        if (i > start) {
          words.add(list.substring(start, i));
        }
        start = i + 1;
      }
    }
    return words;
  }

  /** Numbers as in {@code [0, 10]}; absent when one of them is none. */
  static Optional<List<Integer>> integers(String text) {
    List<Integer> numbers = new ArrayList<>();
    for (String word : words(text)) {
      OptionalInt number = integer(word);
      if (number.isEmpty()) {
        return Optional.empty();
      }
      numbers.add(number.getAsInt());
    }
    return Optional.of(List.copyOf(numbers));
  }

  /** Whether these are numbers as in {@code 284400101, 284400102}; moments may be long ones. */
  static boolean areNumbers(String text) {
    for (String word : words(text)) {
      if (number(word).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /** Uids as in {@code u0a1, u0a2} or {@code [10001]}; absent when one of them is none. */
  static Optional<List<Uid>> uids(String text) {
    List<Uid> uids = new ArrayList<>();
    for (String word : words(text)) {
      Optional<Uid> uid = Uid.parse(word);
      if (uid.isEmpty()) {
        return Optional.empty();
      }
      uids.add(uid.get());
    }
    return Optional.of(List.copyOf(uids));
  }

  /** The uids of a map as in {@code {10123=true, 10124=false}} that are true, or have a time. */
  static Optional<List<Uid>> uidsOfMap(String text) {
    List<Uid> uids = new ArrayList<>();
    for (String word : words(text)) {
      int equals = word.indexOf('=');
      Optional<Uid> uid = Uid.parse(equals < 0 ? word : word.substring(0, equals));
      if (uid.isEmpty()) {
        return Optional.empty();
      }
      if (!word.endsWith("=false")) {
        uids.add(uid.get());
      }
    }
    return Optional.of(List.copyOf(uids));
  }

  /** The pairs of {@code a=1, b=2}, or of {@code {1=4, 2=5}}; what is no pair is left out. */
  static Map<String, String> pairs(String text) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String word : words(text)) {
      int equals = word.indexOf('=');
      if (equals > 0) {
        pairs.putIfAbsent(word.substring(0, equals), word.substring(equals + 1));
      }
    }
    return pairs;
  }

  /**
   * A package of a user, as in {@code <0>com.x}.
   *
   * @param userId the user
   * @param packageName the package
   */
  record UserPackage(int userId, String packageName) {

    /** Reads one; absent when the text is none. */
    static Optional<UserPackage> parse(String text) {
      int end = text.startsWith("<") ? text.indexOf('>') : -1;
      OptionalInt user = end > 0 ? integer(text.substring(1, end)) : OptionalInt.empty();
      return user.isPresent() && end + 1 < text.length()
          ? Optional.of(new UserPackage(user.getAsInt(), text.substring(end + 1)))
          : Optional.empty();
    }
  }
}
