package io.github.jobdoctor.tui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The README's picture of the screen")
class ScreenshotTest {

  @Test
  @DisplayName("is what the screen looks like; else scripts/screenshot makes it anew")
  void isUpToDate() throws IOException {
    assertEquals(Screenshot.svg(), Files.readString(Path.of("..").resolve(Screenshot.FILE)));
  }

  @Test
  @DisplayName("stands beside the same in text")
  void theTextIsUpToDate() throws IOException {
    String table =
        Files.readString(
            Path.of(
                "src/test/resources/io/github/jobdoctor/tui/screens/the-table-of-jobs/80x24.txt"));
    String sample = table.lines().limit(8).reduce("", (all, line) -> all + line + "\n");
    assertTrue(Files.readString(Path.of("../README.md")).contains(sample), sample);
  }
}
