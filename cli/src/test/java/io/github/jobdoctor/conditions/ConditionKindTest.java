package io.github.jobdoctor.conditions;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.jobdoctor.device.ShellCommand;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A kind of condition")
class ConditionKindTest {

  private static final State NOT_FAKED =
      new State(Map.of("faked", "false", "ac", "true", "usb", "false", "level", "80"));

  private static final State AWAKE = new State(Map.of("forced", "false", "deep", "ACTIVE"));

  private static String lines(List<ShellCommand> commands) {
    return String.join("; ", commands.stream().map(ShellCommand::line).toList());
  }

  @ParameterizedTest(name = "{1} on API {0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "23 | doze | dumpsys deviceidle force-idle | dumpsys deviceidle step",
        "24 | doze | dumpsys deviceidle force-idle deep | dumpsys deviceidle unforce",
        "37 | doze=light | dumpsys deviceidle force-idle light | dumpsys deviceidle unforce",
        "22 | unplugged | dumpsys battery set ac 0; dumpsys battery set usb 0; dumpsys battery set status 3 | dumpsys battery reset",
        "23 | unplugged | dumpsys battery unplug; dumpsys battery set status 3 | dumpsys battery reset",
        "23 | charging=usb | dumpsys battery set ac 0; dumpsys battery set usb 1; dumpsys battery set status 2 | dumpsys battery reset",
        "27 | battery-saver | settings put global low_power 1 | settings put global low_power 0",
        "28 | battery-saver | cmd power set-mode 1 | cmd power set-mode 0",
      })
  @DisplayName("is set and undone in the words of the level")
  void words(int level, String word, String set, String undo) {
    Condition condition = Condition.parse(word, OptionalInt.empty());
    State was =
        condition.kind() instanceof Doze
            ? AWAKE
            : condition.kind() instanceof BatterySaver
                ? new State(Map.of("on", "false"))
                : NOT_FAKED;
    assertEquals(set, lines(condition.kind().set(condition, was, level)));
    assertEquals(undo, lines(condition.kind().undo(condition, was, Optional.empty(), level)));
  }

  @Test
  @DisplayName("names the user where one is given")
  void user() {
    Condition condition = Condition.parse("inactive=com.x", OptionalInt.of(10));
    State was = new State(Map.of("inactive", "false"));
    assertEquals(
        "am set-inactive --user 10 com.x true", lines(condition.kind().set(condition, was, 26)));
    assertEquals(
        "am set-inactive --user 10 com.x false",
        lines(condition.kind().undo(condition, was, Optional.empty(), 26)));
  }

  @Test
  @DisplayName("forces light Doze again where it was forced")
  void lightAgain() {
    Condition condition = Condition.parse("doze", OptionalInt.empty());
    State was = new State(Map.of("forced", "true", "deep", "INACTIVE", "light", "IDLE"));
    assertEquals(
        "dumpsys deviceidle force-idle light",
        lines(condition.kind().undo(condition, was, Optional.empty(), 30)));
  }
}
