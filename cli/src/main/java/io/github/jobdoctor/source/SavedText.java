package io.github.jobdoctor.source;

import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** A text that somebody saved: a file, or standard input. */
public final class SavedText {

  /** The name that stands for standard input. */
  public static final String STANDARD_INPUT = "-";

  private static final int ZIP_MAGIC = 0x504b0304;
  private static final int GZIP_MAGIC = 0x1f8b;

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
   * @throws UnreadableInputException when there is no such file, or it cannot be read
   * @throws E when {@code reader} finds it unusable
   */
  public static <T, E extends Exception> T read(
      String name, Path folder, InputStream standardInput, Reader<T, E> reader)
      throws UnreadableInputException, E {
    if (name.equals(STANDARD_INPUT)) {
      try {
        return read(name, standardInput, reader);
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
      return read(name, in, reader);
    } catch (IOException e) {
      throw new UnreadableInputException(name + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static <T, E extends Exception> T read(String name, InputStream in, Reader<T, E> reader)
      throws IOException, UnreadableInputException, E {
    BufferedInputStream buffered = new BufferedInputStream(in, 1 << 16);
    buffered.mark(4);
    byte[] head = buffered.readNBytes(4);
    buffered.reset();
    if (startsWith(head, ZIP_MAGIC, 4) || startsWith(head, GZIP_MAGIC, 2)) {
      throw new UnreadableInputException(
          name + " is an archive: unpack it and name the text file in it.", null);
    }
    return reader.read(buffered);
  }

  private static boolean startsWith(byte[] head, int magic, int length) {
    int value = 0;
    for (int i = 0; i < length && i < head.length; i++) {
      value = (value << 8) | (head[i] & 0xff);
    }
    return head.length >= length && value == magic;
  }
}
