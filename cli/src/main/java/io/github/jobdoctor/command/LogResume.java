package io.github.jobdoctor.command;

import io.github.jobdoctor.agentlog.LogHead;
import io.github.jobdoctor.agentlog.LogListener;
import io.github.jobdoctor.agentlog.LogReader;
import io.github.jobdoctor.agentlog.UnusableLogException;
import io.github.jobdoctor.render.LogCopy;
import io.github.jobdoctor.source.UnreadableInputException;
import java.io.BufferedInputStream;
import java.io.BufferedWriter;
import java.io.ByteArrayInputStream;
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

  int into(String name) throws UnreadableInputException {
    try {
      Path file = session.host().folder().resolve(name);
      boolean isNew = !Files.exists(file);
      LogReader had = new LogReader(new LogListener() {});
      if (!isNew && Files.size(file) > 0) {
        refuseUtf16(file, name);
        read(file, name, had);
        endLastLine(file);
      }
      int code = append(file, name, had);
      if (isNew && Files.size(file) == 0) {
        Files.delete(file);
      }
      return code;
    } catch (IOException | InvalidPathException e) {
      throw new UnreadableInputException(
          "The file " + name + " cannot be read or written: " + Errors.reason(e) + ".", e);
    } catch (UncheckedIOException e) {
      throw new UnreadableInputException(
          "The file " + name + " cannot be written: " + Errors.reason(e.getCause()) + ".", e);
    }
  }

  private static void refuseUtf16(Path file, String name)
      throws IOException, UnreadableInputException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] mark = in.readNBytes(2);
      int first = mark.length < 2 ? 0 : (mark[0] & 0xff) << 8 | (mark[1] & 0xff);
      if (first == 0xfffe || first == 0xfeff) {
        throw new UnreadableInputException(
            name + " is in UTF-16, and what would be appended is not: save it as UTF-8 first.",
            null);
      }
    }
  }

  private static void read(Path file, String name, LogReader had)
      throws IOException, UnreadableInputException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      had.read(in);
    } catch (UnusableLogException e) {
      throw new UnreadableInputException(
          "Nothing is appended to " + name + ". " + e.getMessage(), e);
    }
    if (had.head().isEmpty()) {
      throw new UnreadableInputException(
          "Nothing is appended to "
              + name
              + ": its records have no head, so nobody knows which log they are of.",
          null);
    }
  }

  /**
   * What is appended begins on a line of its own. A pull that was cut may have left half a line;
   * its record comes again.
   */
  private static void endLastLine(Path file) throws IOException {
    try (RandomAccessFile text = new RandomAccessFile(file.toFile(), "rw")) {
      long length = text.length();
      long start = length;
      while (start > 0) {
        text.seek(start - 1);
        if (text.read() == '\n') {
          break;
        }
        start--;
      }
      if (start == length) {
        return;
      }
      byte[] last = new byte[(int) Math.min(length - start, Integer.MAX_VALUE - 8)];
      text.seek(start);
      text.readFully(last);
      if (isWhole(last)) {
        text.seek(length);
        text.write('\n');
      } else {
        text.setLength(start);
      }
    }
  }

  private static boolean isWhole(byte[] line) throws IOException {
    try {
      new LogReader(new LogListener() {}).read(new ByteArrayInputStream(line));
      return true;
    } catch (UnusableLogException half) {
      return false;
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
          LogFeed.ofAgent(
              feed.source(), feed.agent().orElseThrow(), had.last(), had.head().map(LogHead::log));
      PulledLog<LogCopy> pulled =
          PulledLog.of(
              rest,
              new LogOptions(),
              filter -> new LogCopy(out, filter),
              last -> "the same command once more");
      pulled.listener().finish();
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
