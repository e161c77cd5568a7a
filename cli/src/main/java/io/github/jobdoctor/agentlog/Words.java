package io.github.jobdoctor.agentlog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Optional;

/**
 * The words that a log has again and again (names of tasks, events, versions), each made once.
 * Bounded: a word may push out another.
 */
final class Words {

  private static final int SLOTS = 1 << 9;
  private static final int TRIED = 4;
  private static final int MAX_BYTES = 128;

  private static final class Word {
    final byte[] bytes;
    final Optional<String> text;

    Word(byte[] bytes) {
      this.bytes = bytes;
      this.text = Optional.of(new String(bytes, UTF_8));
    }
  }

  private final Word[] slots = new Word[SLOTS];

  /** The text of some bytes in UTF-8, never absent. */
  Optional<String> of(byte[] buffer, int from, int to) {
    if (to - from > MAX_BYTES) {
      return Optional.of(new String(buffer, from, to - from, UTF_8));
    }
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = hash * 31 + buffer[i];
    }
    int first = hash ^ (hash >>> 9) ^ (hash >>> 18);
    int free = first & (SLOTS - 1);
    for (int i = 0; i < TRIED; i++) {
      int slot = (first + i) & (SLOTS - 1);
      Word word = slots[slot];
      if (word == null) {
        free = slot;
        break;
      }
      if (Arrays.equals(word.bytes, 0, word.bytes.length, buffer, from, to)) {
        return word.text;
      }
    }
    slots[free] = new Word(Arrays.copyOfRange(buffer, from, to));
    return slots[free].text;
  }
}
