package io.github.jobdoctor.virtual;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A shell line taken apart: the little of POSIX that adb clients send.
 *
 * <pre>
 * line    := command ((";" | "&amp;&amp;" | "||" | newline) command)*
 * command := word* ["&gt;" word]
 * word    := plain characters, 'literal', "literal with $? and $1", \c
 * </pre>
 *
 * <p>Pipes, other redirections, background jobs and command substitution are refused: better an
 * error than another answer than Android's.
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
   * @param into the file that its standard output replaces; absent: none
   */
  record Command(When when, List<String> words, Optional<String> into) {
    Command(When when, List<String> words) {
      this(when, words, Optional.empty());
    }
  }

  /** Stands for {@code $?} until the exit code is known; no client can send this character. */
  static final char EXIT_CODE = '\0';

  private static final int NOT_REDIRECTED = -1;

  private final String line;
  private final List<String> parameters;
  private final List<Command> commands = new ArrayList<>();
  private List<String> words = new ArrayList<>();
  private When when = When.ALWAYS;
  private StringBuilder word;
  private int at;

  /** How many words the command had when {@code >} came; -1 while it has not. */
  private int redirectedAt = NOT_REDIRECTED;

  private ShellLine(String line, List<String> parameters) {
    this.line = line;
    this.parameters = parameters;
  }

  /**
   * The commands of a line.
   *
   * @throws IllegalArgumentException with the shell's complaint
   */
  static List<Command> parse(String line) {
    return parse(line, List.of());
  }

  /**
   * The same for a script with parameters.
   *
   * @param parameters what {@code $1} and so on stand for; each stays one word
   */
  static List<Command> parse(String line, List<String> parameters) {
    ShellLine parser = new ShellLine(line, parameters);
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
        case '>' -> redirect();
        case '<', '`', '(', ')' -> throw unknown(c);
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
    if (redirectedAt != NOT_REDIRECTED && words.size() != redirectedAt + 1) {
      throw new IllegalArgumentException("syntax error: '>' wants one file, at the end");
    }
    if (!words.isEmpty()) {
      boolean redirected = redirectedAt != NOT_REDIRECTED;
      int end = redirected ? redirectedAt : words.size();
      commands.add(
          new Command(
              when,
              List.copyOf(words.subList(0, end)),
              redirected ? Optional.of(words.get(end)) : Optional.empty()));
      words = new ArrayList<>();
    }
    redirectedAt = NOT_REDIRECTED;
    when = next;
  }

  private void redirect() {
    endWord();
    if (words.isEmpty() || redirectedAt != NOT_REDIRECTED || line.startsWith(">", at)) {
      throw unknown('>');
    }
    redirectedAt = words.size();
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
    } else if (at < line.length() && line.charAt(at) >= '1' && line.charAt(at) <= '9') {
      int number = line.charAt(at++) - '0';
      word().append(number <= parameters.size() ? parameters.get(number - 1) : "");
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
