package io.github.jobdoctor.command;

import io.github.jobdoctor.source.UnreadableInputException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import java.util.function.Consumer;

/** A file that is there whole, or as it was before. Folders that it needs are made. */
final class WholeFile {

  private final String name;
  private final Path file;

  private WholeFile(String name, Path file) {
    this.name = name;
    this.file = file;
  }

  /**
   * The file of this name.
   *
   * @throws UnreadableInputException when it cannot be written, as far as that can be seen before
   */
  static WholeFile of(Host host, String name) throws UnreadableInputException {
    try {
      Path file = host.folder().resolve(name).toAbsolutePath().normalize();
      if (Files.isDirectory(file)) {
        throw new UnreadableInputException(name + " is a folder: name a file in it.", null);
      }
      Files.createDirectories(file.getParent());
      if (!Files.isWritable(file.getParent())) {
        throw new UnreadableInputException(
            "The file " + name + " cannot be written: its folder does not let it.", null);
      }
      return new WholeFile(name, file);
    } catch (IOException | InvalidPathException e) {
      throw unwritable(name, e);
    }
  }

  void write(Consumer<Writer> content) throws UnreadableInputException {
    Path part = file.resolveSibling("." + file.getFileName() + "-" + UUID.randomUUID() + ".part");
    try {
      try (Writer out = new BufferedWriter(Files.newBufferedWriter(part, StandardCharsets.UTF_8))) {
        content.accept(out);
      }
      move(part, file);
    } catch (IOException e) {
      throw unwritable(name, e);
    } catch (UncheckedIOException e) {
      throw unwritable(name, e.getCause());
    } finally {
      deleteIfThere(part);
    }
  }

  /** Puts what was written in its place, at once where the file system can. */
  static void move(Path part, Path file) throws IOException {
    try {
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  static void deleteIfThere(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException leftOver) {
      // What was to be written matters more than a file that begins with a dot.
    }
  }

  private static UnreadableInputException unwritable(String name, Exception e) {
    return new UnreadableInputException(
        "The file " + name + " cannot be written: " + Errors.reason(e) + ".", e);
  }
}
