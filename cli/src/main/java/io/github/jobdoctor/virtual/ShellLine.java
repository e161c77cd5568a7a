package io.github.jobdoctor.virtual;

import java.util.ArrayList;
import java.util.List;

/**
 * A shell line taken apart: the little of POSIX that adb clients send.
 *
 * <pre>
 * line    := command ((";" | "&amp;&amp;" | "||" | newline) command)*
 * command := word*
 * word    := plain characters, 'literal', "literal with $?", \c
 * </pre>
 *
 * <p>Pipes, redirections, background jobs and command substitution are refused: better an error
 * than another answer than Android's.
 */
final class ShellLine {

  /** When a command is run, judged by the exit code of the one before it. */
  enum When {
    ALWAYS,
    AFTER_SUCCESS,
    AFTER_FAILURE
  }

  /**
   * One command of a line.
   *
   * @param when whether it is run
   * @param words the program and its arguments; {@link #EXIT_CODE} in them stands for {@code $?}
   */
  record Command(When when, List<String> words) {}

  /** Stands for {@code $?} until the exit code is known; no client can send this character. */
  static final char EXIT_CODE = '\0';

  private final String line;
  private final List<Command> commands = new ArrayList<>();
  private List<String> words = new ArrayList<>();
  private When when = When.ALWAYS;
  private StringBuilder word;
  private int at;

  private ShellLine(String line) {
    this.line = line;
  }

  /**
   * The commands of a line.
   *
   * @throws IllegalArgumentException with the shell's complaint
   */
  static List<Command> parse(String line) {
    ShellLine parser = new ShellLine(line);
    parser.parse();
    return parser.commands;
  }

  private void parse() {
    while (at < line.length()) {
      char c = line.charAt(at++);
      switch (c) {
        case ' ', '\t' -> endWord();
        case ';', '\n' -> endCommand(When.ALWAYS);
        case '&' -> endCommand(doubled('&', When.AFTER_SUCCESS));
        case '|' -> endCommand(doubled('|', When.AFTER_FAILURE));
        case '\'' -> literal();
        case '"' -> doubleQuoted();
        case '\\' -> {
          if (at < line.length()) {
            word().append(line.charAt(at++));
          }
        }
        case '$' -> dollar();
        case '<', '>', '`', '(', ')' -> throw unknown(c);
        default -> word().append(c);
      }
    }
    endCommand(When.ALWAYS);
  }

  private StringBuilder word() {
    if (word == null) {
      word = new StringBuilder();
    }
    return word;
  }

  private void endWord() {
    if (word != null) {
      words.add(word.toString());
      word = null;
    }
  }

  private void endCommand(When next) {
    endWord();
    if (!words.isEmpty()) {
      commands.add(new Command(when, List.copyOf(words)));
      words = new ArrayList<>();
    }
    when = next;
  }

  private When doubled(char c, When meaning) {
    if (at < line.length() && line.charAt(at) == c) {
      at++;
      return meaning;
    }
    throw unknown(c);
  }

  private void literal() {
    int end = line.indexOf('\'', at);
    if (end < 0) {
      throw noClosingQuote();
    }
    word().append(line, at, end);
    at = end + 1;
  }

  private void doubleQuoted() {
    word();
    while (at < line.length()) {
      char c = line.charAt(at++);
      switch (c) {
        case '"' -> {
          return;
        }
        case '\\' -> {
          // Within double quotes a backslash is itself, unless it guards one of these.
          boolean guards = at < line.length() && "$`\"\\".indexOf(line.charAt(at)) >= 0;
          word().append(guards ? line.charAt(at++) : c);
        }
        case '$' -> dollar();
        case '`' -> throw unknown(c);
        default -> word().append(c);
      }
    }
    throw noClosingQuote();
  }

  private void dollar() {
    if (at < line.length() && line.charAt(at) == '?') {
      at++;
      word().append(EXIT_CODE);
    } else if (at < line.length() && line.charAt(at) == '(') {
      throw unknown('$');
    } else {
      int start = at;
      while (at < line.length() && isName(line.charAt(at))) {
        at++;
      }
      // A variable: none is set here, so nothing takes its place. A lone dollar is a dollar.
      word().append(at == start ? "$" : "");
    }
  }

  private static boolean isName(char c) {
    return c == '_' || (c < 128 && Character.isLetterOrDigit(c));
  }

  private static IllegalArgumentException noClosingQuote() {
    return new IllegalArgumentException("no closing quote");
  }

  private static IllegalArgumentException unknown(char c) {
    return new IllegalArgumentException(
        "syntax error: the shell of a virtual device does not know '" + c + "'");
  }
}
