package io.github.jobdoctor.device;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A command for the device's shell as separate words. Quoting happens here and nowhere else, so
 * that a package name, a namespace or any other text from a user or a dump arrives as one argument
 * and is never read as shell syntax.
 *
 * @param words the program and its arguments, unquoted; at least one, none with a NUL character
 */
public record ShellCommand(List<String> words) {

  private static final Pattern NEEDS_NO_QUOTES = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  /** Copies the words; refuses an empty command and NUL characters, which no shell can carry. */
  public ShellCommand {
    words = List.copyOf(words);
    if (words.isEmpty()) {
      throw new IllegalArgumentException("a command has at least one word");
    }
    for (String word : words) {
      if (word.indexOf('\0') >= 0) {
        throw new IllegalArgumentException("an argument cannot contain a NUL character");
      }
    }
  }

  /** A command of the given words. */
  public static ShellCommand of(String... words) {
    return new ShellCommand(List.of(words));
  }

  /** This command with further arguments. */
  public ShellCommand with(String... more) {
    List<String> all = new ArrayList<>(words);
    all.addAll(List.of(more));
    return new ShellCommand(all);
  }

  /** The line for a POSIX shell: words that need it in single quotes. */
  public String line() {
    return words.stream().map(ShellCommand::quoted).collect(Collectors.joining(" "));
  }

  private static String quoted(String word) {
    if (NEEDS_NO_QUOTES.matcher(word).matches()) {
      return word;
    }
    return "'" + word.replace("'", "'\\''") + "'";
  }

  @Override
  public String toString() {
    return line();
  }
}
