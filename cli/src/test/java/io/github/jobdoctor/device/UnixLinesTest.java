package io.github.jobdoctor.device;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnixLinesTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 100})
  void pairsBecomeLineFeedsHoweverTheyAreCut(int bytesPerRead) throws IOException {
    assertEquals("a\nb\n\nc", read("a\r\nb\r\n\r\nc", bytesPerRead));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 100})
  void otherCarriageReturnsStay(int bytesPerRead) throws IOException {
    assertEquals("a\rb\r\nc\n\r", read("a\rb\r\r\nc\n\r", bytesPerRead));
  }

  private static String read(String text, int bytesPerRead) throws IOException {
    InputStream bytes =
        new ByteArrayInputStream(text.getBytes(UTF_8)) {
          @Override
          public synchronized int read(byte[] into, int offset, int length) {
            return super.read(into, offset, Math.min(length, bytesPerRead));
          }
        };
    StringBuilder out = new StringBuilder();
    UnixLines lines = new UnixLines(bytes);
    for (int b = lines.read(); b >= 0; b = lines.read()) {
      out.append((char) b);
    }
    assertEquals(
        out.toString(),
        new String(
            new UnixLines(new ByteArrayInputStream(text.getBytes(UTF_8))).readAllBytes(), UTF_8));
    return out.toString();
  }
}
