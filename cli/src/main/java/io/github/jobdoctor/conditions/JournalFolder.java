package io.github.jobdoctor.conditions;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.jobdoctor.conditions.ConditionException.Reason;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The journals on this computer: a file for each device, named after its serial number. */
public final class JournalFolder {

  private static final String ENDING = ".journal";

  private final Path folder;

  /** The journals in {@code folder}, which need not exist yet. */
  public JournalFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Where programs keep what shall outlive them: {@code JOBDOCTOR_STATE}, or jobdoctor's folder in
   * {@code XDG_STATE_HOME}, {@code LOCALAPPDATA}, or {@code ~/.local/state}. Absent when the
   * environment names none of these.
   */
  public static Optional<JournalFolder> of(Map<String, String> environment) {
    Optional<Path> own = path(environment, "JOBDOCTOR_STATE");
    Optional<Path> state =
        own.or(() -> path(environment, "XDG_STATE_HOME").map(home -> home.resolve("jobdoctor")))
            .or(() -> path(environment, "LOCALAPPDATA").map(home -> home.resolve("jobdoctor")))
            .or(
                () ->
                    path(environment, "HOME").map(home -> home.resolve(".local/state/jobdoctor")));
    return state.map(there -> new JournalFolder(there.resolve("conditions")));
  }

  private static Optional<Path> path(Map<String, String> environment, String variable) {
    String value = environment.getOrDefault(variable, "");
    return value.isEmpty() ? Optional.empty() : Optional.of(Path.of(value));
  }

  private Path file(String serial) {
    // A file system may not tell letters from their capitals, and serial numbers may.
    String encoded = URLEncoder.encode(serial, UTF_8).replace("*", "%2A");
    String name =
        encoded.equals(encoded.toLowerCase(Locale.ROOT))
            ? encoded
            : encoded + "-" + Integer.toHexString(serial.hashCode());
    return folder.resolve(name + ENDING);
  }

  /**
   * The journal of a device.
   *
   * @throws ConditionException when it cannot be read
   */
  Optional<Journal> find(String serial) throws ConditionException {
    Path file = file(serial);
    return Files.exists(file) ? read(file) : Optional.empty();
  }

  /** All journals that can be read; for those who only look. */
  public List<Journal> all() {
    List<Journal> journals = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.filter(each -> each.toString().endsWith(ENDING)).sorted().toList()) {
          readable(file).ifPresent(journals::add);
        }
      } catch (IOException unreadable) {
        return journals;
      }
    }
    return journals;
  }

  /** One that cannot be read hides no other. */
  private static Optional<Journal> readable(Path file) {
    try {
      return read(file);
    } catch (ConditionException unreadable) {
      return Optional.empty();
    }
  }

  private static Optional<Journal> read(Path file) throws ConditionException {
    try {
      return Journal.parse(Files.readString(file));
    } catch (IOException | IllegalArgumentException e) {
      throw new ConditionException(
          Reason.UNREADABLE,
          "The journal "
              + file
              + " cannot be read: "
              + (e instanceof IOException ? "it is damaged, or not ours to read" : e.getMessage())
              + ". The jobdoctor that wrote it may read it; else look with `jobdoctor doctor` at what"
              + " is forced on the device, take that back, and delete the file.");
    }
  }

  /**
   * Gets a journal out of the way that cannot be read, once the device is put back by its own.
   *
   * @return a sentence that says so; absent when there is none
   */
  Optional<String> setAside(String serial) throws ConditionException {
    Path file = file(serial);
    if (!Files.exists(file) || readable(file).isPresent()) {
      return Optional.empty();
    }
    Path aside = folder.resolve(file.getFileName() + ".unreadable");
    try {
      Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new ConditionException(
          Reason.NO_JOURNAL, "The unreadable journal " + file + " cannot be moved.");
    }
    return Optional.of(
        "The device's own journal was used; the one on this computer cannot be read, and is now "
            + aside
            + ".");
  }

  /** Keeps a journal: when this returns it outlives a crash of the computer. */
  void save(Journal journal) throws ConditionException {
    Path file = file(journal.serial());
    Path fresh = folder.resolve(file.getFileName() + "." + journal.pid());
    try {
      Files.createDirectories(folder);
      try (FileChannel channel =
          FileChannel.open(
              fresh,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        java.nio.ByteBuffer bytes = UTF_8.encode(journal.text());
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      try {
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
      }
      forceFolder();
    } catch (IOException e) {
      discard(fresh);
      throw new ConditionException(
          Reason.NO_JOURNAL,
          "Nothing was changed, since the old state cannot be kept in "
              + folder
              + ": "
              + reason(e)
              + ". JOBDOCTOR_STATE names another folder.");
    }
  }

  private static void discard(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException stays) {
      // Where nothing can be written, nothing was.
      return;
    }
  }

  /** Without the name of a file, which the sentence has already. */
  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "you may not write there";
    }
    if (e instanceof NoSuchFileException) {
      return "there is no such folder, and it cannot be made";
    }
    return e instanceof FileSystemException file && file.getReason() != null
        ? file.getReason()
        : String.valueOf(e.getMessage());
  }

  /** The new name outlives a crash as well; Windows has no such thing, and does not need it. */
  private void forceFolder() {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException notHere) {
      return;
    }
  }

  /** Whether this computer wrote the journal of this id. */
  boolean has(String id) {
    return all().stream().anyMatch(journal -> journal.id().equals(id));
  }

  /** Forgets the journal of this id, whatever the device was called then. */
  void forget(String id) throws ConditionException {
    for (Journal journal : all()) {
      if (journal.id().equals(id)) {
        try {
          Files.deleteIfExists(file(journal.serial()));
        } catch (IOException e) {
          throw new ConditionException(
              Reason.NO_JOURNAL,
              "All is put back, but the journal "
                  + file(journal.serial())
                  + " cannot be deleted: "
                  + e.getMessage()
                  + ".");
        }
      }
    }
  }
}
