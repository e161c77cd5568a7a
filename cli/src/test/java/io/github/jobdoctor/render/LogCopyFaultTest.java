package io.github.jobdoctor.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.jobdoctor.agentlog.LogFilter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A copy of a log")
class LogCopyFaultTest {

  /** A disk that has room for so many characters. */
  private static final class FullDisk extends Writer {
    private int room;

    FullDisk(int room) {
      this.room = room;
    }

    @Override
    public void write(char[] text, int offset, int length) throws IOException {
      room -= length;
      if (room < 0) {
        throw new IOException("No space left on device");
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @Test
  @DisplayName("says what the disk says, wherever it is full")
  void fullDisk() {
    for (int room : new int[] {0, 10_000, 50_000}) {
      LogCopy copy = new LogCopy(new FullDisk(room), LogFilter.ALL);
      UncheckedIOException e =
          assertThrows(
              UncheckedIOException.class,
              () -> {
                LogSamples.many(300, 3).accept(copy);
                copy.finish();
              });
      assertEquals("No space left on device", e.getCause().getMessage());
    }
  }
}
