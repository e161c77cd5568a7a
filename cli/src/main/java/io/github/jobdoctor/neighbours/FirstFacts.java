package io.github.jobdoctor.neighbours;

import io.github.jobdoctor.job.Fact;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Words behind {@code name=}, each from the first line that has it. */
final class FirstFacts {

  private final Map<String, Fact<String>> words = new HashMap<>();

  /** Takes the word behind {@code name=} from the line, unless an earlier line had one. */
  void take(ServiceLines lines, String name) {
    if (!words.containsKey(name)) {
      lines.value(name).ifPresent(word -> words.put(name, lines.fact(word)));
    }
  }

  void clear() {
    words.clear();
  }

  boolean isEmpty() {
    return words.isEmpty();
  }

  Optional<Fact<String>> word(String name) {
    return Optional.ofNullable(words.get(name));
  }

  /** The word as a flag; absent when it is another word. */
  Optional<Fact<Boolean>> flag(String name) {
    return word(name)
        .flatMap(
            fact -> ServiceLines.flagOf(fact.value()).map(flag -> new Fact<>(flag, fact.line())));
  }
}
