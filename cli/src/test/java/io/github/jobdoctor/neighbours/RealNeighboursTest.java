package io.github.jobdoctor.neighbours;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jobdoctor.job.AppStandby;
import io.github.jobdoctor.job.Battery;
import io.github.jobdoctor.job.DeviceIdle;
import io.github.jobdoctor.job.Neighbour;
import io.github.jobdoctor.job.NeighbourState;
import io.github.jobdoctor.job.Thermal;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Texts of real devices, which belong to other people and are not part of the project: in a folder
 * that {@code -Djobdoctor.real=FOLDER} names.
 */
@DisplayName("What real devices print")
class RealNeighboursTest {

  private static final String FOLDER = System.getProperty("jobdoctor.real", "");

  static Stream<Path> files() throws IOException {
    if (FOLDER.isEmpty()) {
      return Stream.empty();
    }
    try (Stream<Path> files = Files.list(Path.of(FOLDER))) {
      return files.filter(file -> neighbour(file).isPresent()).sorted().toList().stream();
    }
  }

  private static Optional<Neighbour> neighbour(Path file) {
    return Stream.of(Neighbour.values())
        .filter(each -> file.getFileName().toString().contains("-" + each.service() + "-"))
        .findFirst();
  }

  @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
  @MethodSource("files")
  @DisplayName("is read")
  void isRead(Path file) throws IOException {
    Optional<NeighbourState> state;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      state = NeighbourText.parse(neighbour(file).orElseThrow(), in, 1, name -> true);
    }
    boolean empty = Files.readAllLines(file).stream().filter(line -> !line.isBlank()).count() <= 3;
    assertEquals(!empty, state.isPresent());
    if (state.isEmpty()) {
      return;
    }
    List<String> lines = Files.readAllLines(file);
    if (state.get() instanceof DeviceIdle idle) {
      assertEquals(
          "  mState=" + idle.deepState().orElseThrow().value(),
          lines.get(idle.deepState().orElseThrow().line().line() - 1).split(" mLight", -1)[0]);
      assertTrue(idle.deepEnabled().isPresent());
      assertFalse(idle.appIds().isEmpty());
    } else if (state.get() instanceof Battery battery) {
      assertTrue(battery.level().isPresent() && battery.statusWord().isPresent());
    } else if (state.get() instanceof Thermal thermal) {
      assertTrue(thermal.status().isPresent());
    } else if (state.get() instanceof AppStandby standby) {
      assertTrue(standby.apps().size() > 50);
      assertTrue(standby.enabled().isPresent() && standby.charging().isPresent());
    }
  }
}
