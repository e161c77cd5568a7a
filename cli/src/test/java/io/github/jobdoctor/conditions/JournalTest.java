package io.github.jobdoctor.conditions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A journal")
class JournalTest {

  private static Journal journal(String serial) {
    return new Journal(
        "5f0c",
        serial,
        "a desk",
        1L,
        0,
        Instant.parse("2026-11-06T14:40:00Z"),
        List.of(
            new Journal.Entry(
                Condition.parse("bucket=com.x:rare", OptionalInt.of(10)),
                new State(Map.of("bucket", "10"))),
            new Journal.Entry(
                Condition.parse("network=metered", OptionalInt.empty()),
                new State(Map.of("ssid", "a \n+%\"net\"\u00e9", "override", "none")))));
  }

  @Test
  @DisplayName("says the same when it is read again, whatever is in it")
  void readAgain() {
    Journal journal = journal("x");
    assertEquals(Optional.of(journal), Journal.parse(journal.text()));
    assertEquals("bucket=com.x:rare, network=metered", journal.conditions());
  }

  @Test
  @DisplayName("that was cut off anywhere is none")
  void cutOff() {
    String text = journal("x").text();
    for (int length = 0; length < text.length() - 1; length++) {
      assertEquals(Optional.empty(), Journal.parse(text.substring(0, length)));
    }
  }

  @Test
  @DisplayName("of another version is not guessed at")
  void otherVersion() {
    assertThrows(
        IllegalArgumentException.class,
        () -> Journal.parse(journal("x").text().replace("conditions 1", "conditions 2")));
  }

  @Test
  @DisplayName("is kept under the device's name, also where that is no file name")
  void files(@TempDir Path state) throws Exception {
    JournalFolder folder = new JournalFolder(state.resolve("deep/down"));
    for (String serial : List.of("192.168.1.7:5555", "../up", "ABC", "abc")) {
      folder.save(journal(serial));
      assertEquals(Optional.of(journal(serial)), folder.find(serial));
    }
    assertEquals(4, folder.all().size());
    folder.forget("5f0c");
    assertEquals(List.of(), folder.all());
  }

  @Test
  @DisplayName("goes where the environment says")
  void place() {
    assertTrue(JournalFolder.of(Map.of()).isEmpty());
    assertTrue(JournalFolder.of(Map.of("HOME", "/home/x")).isPresent());
  }
}
