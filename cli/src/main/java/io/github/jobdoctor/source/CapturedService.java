package io.github.jobdoctor.source;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/**
 * What another service said at the time of a dump, kept as text until somebody asks: nothing of it
 * is parsed before.
 */
public final class CapturedService {

  private final byte[] text;
  private final long length;
  private final boolean closed;
  private final int firstLine;

  CapturedService(byte[] text, long length, boolean closed, int firstLine) {
    this.text = text;
    this.length = length;
    this.closed = closed;
    this.firstLine = firstLine;
  }

  /** The lines, without those of the frame. */
  public Stream<String> lines() {
    return text().lines();
  }

  /** All that was kept of the text. */
  public String text() {
    return new String(text, StandardCharsets.UTF_8);
  }

  /** The same as a stream, each time from its beginning. */
  InputStream stream() {
    return new ByteArrayInputStream(text);
  }

  /** The number of the first line of what was kept, in the file. */
  public int firstLine() {
    return firstLine;
  }

  /** How many bytes of the text were left out, for it was too long. */
  public long leftOut() {
    return length - text.length;
  }

  /** Whether the text ends where the service ended it, and not where the report was cut. */
  public boolean closed() {
    return closed;
  }

  @Override
  public String toString() {
    return length + " bytes";
  }
}
