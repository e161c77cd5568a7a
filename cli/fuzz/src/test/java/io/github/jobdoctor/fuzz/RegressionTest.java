package io.github.jobdoctor.fuzz;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("What a fuzzer begins with, and what it once found,")
class RegressionTest {

  private static final Path RESOURCES = Path.of("../src/test/resources");

  static Stream<Arguments> dumps() throws IOException {
    return inputs(files(RESOURCES.resolve("io/github/jobdoctor/dumpsys")));
  }

  static Stream<Arguments> neighbours() throws Exception {
    return inputs(Seeds.neighbours(RESOURCES));
  }

  static Stream<Arguments> reports() throws IOException {
    return inputs(Seeds.reports(RESOURCES));
  }

  static Stream<Arguments> logs() throws IOException {
    return inputs(Seeds.logs(RESOURCES));
  }

  /** What any fuzzer found, no other may stumble over. */
  private static Stream<Arguments> inputs(Map<String, byte[]> seeds) throws IOException {
    Map<String, byte[]> inputs = new LinkedHashMap<>(seeds);
    inputs.putAll(files(Path.of("regressions")));
    return inputs.entrySet().stream().map(one -> Arguments.of(one.getKey(), one.getValue()));
  }

  private static Map<String, byte[]> files(Path folder) throws IOException {
    Map<String, byte[]> contents = new LinkedHashMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        contents.put(folder.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return contents;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dumps")
  @DisplayName("is parsed or refused")
  void isParsedOrRefused(String name, byte[] data) {
    assertDoesNotThrow(() -> DumpFuzzer.fuzzerTestOneInput(data));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("neighbours")
  @DisplayName("is a neighbour's text, in which each cited line stands")
  void isReadAsNeighbour(String name, byte[] data) {
    assertDoesNotThrow(() -> NeighbourFuzzer.fuzzerTestOneInput(data));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("reports")
  @DisplayName("is a file that is read or refused, packed or not")
  void isReadAsFile(String name, byte[] data) {
    assertDoesNotThrow(() -> ReportFuzzer.fuzzerTestOneInput(data));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("logs")
  @DisplayName("is a log that is read or refused")
  void isReadAsLog(String name, byte[] data) {
    assertDoesNotThrow(() -> LogFuzzer.fuzzerTestOneInput(data));
  }

  @Test
  @DisplayName("are genuine texts, among others")
  void thereAreGenuineTexts() throws Exception {
    assertTrue(dumps().count() > 20, "the dumps are gone");
    assertTrue(neighbours().count() > 20, "the neighbours' texts are gone");
    assertTrue(reports().count() > 20, "the bug reports are gone");
    assertTrue(logs().count() > 2, "the logs are gone");
  }
}
