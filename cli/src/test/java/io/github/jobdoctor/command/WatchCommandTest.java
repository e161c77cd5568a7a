package io.github.jobdoctor.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("watch")
class WatchCommandTest {

  @Test
  @DisplayName("refuses to be piped, and a terminal without a screen, and leads to jobs")
  void refusesWithoutATerminal() {
    for (Program.Result result :
        new Program.Result[] {
          new Program().run("--demo", "watch"),
          new Program().onTerminal(80).with("TERM", "dumb").run("--demo", "watch")
        }) {
      assertEquals(2, result.code());
      assertTrue(result.err().contains("`jobdoctor jobs` prints the same once"), result.err());
      assertEquals("", result.out());
    }
  }

  @Test
  @DisplayName("does not hurry a device")
  void doesNotHurry() {
    Program.Result result =
        new Program().onTerminal(80).run("--demo", "watch", "--interval", "50ms");
    assertEquals(2, result.code());
    assertTrue(result.err().contains("--interval is 200ms at least"), result.err());
  }

  @Test
  @DisplayName("prints with --dry-run what it would ask")
  void dryRun() {
    Program.Result result = new Program().run("--demo", "watch", "--dry-run");
    assertEquals(0, result.code(), result.err());
    assertEquals("adb shell 'dumpsys jobscheduler'\n", result.out());
  }

  @Test
  @DisplayName("says that a file is no dump before it touches the terminal")
  void badFile() {
    Program.Result result = new Program().onTerminal(80).run("watch", "--from", "pom.xml");
    assertEquals(4, result.code(), result.err());
  }
}
