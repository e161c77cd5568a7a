package io.github.jobdoctor.source;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/** The one text in a zip that is meant, streamed; nothing is ever written anywhere. */
final class ZippedText {

  /** More than any file about a bug report has. */
  private static final int LONGEST_NAME = 4096;

  /** How much is held of a zip that comes as a stream until its only text is known. */
  private static final int HELD = 32 << 20;

  private ZippedText() {}

  /**
   * Opens the text in a zip file.
   *
   * @throws BadArchiveException when it cannot be read, or no one text is meant
   */
  static InputStream in(String name, Path file) throws IOException {
    ZipFile zip;
    try {
      // Names in no Unicode are possible; this charset reads them all.
      zip = new ZipFile(file.toFile(), StandardCharsets.ISO_8859_1);
    } catch (ZipException e) {
      throw InflatedStream.damaged(name, e);
    }
    try {
      ZipEntry entry = chosen(name, zip);
      InputStream inflated =
          new InflatedStream(name, zip.getInputStream(entry), entry::getCompressedSize);
      return new Verified(name, inflated, entry.getCrc(), zip);
    } catch (ZipException e) {
      zip.close();
      throw InflatedStream.damaged(name, e);
    } catch (IOException e) {
      zip.close();
      throw e;
    }
  }

  private static ZipEntry chosen(String name, ZipFile zip) throws IOException {
    List<String> entries = new ArrayList<>();
    for (ZipEntry entry : Collections.list(zip.entries())) {
      ZipChoice.checkName(name, entry.getName());
      entries.add(entry.getName());
    }
    ZipEntry main = zip.getEntry(ZipChoice.MAIN_ENTRY);
    if (main == null) {
      return zip.getEntry(ZipChoice.choose(name, entries));
    }
    try (InputStream in = zip.getInputStream(main)) {
      return zip.getEntry(named(name, in.readNBytes(LONGEST_NAME), entries));
    }
  }

  /** The entry that the content of {@code main_entry.txt} names. */
  private static String named(String name, byte[] main, List<String> entries)
      throws BadArchiveException {
    String named = new String(main, StandardCharsets.ISO_8859_1).strip();
    ZipChoice.checkName(name, named);
    if (!entries.contains(named)) {
      throw new BadArchiveException(
          name + " is damaged: the entry that its " + ZipChoice.MAIN_ENTRY + " names is missing.");
    }
    return named;
  }

  /**
   * Finds the text in a zip that comes as a stream, where no look ahead is possible: the first
   * entry that is named like a bug report is it. Other texts are held, up to {@value #HELD} bytes,
   * until the end shows that there is only one.
   *
   * @throws BadArchiveException when it cannot be read, or no one text is meant
   */
  static InputStream in(String name, InputStream in) throws IOException {
    CountedStream counted = new CountedStream(in);
    ZipInputStream zip = new ZipInputStream(counted, StandardCharsets.ISO_8859_1);
    InputStream inflated = new InflatedStream(name, zip, counted::count);
    List<String> entries = new ArrayList<>();
    Map<String, byte[]> held = new HashMap<>();
    int room = HELD;
    for (ZipEntry entry = next(name, zip); entry != null; entry = next(name, zip)) {
      ZipChoice.checkName(name, entry.getName());
      entries.add(entry.getName());
      if (ZipChoice.isReport(entry.getName())) {
        return inflated;
      }
      byte[] content = inflated.readNBytes(room + 1);
      if (content.length <= room) {
        held.put(entry.getName(), content);
        room -= content.length;
      } else {
        inflated.transferTo(OutputStream.nullOutputStream());
      }
    }
    if (entries.isEmpty()) {
      throw new BadArchiveException(name + " is damaged or empty: no entry can be read from it.");
    }
    byte[] main = held.get(ZipChoice.MAIN_ENTRY);
    byte[] content =
        held.get(main == null ? ZipChoice.choose(name, entries) : named(name, main, entries));
    if (content == null) {
      throw new BadArchiveException(
          name + " is too large a zip for a stream: save it and name the file.");
    }
    return new ByteArrayInputStream(content);
  }

  private static ZipEntry next(String name, ZipInputStream zip) throws IOException {
    try {
      return zip.getNextEntry();
    } catch (ZipException e) {
      throw InflatedStream.damaged(name, e);
    } catch (EOFException e) {
      throw new BadArchiveException(name + " is damaged: its end is missing.", e);
    } catch (IllegalArgumentException e) {
      // How the JDK refuses a name that is said to be UTF-8 and is not.
      throw new BadArchiveException(name + " is damaged: an entry's name is no text.", e);
    }
  }

  /** An entry of a zip file, which the JDK does not hold against its checksum. */
  private static final class Verified extends FilterInputStream {

    private final String name;
    private final CheckedInputStream checked;
    private final long expected;
    private final ZipFile zip;

    Verified(String name, InputStream in, long expected, ZipFile zip) {
      super(new CheckedInputStream(in, new CRC32()));
      this.name = name;
      this.checked = (CheckedInputStream) this.in;
      this.expected = expected;
      this.zip = zip;
    }

    @Override
    public int read() throws IOException {
      return verified(in.read());
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      return verified(in.read(into, offset, length));
    }

    private int verified(int read) throws BadArchiveException {
      if (read < 0 && checked.getChecksum().getValue() != expected) {
        throw new BadArchiveException(name + " is damaged: its checksum does not fit.");
      }
      return read;
    }

    @Override
    public void close() throws IOException {
      zip.close();
    }
  }
}
