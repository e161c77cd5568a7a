package io.github.jobdoctor.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

@DisplayName("The search for frames")
class FrameScannerTest {

  private static final String SERVICE = "DUMP OF SERVICE alarm:";
  private static final String PROPERTIES = "------ SYSTEM PROPERTIES (getprop) ------";

  /** Beginnings and ends of frames, and frames where none can be. */
  private static final String[] LINES = {
    SERVICE,
    PROPERTIES,
    "",
    "DUMP OF SERVICE",
    "DUMP OF SERVIC",
    "------ SYSTEM PROPERT",
    "------ SYSTEM LOG ------",
    "-".repeat(79),
    " " + SERVICE,
    "x" + PROPERTIES,
    "\u017b\u0142\u00f3\u0107 \u754c",
    "05-03 16:24:39.000  1000  D: DUMP OF SERVICE"
  };

  @RepeatedTest(40)
  @DisplayName("finds each wanted line and its number, wherever it lies among the bytes")
  void agreesWithPlainSearch(RepetitionInfo repetition) throws Exception {
    Random random = new Random(repetition.getCurrentRepetition());
    StringBuilder text = new StringBuilder("first");
    int lines = random.nextInt(6000);
    for (int i = 0; i < lines; i++) {
      text.append(random.nextInt(9) == 0 ? "\r\n" : "\n");
      text.append(LINES[random.nextInt(LINES.length)]);
      if (random.nextInt(3) == 0) {
        text.append("y".repeat(random.nextInt(60)));
      }
    }
    text.append(random.nextBoolean() ? "\n" : "");

    assertEquals(plainly(text.toString()), found(text.toString(), random));
  }

  @Test
  @DisplayName("finds one that ends with the text, and none in half a one")
  void atTheEnd() throws Exception {
    assertEquals(List.of("2 " + SERVICE), found("first\n" + SERVICE, new Random(1)));
    assertEquals(List.of(), found("first\nDUMP OF SERVIC", new Random(1)));
    assertEquals(List.of(), found("first\n", new Random(1)));
    assertEquals(List.of(), found("", new Random(1)));
  }

  private static List<String> plainly(String text) {
    List<String> found = new ArrayList<>();
    String[] lines = text.split("\n", -1);
    for (int i = 1; i < lines.length; i++) {
      if (lines[i].startsWith("DUMP OF SERVICE ")
          || lines[i].startsWith("------ SYSTEM PROPERTIES")) {
        found.add(i + 1 + " " + lines[i].replace("\r", ""));
      }
    }
    return found;
  }

  private static List<String> found(String text, Random random) throws IOException {
    InputStream bytes = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    ByteWindow window = new ByteWindow(new Pieces(bytes, random));
    FrameScanner frames = new FrameScanner(window);
    List<String> found = new ArrayList<>();
    while (frames.next()) {
      int end = window.lineEnd(0, Frames.LONGEST);
      found.add(window.lines() + 1 + " " + window.text(0, end));
      window.advance(end);
    }
    assertEquals(text.chars().filter(c -> c == '\n').count(), window.lines());
    return found;
  }

  /** Gives as little at a time as a pipe may. */
  private static final class Pieces extends InputStream {

    private final InputStream in;
    private final Random random;

    Pieces(InputStream in, Random random) {
      this.in = in;
      this.random = random;
    }

    @Override
    public int read() throws IOException {
      return in.read();
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      return in.read(into, offset, Math.min(length, 1 + random.nextInt(3000)));
    }
  }
}
