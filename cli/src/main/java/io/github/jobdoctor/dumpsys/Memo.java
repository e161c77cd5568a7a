package io.github.jobdoctor.dumpsys;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What was made of texts before: a dump says the same things of most of its jobs. Holds a limited
 * number, since a hostile dump need not repeat itself.
 */
final class Memo<T> {

  private static final int MOST = 1 << 12;

  private final Function<String, T> read;
  private final Map<String, T> known = new HashMap<>();

  Memo(Function<String, T> read) {
    this.read = read;
  }

  /** What {@code text} means. */
  T of(String text) {
    T value = known.get(text);
    if (value == null) {
      value = read.apply(text);
      if (known.size() >= MOST) {
        known.clear();
      }
      known.put(text, value);
    }
    return value;
  }
}
