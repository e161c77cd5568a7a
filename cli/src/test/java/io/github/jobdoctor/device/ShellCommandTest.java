package io.github.jobdoctor.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellCommandTest {

  @Test
  void plainWordsStayReadable() {
    assertEquals(
        "cmd jobscheduler run -f -u 0 com.example.app/.Sync 275",
        ShellCommand.of(
                "cmd", "jobscheduler", "run", "-f", "-u", "0", "com.example.app/.Sync", "275")
            .line());
  }

  @Test
  void aPackageNameCannotBecomeASecondCommand() {
    assertEquals("pm path 'a; rm -rf /'", ShellCommand.of("pm", "path", "a; rm -rf /").line());
  }

  @ParameterizedTest
  @EnabledOnOs({OS.LINUX, OS.MAC})
  @ValueSource(
      strings = {
        "",
        " ",
        "two words",
        "*",
        "?",
        "~",
        "~root",
        "#hash",
        "!history",
        "$HOME",
        "${HOME}",
        "$(id)",
        "`id`",
        "a;b",
        "a&&b",
        "a|b",
        "<in",
        ">out",
        "(sub)",
        "{a,b}",
        "[a-z]",
        "it's",
        "'",
        "''",
        "\"double\"",
        "back\\slash",
        "\\",
        "trailing\\",
        "line\nbreak",
        "tab\tstop",
        "\r",
        "-n",
        "--",
        "a=b",
        "%s%n",
        "Grüße",
        "日本語",
        "😀",
        "\u001b[31m",
        "u0a453/275",
        "@androidx.work.systemjobscheduler@com.example"
      })
  void aRealShellGivesEachWordBackAsOneArgument(String word) throws Exception {
    assertEquals(
        List.of("before", word, "after"), wordsSeenByShell(List.of("before", word, "after")));
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void everyAsciiCharacterSurvivesARealShell() throws Exception {
    List<String> words = new ArrayList<>();
    for (char c = 1; c < 128; c++) {
      words.add("x" + c + "y" + c);
    }
    assertEquals(words, wordsSeenByShell(words));
  }

  @Test
  void aCommandHasAtLeastOneWordAndNoNul() {
    assertThrows(IllegalArgumentException.class, ShellCommand::of);
    assertThrows(IllegalArgumentException.class, () -> ShellCommand.of("echo", "a\0b"));
  }

  @Test
  void addingArgumentsLeavesTheOriginalAlone() {
    ShellCommand dumpsys = ShellCommand.of("dumpsys");
    assertEquals("dumpsys jobscheduler", dumpsys.with("jobscheduler").line());
    assertEquals("dumpsys", dumpsys.line());
  }

  /** Ends each word with a byte that no word holds, since words may hold line breaks. */
  private static List<String> wordsSeenByShell(List<String> words) throws Exception {
    String line =
        new ShellCommand(List.of("printf", "%s\\000")).with(words.toArray(String[]::new)).line();
    Process shell =
        new ProcessBuilder("/bin/sh", "-c", line)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String printed = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, shell.waitFor());
    return List.of(printed.substring(0, printed.length() - 1).split("\0", -1));
  }
}
