package io.github.jobdoctor.tui;

import java.util.Locale;
import java.util.function.Consumer;

/**
 * Makes keys of the characters that a terminal sends. Sequences of keys that there is no use for,
 * and late answers to a terminal's questions, are swallowed whole.
 */
final class KeyDecoder {

  private static final int ESCAPE = 0x1b;

  private final Consumer<Key> keys;
  private final StringBuilder sequence = new StringBuilder();

  KeyDecoder(Consumer<Key> keys) {
    this.keys = keys;
  }

  /** Whether a sequence has begun: what follows comes at once, or it is the Escape key alone. */
  boolean isInSequence() {
    return sequence.length() > 0;
  }

  /** Nothing came for a moment. */
  void pause() {
    if (sequence.toString().equals("\033")) {
      keys.accept(Key.ESC);
    }
    sequence.setLength(0);
  }

  /** A character came (one half of a pair, for those beyond the first plane). */
  void accept(char c) {
    if (isInSequence()) {
      inSequence(c);
    } else if (c == ESCAPE) {
      sequence.append(c);
    } else if (Character.isHighSurrogate(c)) {
      sequence.append(c);
    } else {
      plain(c);
    }
  }

  private void inSequence(char c) {
    char first = sequence.charAt(0);
    if (first != ESCAPE) {
      sequence.setLength(0);
      if (Character.isLowSurrogate(c)) {
        keys.accept(new Key(new String(new char[] {first, c})));
      }
      return;
    }
    if (sequence.length() == 1) {
      if (c == '[' || c == 'O' || c == 'P' || c == ']') {
        sequence.append(c);
      } else if (c == ESCAPE) {
        keys.accept(Key.ESC);
      } else {
        sequence.setLength(0);
        keys.accept(Key.ESC);
        accept(c);
      }
      return;
    }
    sequence.append(c);
    boolean string = sequence.charAt(1) == 'P' || sequence.charAt(1) == ']';
    boolean over =
        string
            ? c == 7 || sequence.toString().endsWith("\033\\")
            : c >= 0x40 && c <= 0x7e && !(sequence.charAt(1) == '[' && c == '[');
    if (over) {
      String name = string ? "" : named(sequence.substring(2));
      sequence.setLength(0);
      if (!name.isEmpty()) {
        keys.accept(new Key(name));
      }
    } else if (sequence.length() > 200) {
      sequence.setLength(0);
    }
  }

  private static String named(String end) {
    // Keys held with Shift or Ctrl come as 1;5A: the letter is enough.
    char last = end.charAt(end.length() - 1);
    return switch (last) {
      case 'A' -> "up";
      case 'B' -> "down";
      case 'C' -> "right";
      case 'D' -> "left";
      case 'H' -> "home";
      case 'F' -> "end";
      case 'Z' -> "backtab";
      case 'M' -> end.length() == 1 ? "enter" : "";
      case '~' ->
          switch (end.replaceAll("[;~].*", "")) {
            case "1", "7" -> "home";
            case "4", "8" -> "end";
            case "3" -> "delete";
            case "5" -> "pgup";
            case "6" -> "pgdn";
            case "15" -> "f5";
            default -> "";
          };
      default -> "";
    };
  }

  private void plain(char c) {
    String name =
        switch (c) {
          case '\r', '\n' -> "enter";
          case '\t' -> "tab";
          case ' ' -> "space";
          case 0x7f, 0x08 -> "backspace";
          default ->
              c < 0x20
                  ? "ctrl-" + String.valueOf((char) (c + 0x60)).toLowerCase(Locale.ROOT)
                  : String.valueOf(c);
        };
    keys.accept(new Key(name));
  }
}
