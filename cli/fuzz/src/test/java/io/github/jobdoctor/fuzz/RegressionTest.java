package io.github.jobdoctor.fuzz;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("What the fuzzer begins with, and what it once found,")
class RegressionTest {

  private static final List<Path> FOLDERS =
      List.of(Path.of("regressions"), Path.of("../src/test/resources/io/github/jobdoctor/dumpsys"));

  static List<Path> inputs() throws IOException {
    List<Path> inputs = new ArrayList<>();
    for (Path folder : FOLDERS) {
      try (Stream<Path> files = Files.walk(folder)) {
        files.filter(Files::isRegularFile).sorted().forEach(inputs::add);
      }
    }
    return inputs;
  }

  @ParameterizedTest
  @MethodSource("inputs")
  @DisplayName("is parsed or refused")
  void isParsedOrRefused(Path input) throws IOException {
    byte[] data = Files.readAllBytes(input);
    assertDoesNotThrow(() -> DumpFuzzer.fuzzerTestOneInput(data));
  }

  @Test
  @DisplayName("are genuine dumps, among others")
  void thereAreGenuineDumps() throws IOException {
    assertTrue(inputs().size() > 20, "the seeds are gone");
  }
}
