package io.github.jobdoctor.virtual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShellLineTest {

  @Test
  void splitsWordsAtBlanks() {
    assertEquals(List.of("cmd", "jobscheduler", "run"), words("  cmd jobscheduler \t run "));
  }

  @Test
  void keepsQuotedWordsTogether() {
    assertEquals(List.of("echo", "a b", "c  d", "e f"), words("echo 'a b' \"c  d\" e\\ f"));
    assertEquals(List.of("it's", "$x", ""), words("'it'\\''s' '$x' ''"));
    assertEquals(List.of("a\"b", "\\n"), words("\"a\\\"b\" \"\\n\""));
  }

  @Test
  void runsCommandsInTurn() {
    assertEquals(
        List.of(
            new ShellLine.Command(ShellLine.When.ALWAYS, List.of("a")),
            new ShellLine.Command(ShellLine.When.ALWAYS, List.of("b")),
            new ShellLine.Command(ShellLine.When.AFTER_SUCCESS, List.of("c")),
            new ShellLine.Command(ShellLine.When.AFTER_FAILURE, List.of("d"))),
        ShellLine.parse("a; b && c || d;"));
  }

  @Test
  void leavesTheExitCodeForLaterButNotWithinSingleQuotes() {
    assertEquals(List.of("echo", "x:\0"), words("echo \"x:$?\""));
    assertEquals(List.of("echo", "$?"), words("echo '$?'"));
  }

  @Test
  void readsUnsetVariablesAsNothing() {
    assertEquals(List.of("a", "$"), words("a$HOME $"));
  }

  @Test
  void refusesWhatItWouldGetWrong() {
    for (String line :
        List.of("a | b", "a >> f", "a > f g", "> f", "a &", "`a`", "$(a)", "'a", "\"a")) {
      assertThrows(IllegalArgumentException.class, () -> ShellLine.parse(line), line);
    }
  }

  private static List<String> words(String line) {
    return ShellLine.parse(line).get(0).words();
  }
}
