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

  /** No word: nothing that stands in a line between quotes. */
  static final Word NONE = new Word(new byte[0], Optional.empty());

  /** A word. */
  static final class Word {
    private final byte[] bytes;
    private final Optional<String> text;
    private final Optional<Token> token;

    private Word(byte[] bytes, Optional<String> text) {
      this.bytes = bytes;
      this.text = text;
      // Of other bytes it is not certain that they are UTF-8.
      this.token =
          text.filter(known -> known.chars().allMatch(c -> c < 0x80))
              .flatMap(known -> Token.of(('"' + known + '"').getBytes(UTF_8)));
    }

    /** The word as a text; absent only for {@link #NONE}. */
    Optional<String> text() {
      return text;
    }

    /** The word between its quotes; absent when it is too long, or not ASCII. */
    Optional<Token> token() {
      return token;
    }
  }

  private final Word[] slots = new Word[SLOTS];

  /** The word that some bytes are in UTF-8. */
  Word of(byte[] buffer, int from, int to) {
    if (to - from > MAX_BYTES) {
      return make(buffer, from, to);
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
        return word;
      }
    }
    slots[free] = make(buffer, from, to);
    return slots[free];
  }

  private static Word make(byte[] buffer, int from, int to) {
    byte[] bytes = Arrays.copyOfRange(buffer, from, to);
    return new Word(bytes, Optional.of(new String(bytes, UTF_8)));
  }
}
