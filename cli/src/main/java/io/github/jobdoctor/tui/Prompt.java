package io.github.jobdoctor.tui;

import java.util.List;

/** What the last line is used for. */
sealed interface Prompt {

  /** The keys of the page. */
  record None() implements Prompt {}

  /** A filter is typed, and takes effect while it is. */
  record Filter(String typed, String before) implements Prompt {}

  /** A command is typed after {@code :}. */
  record Palette(String typed) implements Prompt {}

  /** Something is to be confirmed. */
  record Confirm(String question, List<Errand> errands) implements Prompt {
    public Confirm {
      errands = List.copyOf(errands);
    }
  }

  Prompt NONE = new None();
}
