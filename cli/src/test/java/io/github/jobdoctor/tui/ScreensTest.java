package io.github.jobdoctor.tui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the screen shows after some keys, at three sizes. Each folder has the keys, one a line, and
 * the screens.
 */
@DisplayName("The screen of the demo")
class ScreensTest {

  private static final Path FOLDERS = Path.of("src/test/resources/io/github/jobdoctor/tui/screens");

  /** {@code -Dgolden.update=true} writes what comes out; the difference is to be reviewed. */
  private static final boolean UPDATE = Boolean.getBoolean("golden.update");

  static Stream<Path> folders() throws IOException {
    try (Stream<Path> folders = Files.list(FOLDERS)) {
      return folders.sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("folders")
  @DisplayName("is as recorded")
  void isAsRecorded(Path folder) throws IOException {
    for (int[] size : new int[][] {{80, 24}, {120, 40}, {200, 50}}) {
      Stage stage = Stage.live(size[0], size[1]).look(Stage.demoDump());
      for (String key : Files.readAllLines(folder.resolve("keys.txt"))) {
        stage.press(key);
      }
      Path file = folder.resolve(size[0] + "x" + size[1] + ".txt");
      if (UPDATE) {
        Files.writeString(file, stage.text());
      }
      assertEquals(Files.readString(file), stage.text(), folder.getFileName() + " " + file);
    }
  }
}
