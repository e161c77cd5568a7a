package io.github.jobdoctor.dumpsys;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** A text in another encoding (Windows saves what a shell prints as UTF-16), read as UTF-8. */
final class TranscodedInput extends InputStream {

  private final Reader reader;
  private final char[] characters = new char[1 << 13];
  private int kept;
  private byte[] bytes = new byte[0];
  private int position;

  /**
   * The text that begins with {@code head} and goes on in {@code rest}.
   *
   * @param charset its encoding
   */
  TranscodedInput(byte[] head, InputStream rest, Charset charset) {
    this.reader =
        new InputStreamReader(
            new SequenceInputStream(new ByteArrayInputStream(head), rest), charset);
  }

  @Override
  public int read() throws IOException {
    return more() ? bytes[position++] & 0xff : -1;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!more()) {
      return -1;
    }
    int count = Math.min(length, bytes.length - position);
    System.arraycopy(bytes, position, into, from, count);
    position += count;
    return count;
  }

  private boolean more() throws IOException {
    while (position == bytes.length) {
      int read = reader.read(characters, kept, characters.length - kept);
      int count = kept + Math.max(read, 0);
      // Half of a pair waits for its other half, unless there is none.
      kept = read > 0 && Character.isHighSurrogate(characters[count - 1]) ? 1 : 0;
      bytes = new String(characters, 0, count - kept).getBytes(StandardCharsets.UTF_8);
      position = 0;
      if (kept == 1) {
        characters[0] = characters[count - 1];
      }
      if (read < 0 && bytes.length == 0) {
        return false;
      }
    }
    return true;
  }
}
