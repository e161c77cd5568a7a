package io.github.jobdoctor.source;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;
import java.util.zip.ZipException;

/**
 * What comes out of an archive, as long as it is in proportion to what went in.
 *
 * <p>Reading costs no disk and no memory, so a bomb could only cost time: it is refused, once more
 * than {@value #FREE} bytes have come out, when that is more than {@value #MOST_TIMES} times what
 * went in. Deflate makes a tenth or a twentieth of the text of a bug report, and cannot make less
 * than a thousandth of anything. {@value #MOST} bytes are eight times the largest reports.
 */
final class InflatedStream extends FilterInputStream {

  static final long FREE = 32L << 20;
  static final int MOST_TIMES = 200;
  static final long MOST = 8L << 30;

  private final String archive;
  private final LongSupplier packed;
  private long inflated;

  /**
   * Watches over a stream.
   *
   * @param archive its name, for sentences
   * @param in what comes out of it
   * @param packed how many bytes went in so far, or will in the end
   */
  InflatedStream(String archive, InputStream in, LongSupplier packed) {
    super(in);
    this.archive = archive;
    this.packed = packed;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int read;
    try {
      read = in.read(into, offset, length);
    } catch (EOFException e) {
      throw new BadArchiveException(archive + " is damaged: its end is missing.", e);
    } catch (ZipException e) {
      throw damaged(archive, e);
    }
    inflated += Math.max(read, 0);
    if (inflated > MOST
        || (inflated > FREE && inflated / MOST_TIMES > Math.max(packed.getAsLong(), 1))) {
      throw new BadArchiveException(
          archive
              + " is refused: it would unpack to more than "
              + MOST_TIMES
              + " times its size or "
              + (MOST >> 30)
              + " GB, as no bug report does.");
    }
    return read;
  }

  @Override
  public long skip(long count) throws IOException {
    byte[] passed = new byte[(int) Math.max(0, Math.min(count, 8192))];
    return Math.max(0, read(passed, 0, passed.length));
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  /** The sentence for what the JDK found wrong. */
  static BadArchiveException damaged(String archive, ZipException e) {
    String found = String.valueOf(e.getMessage());
    if (found.contains("encrypted")) {
      return new BadArchiveException(
          archive + " is encrypted: unpack it and name the text file in it.", e);
    }
    return new BadArchiveException(
        archive + " is damaged, or packed in a way that cannot be read here: " + found + ".", e);
  }
}
