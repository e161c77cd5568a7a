package io.github.jobdoctor.fuzz;

import io.github.jobdoctor.job.Neighbour;
import io.github.jobdoctor.job.NeighbourState;
import io.github.jobdoctor.neighbours.NeighbourText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The parsers of the job scheduler's neighbours. The first byte of an input says which, the text
 * follows. They refuse nothing: no exception is expected.
 */
public final class NeighbourFuzzer {

  private static final int FIRST_LINE = 100;

  private static final List<Neighbour> NEIGHBOURS = List.of(Neighbour.values());

  private NeighbourFuzzer() {}

  /** Parses {@code data}; throws when the parser does not keep its promises. */
  public static void fuzzerTestOneInput(byte[] data) {
    if (data.length == 0) {
      return;
    }
    Neighbour neighbour = NEIGHBOURS.get((data[0] & 0xff) % NEIGHBOURS.size());
    byte[] text = Arrays.copyOfRange(data, 1, data.length);
    Optional<NeighbourState> state = parse(neighbour, text);
    if (state.isPresent()) {
      if (state.get().neighbour() != neighbour) {
        throw new IllegalStateException("the record of another neighbour");
      }
      new CitedLines(text, FIRST_LINE).check(state.get());
    }
    String letters = new String(text, StandardCharsets.ISO_8859_1);
    if (letters.indexOf('\r') < 0) {
      byte[] other = letters.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
      if (!parse(neighbour, other).equals(state)) {
        throw new IllegalStateException("CRLF is read in another way than LF");
      }
    }
  }

  private static Optional<NeighbourState> parse(Neighbour neighbour, byte[] text) {
    try {
      return NeighbourText.parse(
          neighbour, new ByteArrayInputStream(text), FIRST_LINE, name -> true);
    } catch (IOException e) {
      throw new UncheckedIOException("bytes at hand cannot fail to be read", e);
    }
  }

  /** An input, as this target understands it. */
  static byte[] input(Neighbour neighbour, String text) {
    // 'F' is a multiple of their number.
    char letter = (char) ('F' + NEIGHBOURS.indexOf(neighbour));
    return (letter + text).getBytes(StandardCharsets.UTF_8);
  }
}
