package io.github.jobdoctor.command;

import io.github.jobdoctor.agentdoor.LogPull;
import io.github.jobdoctor.agentlog.LogFilter;
import io.github.jobdoctor.agentlog.LogHead;
import io.github.jobdoctor.agentlog.LogListener;
import io.github.jobdoctor.agentlog.LogReader;
import io.github.jobdoctor.agentlog.UnusableLogException;
import io.github.jobdoctor.render.LogCopy;
import io.github.jobdoctor.source.UnreadableInputException;
import java.io.BufferedInputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** {@code logs --resume}: a saved log goes on where it ended. */
final class LogResume {

  private final Session session;
  private final LogFeed feed;

  LogResume(Session session, LogFeed feed) {
    this.session = session;
    this.feed = feed;
  }

  int into(String name) throws UnreadableInputException, UnusableLogException {
    try {
      Path file = session.host().folder().resolve(name);
      LogReader had = new LogReader(new LogListener() {});
      if (Files.exists(file) && Files.size(file) > 0) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
          had.read(in);
        }
        dropHalfALine(file);
      }
      return append(file, name, had);
    } catch (IOException | InvalidPathException e) {
      throw new UnreadableInputException(
          "The file " + name + " cannot be read or written: " + e.getMessage() + ".", e);
    } catch (UncheckedIOException e) {
      throw new UnreadableInputException(
          "The file " + name + " cannot be written: " + e.getCause().getMessage() + ".", e);
    }
  }

  /** A pull that was cut may have left one; its record comes again. */
  private static void dropHalfALine(Path file) throws IOException {
    try (RandomAccessFile text = new RandomAccessFile(file.toFile(), "rw")) {
      long end = text.length();
      while (end > 0) {
        text.seek(end - 1);
        if (text.read() == '\n') {
          break;
        }
        end--;
      }
      text.setLength(end);
    }
  }

  private int append(Path file, String name, LogReader had) throws IOException {
    try (Writer out =
        new BufferedWriter(
            Files.newBufferedWriter(
                file,
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND))) {
      LogFeed rest =
          new LogFeed(
              feed.source(),
              feed.agent(),
              reader -> {
                LogPull pull = new LogPull(feed.agent().orElseThrow(), reader);
                pull.startAfter(had.last(), had.head().map(LogHead::log));
                return pull.pull();
              });
      LogCopy copy = new LogCopy(out, LogFilter.ALL);
      PulledLog pulled = PulledLog.of(rest, new LogOptions(), filter -> copy);
      copy.finish();
      boolean another =
          had.head()
              .filter(
                  before ->
                      pulled
                          .reader()
                          .head()
                          .filter(now -> !now.log().equals(before.log()))
                          .isPresent())
              .isPresent();
      if (pulled.reader().head().isPresent()) {
        session
            .talk()
            .note(
                name
                    + ": "
                    + pulled.reader().records()
                    + " new records, up to number "
                    + pulled.reader().last()
                    + (another ? "; the agent's log was begun anew since, and is appended" : "")
                    + ".");
      }
      pulled.tell(session.talk(), feed.source().name(), true);
      return Commands.tellFailure(session, feed.source(), pulled.failure(), false);
    }
  }
}
