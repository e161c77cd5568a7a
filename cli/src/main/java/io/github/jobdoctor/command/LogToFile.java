package io.github.jobdoctor.command;

import io.github.jobdoctor.render.LogExport;
import io.github.jobdoctor.source.UnreadableInputException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.UUID;

/** {@code logs --export}: a log into a file, which is there whole or not at all. */
final class LogToFile {

  private final Session session;
  private final LogOptions wanted;

  LogToFile(Session session, LogOptions wanted) {
    this.session = session;
    this.wanted = wanted;
  }

  int write(LogFeed feed, String name) throws UnreadableInputException {
    ExportFormat format = ExportFormat.of(name).orElseThrow();
    Path part = null;
    try {
      Path file = session.host().folder().resolve(name).toAbsolutePath();
      if (Files.isDirectory(file)) {
        throw new UnreadableInputException(name + " is a folder: name a file in it.", null);
      }
      part = file.resolveSibling("." + file.getFileName() + "-" + UUID.randomUUID() + ".part");
      PulledLog<?> pulled = write(feed, format, part);
      if (pulled.hasAnything()) {
        WholeFile.move(part, file);
        session
            .talk()
            .note("Wrote " + name + ": " + pulled.reader().records() + " records were read.");
      }
      pulled.tell(session.talk(), feed.source().name(), true);
      return Commands.tellFailure(session, feed.source(), pulled.failure(), false);
    } catch (IOException | InvalidPathException e) {
      throw new UnreadableInputException(
          "The file " + name + " cannot be written: " + Errors.reason(e) + ".", e);
    } catch (UncheckedIOException e) {
      throw new UnreadableInputException(
          "The file " + name + " cannot be written: " + Errors.reason(e.getCause()) + ".", e);
    } finally {
      if (part != null) {
        WholeFile.deleteIfThere(part);
      }
    }
  }

  private PulledLog<?> write(LogFeed feed, ExportFormat format, Path part) throws IOException {
    try (Writer out =
        new BufferedWriter(Files.newBufferedWriter(part, StandardCharsets.UTF_8), 1 << 16)) {
      PulledLog<LogExport> pulled =
          PulledLog.of(feed, wanted, filter -> format.export(out, filter, feed.source()));
      pulled.listener().finish();
      return pulled;
    }
  }
}
