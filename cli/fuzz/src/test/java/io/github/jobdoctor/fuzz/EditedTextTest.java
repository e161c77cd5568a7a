package io.github.jobdoctor.fuzz;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("A genuine text with lines that somebody edited")
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EditedTextTest {

  private static final Path RESOURCES = Path.of("../src/test/resources");

  /** {@code -Dfuzz.edits=1000000} tries for minutes. */
  private static final int EDITS = Integer.getInteger("fuzz.edits", 5_000);

  @Test
  @DisplayName("is parsed and diagnosed, or refused, as a dump")
  void dumps() throws IOException {
    List<List<String>> dumps = new ArrayList<>();
    try (Stream<Path> files = Files.walk(RESOURCES.resolve("io/github/jobdoctor/dumpsys"))) {
      for (Path file : files.filter(one -> one.toString().endsWith(".txt")).sorted().toList()) {
        dumps.add(Files.readString(file).lines().toList());
      }
    }
    edit(dumps, text -> DumpFuzzer.fuzzerTestOneInput(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  @DisplayName("is read as a neighbour's")
  void neighbours() throws Exception {
    // The first character tells which neighbour's it is.
    Collection<byte[]> seeds = Seeds.neighbours(RESOURCES).values();
    for (byte first : seeds.stream().map(seed -> seed[0]).distinct().toList()) {
      edit(
          seeds.stream()
              .filter(seed -> seed[0] == first)
              .map(seed -> new String(seed, 1, seed.length - 1, StandardCharsets.UTF_8))
              .map(text -> text.lines().toList())
              .toList(),
          text ->
              NeighbourFuzzer.fuzzerTestOneInput(
                  ((char) first + text).getBytes(StandardCharsets.UTF_8)));
    }
  }

  @Test
  @DisplayName("is read as an agent's log")
  void logs() throws IOException {
    List<List<String>> logs = new ArrayList<>();
    for (byte[] seed : Seeds.logs(RESOURCES).values()) {
      logs.add(new String(seed, StandardCharsets.UTF_8).lines().toList());
    }
    edit(logs, text -> LogFuzzer.fuzzerTestOneInput(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static void edit(List<List<String>> texts, Consumer<String> reader) {
    List<List<String>> known = texts.stream().filter(lines -> !lines.isEmpty()).toList();
    List<String> lines = known.stream().flatMap(List::stream).toList();
    for (int seed = 0; seed < EDITS; seed++) {
      List<String> chosen = known.get(new Random(seed).nextInt(known.size()));
      String text = new EditedText(seed, lines).of(chosen);
      assertDoesNotThrow(() -> reader.accept(text), () -> "of this text:\n" + text);
    }
  }
}
