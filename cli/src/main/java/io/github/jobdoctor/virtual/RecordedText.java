package io.github.jobdoctor.virtual;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A recorded dump of which single values change. What nobody has set is as it was recorded, word
 * for word; the text is not read before it is asked for.
 */
final class RecordedText {

  private final Supplier<String> source;
  private final Map<String, String> set = new LinkedHashMap<>();
  private String recorded;

  RecordedText(Supplier<String> source) {
    this.source = source;
  }

  /** The place behind {@code name=}, up to the next space. */
  static String token(String name) {
    return "(?<![\\w.])(" + Pattern.quote(name + "=") + ")(\\S*)";
  }

  /** The rest of a line that begins with two spaces and {@code name:}. */
  static String line(String name) {
    return "(?m)^(" + Pattern.quote("  " + name + ": ") + ")(.*)$";
  }

  /** As it was recorded. */
  String recorded() {
    if (recorded == null) {
      recorded = source.get();
    }
    return recorded;
  }

  /** What stands at a place now; absent when this release does not print it. */
  Optional<String> value(String place) {
    return set.containsKey(place) ? Optional.of(set.get(place)) : recordedValue(place);
  }

  /** What stood there at first. */
  Optional<String> recordedValue(String place) {
    Matcher matcher = Pattern.compile(place).matcher(recorded());
    return matcher.find() ? Optional.of(matcher.group(2)) : Optional.empty();
  }

  /** Whether {@code true} stands there. */
  boolean flag(String place) {
    return value(place).filter("true"::equals).isPresent();
  }

  /** Puts a value to a place, wherever it stands; a place that is not printed takes none. */
  void put(String place, Object value) {
    set.put(place, value.toString());
  }

  /** Takes back all that was put. */
  void reset() {
    set.clear();
  }

  /** As it is now. */
  String text() {
    String text = recorded();
    for (Map.Entry<String, String> entry : set.entrySet()) {
      text =
          Pattern.compile(entry.getKey())
              .matcher(text)
              .replaceAll("$1" + Matcher.quoteReplacement(entry.getValue()));
    }
    return text;
  }
}
