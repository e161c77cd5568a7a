package io.github.jobdoctor.tui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jobdoctor.Main;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process of its own on a real pseudo-terminal, driven from outside by tmux. */
@DisplayName("The screen in a terminal")
class WatchInTmuxTest {

  private static final long PATIENCE_SECONDS = 90;

  private final String socket =
      "jobdoctor-test-" + ProcessHandle.current().pid() + "-" + System.identityHashCode(this);

  @TempDir Path folder;

  @BeforeEach
  void openTheTerminal() throws Exception {
    assumeTrue(isThere("tmux"), "tmux is not installed");
    Path start = folder.resolve("start");
    Files.writeString(
        start,
        "#!/bin/sh\nexec '"
            + Path.of(System.getProperty("java.home"), "bin", "java")
            + "' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '"
            + System.getProperty("java.class.path")
            + "' "
            + Main.class.getName()
            + " \"$@\"\n");
    assertTrue(start.toFile().setExecutable(true));
    tmux(
        "new-session",
        "-d",
        "-s",
        "it",
        "-x",
        "80",
        "-y",
        "24",
        "-c",
        folder.toString(),
        "env -u NO_COLOR LC_ALL=C.UTF-8 JOBDOCTOR_COLUMNS=80 PS1='ready> ' sh");
    await("ready>");
  }

  @AfterEach
  void closeTheTerminal() throws Exception {
    if (isThere("tmux")) {
      run("tmux", "-L", socket, "kill-server");
    }
  }

  @Test
  @DisplayName(
      "is navigated, filtered, sorted, resized and left, and leaves the terminal as it was")
  void isUsed() throws Exception {
    line("stty -a > before; ./start --demo watch --interval 500ms; echo left $?");
    await("ChargingJob");
    keys("j", "j", "Enter");
    await("jobs › u0a133/700");
    keys("q", "/");
    type("pkg:example.app cause:charging");
    keys("Enter");
    String filtered = await("4 of 28 jobs");
    assertFalse(filtered.contains("IdleJob"), filtered);
    keys(":");
    type("sort next");
    keys("Enter");
    await("NEXT↑");
    tmux("resize-window", "-t", "it", "-x", "120", "-y", "40");
    String wide = await("BUCKET");
    assertTrue(wide.lines().allMatch(one -> one.length() <= 120), wide);
    keys("?");
    await("help on jobs");
    keys("Escape", "Escape", "q");
    await("left 0");
    line("stty -a > after; echo done $?");
    await("done 0");
    assertEquals(
        Files.readString(folder.resolve("before")).replaceAll("rows.*", ""),
        Files.readString(folder.resolve("after")).replaceAll("rows.*", ""));
  }

  @Test
  @DisplayName("runs a job of the demo and tells its outcome")
  void runsAJob() throws Exception {
    line("./start --demo watch --interval 500ms netanyjob; echo left $?");
    await("1 of 28");
    keys("R");
    await("NetAnyJob (u0a123/5): Ran to its end.");
    keys("q");
    await("left 0");
  }

  @Test
  @DisplayName("is suspended by Ctrl-Z, and goes on with fg")
  void isSuspended() throws Exception {
    line("./start --demo watch");
    await("ChargingJob");
    keys("C-z");
    await(shown -> shown.contains("Stopped"));
    prompt();
    line("stty -a | grep -c ' echo '");
    await(shown -> shown.lines().anyMatch("1"::equals));
    line("fg");
    await("ChargingJob");
    keys("C-c");
    prompt();
    line("echo code $?");
    await("code 130");
  }

  @Test
  @DisplayName("leaves the terminal as it was when it is told to end")
  void isTerminated() throws Exception {
    line("./start --demo watch & echo $! > pid; fg > jobs.txt; stty -a | grep -c ' echo '");
    await("ChargingJob");
    run("kill", Files.readString(folder.resolve("pid")).strip());
    await(shown -> shown.lines().anyMatch("1"::equals) && !shown.contains("live"));
  }

  @Test
  @DisplayName("is without colour with NO_COLOR, and refused on a dumb terminal")
  void monochromeAndDumb() throws Exception {
    line("NO_COLOR=1 ./start --demo watch; echo left $?");
    await("ChargingJob");
    String painted = run("tmux", "-L", socket, "capture-pane", "-t", "it", "-p", "-e");
    assertFalse(painted.matches("(?s).*\033\\[[0-9;]*3[1-6][;m].*"), painted);
    keys("q");
    await("left 0");
    line("clear; TERM=dumb ./start --demo watch; echo code $?");
    assertTrue(await("code 2").contains("jobdoctor jobs"));
  }

  /** What is typed before the shell asks for it may still go to the program that is ending. */
  private void prompt() throws Exception {
    await(shown -> shown.stripTrailing().endsWith("ready>"));
  }

  private void line(String text) throws Exception {
    type(text);
    keys("Enter");
  }

  private void type(String text) throws Exception {
    tmux("send-keys", "-t", "it", "-l", text);
  }

  private void keys(String... keys) throws Exception {
    for (String key : keys) {
      tmux("send-keys", "-t", "it", key);
    }
  }

  private String await(String text) throws Exception {
    return await(shown -> shown.contains(text));
  }

  private String await(Predicate<String> wanted) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (true) {
      String shown = run("tmux", "-L", socket, "capture-pane", "-t", "it", "-p", "-J");
      if (wanted.test(shown)) {
        return shown;
      }
      if (System.nanoTime() > end) {
        throw new AssertionError("never came to be; the screen is\n" + shown);
      }
      Thread.sleep(100);
    }
  }

  private void tmux(String... words) throws Exception {
    List<String> line = new ArrayList<>(List.of("tmux", "-L", socket, "-f", "/dev/null"));
    line.addAll(List.of(words));
    run(line.toArray(String[]::new));
  }

  private static boolean isThere(String program) throws InterruptedException {
    try {
      return new ProcessBuilder(program, "-V").redirectErrorStream(true).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static String run(String... line) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().remove("TMUX");
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return out;
  }
}
