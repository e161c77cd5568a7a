package io.github.jobdoctor.virtual;

import java.util.List;
import java.util.Optional;

/**
 * The arguments of a {@code cmd jobscheduler} subcommand, taken one after another as Android's
 * {@code BasicShellCommandHandler} does.
 */
final class JobSchedulerArguments {

  private final List<String> words;
  private int at = 1;
  private String glued = "";

  /**
   * @param words the subcommand and what follows it
   */
  JobSchedulerArguments(List<String> words) {
    this.words = words;
  }

  String subcommand() {
    return words.get(0);
  }

  /** The next option; absent at the first word that is none. {@code -u0} is {@code -u 0}. */
  Optional<String> option() {
    if (at == words.size() || !words.get(at).startsWith("-")) {
      return Optional.empty();
    }
    String word = words.get(at++);
    if (word.equals("--")) {
      return Optional.empty();
    }
    if (word.startsWith("--") || word.length() <= 2) {
      return Optional.of(word);
    }
    glued = word.substring(2);
    return Optional.of(word.substring(0, 2));
  }

  /**
   * The next word.
   *
   * @throws IllegalArgumentException when there is none
   */
  String next() {
    return maybeNext().orElseThrow(this::missing);
  }

  Optional<String> maybeNext() {
    if (!glued.isEmpty()) {
      String value = glued;
      glued = "";
      return Optional.of(value);
    }
    return at < words.size() ? Optional.of(words.get(at++)) : Optional.empty();
  }

  /** What Android throws when a word is missing: it names the last one that is there. */
  IllegalArgumentException missing() {
    return new IllegalArgumentException(
        "Argument expected after \"" + words.get(words.size() - 1) + "\"");
  }

  /** Refuses an option that this level, or this subcommand, does not know. */
  void refuseUnless(boolean known, String option) {
    if (!known) {
      throw new Refused("Error: unknown option '" + option + "'");
    }
  }

  /** A mistake that the subcommand prints in its own words. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }
}
