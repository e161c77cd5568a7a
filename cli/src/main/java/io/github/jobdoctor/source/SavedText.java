package io.github.jobdoctor.source;

import java.io.EOFException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A text that somebody saved: a file, or standard input; plain, or packed by gzip or zip, which is
 * read as it streams by.
 */
public final class SavedText {

  /** The name that stands for standard input. */
  public static final String STANDARD_INPUT = "-";

  /** How many bytes tell what a file is. */
  private static final int HEAD = 512;

  private static final int TAR_MARK = 257;

  private SavedText() {}

  /**
   * Makes something of a text; {@code E} is what it throws when the text is not what it should be.
   */
  @FunctionalInterface
  public interface Reader<T, E extends Exception> {
    /** Reads the text to its end. */
    T read(InputStream text) throws IOException, E;
  }

  /**
   * Reads the text in {@code name}.
   *
   * @param folder what a relative name starts from
   * @param standardInput what {@code -} means
   * @throws UnreadableInputException when there is no such file, it cannot be read, or it is an
   *     archive in which no one text is certain
   * @throws E when {@code reader} finds it unusable
   */
  public static <T, E extends Exception> T read(
      String name, Path folder, InputStream standardInput, Reader<T, E> reader)
      throws UnreadableInputException, E {
    if (name.equals(STANDARD_INPUT)) {
      try {
        return read("standard input", standardInput, Optional.empty(), reader);
      } catch (BadArchiveException e) {
        throw new UnreadableInputException(e.getMessage(), e);
      } catch (IOException e) {
        throw new UnreadableInputException("Standard input cannot be read: " + e.getMessage(), e);
      }
    }
    Path file;
    try {
      file = folder.resolve(name);
    } catch (InvalidPathException e) {
      throw new UnreadableInputException(
          "No file can have this name here (in this locale): " + e.getReason() + ".", e);
    }
    if (!name.isEmpty() && Files.isDirectory(file)) {
      throw new UnreadableInputException(name + " is a folder: name a file in it.", null);
    }
    if (name.isEmpty() || !Files.exists(file)) {
      throw new UnreadableInputException("There is no file " + name + ".", null);
    }
    if (!Files.isReadable(file)) {
      throw new UnreadableInputException("The file " + name + " may not be read by you.", null);
    }
    // A plain stream, because a channel wants to seek, and what is named may be a pipe.
    try (InputStream in = new FileInputStream(file.toFile())) {
      return read(
          name, in, Files.isRegularFile(file) ? Optional.of(file) : Optional.empty(), reader);
    } catch (BadArchiveException e) {
      throw new UnreadableInputException(e.getMessage(), e);
    } catch (IOException e) {
      throw new UnreadableInputException(name + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static <T, E extends Exception> T read(
      String name, InputStream in, Optional<Path> file, Reader<T, E> reader) throws IOException, E {
    PushbackInputStream start = new PushbackInputStream(in, HEAD);
    Form form = Form.of(start);
    if (form == Form.TEXT) {
      return reader.read(start);
    }
    if (form == Form.TAR) {
      throw tar(name);
    }
    try (InputStream unpacked = unpacked(name, form, start, file)) {
      PushbackInputStream inner = new PushbackInputStream(unpacked, HEAD);
      Form innerForm = Form.of(inner);
      if (innerForm == Form.TAR) {
        throw tar(name);
      }
      if (innerForm != Form.TEXT) {
        throw ZipChoice.nested(name, "packed once more");
      }
      return reader.read(inner);
    }
  }

  private static InputStream unpacked(String name, Form form, InputStream in, Optional<Path> file)
      throws IOException {
    if (form == Form.ZIP) {
      return file.isPresent() ? ZippedText.in(name, file.get()) : ZippedText.in(name, in);
    }
    CountedStream counted = new CountedStream(in);
    try {
      return new InflatedStream(name, new GZIPInputStream(counted, 1 << 13), counted::count);
    } catch (EOFException e) {
      throw new BadArchiveException(name + " is damaged: its end is missing.", e);
    } catch (ZipException e) {
      throw InflatedStream.damaged(name, e);
    }
  }

  private static BadArchiveException tar(String name) {
    return new BadArchiveException(
        name + " is a tar archive: unpack it and name the text file in it.");
  }

  /** What a file is, by its first bytes. */
  private enum Form {
    TEXT,
    ZIP,
    GZIP,
    TAR;

    static Form of(PushbackInputStream in) throws IOException {
      byte[] head = in.readNBytes(HEAD);
      in.unread(head);
      // Of one with entries; of an empty one; of the first of several pieces.
      if (at(head, 0, "PK\3\4") || at(head, 0, "PK\5\6") || at(head, 0, "PK\7\b")) {
        return ZIP;
      }
      if (at(head, 0, "\37\213")) {
        return GZIP;
      }
      return at(head, TAR_MARK, "ustar") ? TAR : TEXT;
    }

    private static boolean at(byte[] head, int offset, String mark) {
      byte[] bytes = mark.getBytes(StandardCharsets.ISO_8859_1);
      int end = offset + bytes.length;
      return head.length >= end && Arrays.equals(head, offset, end, bytes, 0, bytes.length);
    }
  }
}
