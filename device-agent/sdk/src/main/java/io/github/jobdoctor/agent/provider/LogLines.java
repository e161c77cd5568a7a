package io.github.jobdoctor.agent.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.jobdoctor.agent.log.LogJson;
import io.github.jobdoctor.agent.log.LogOrigin;
import io.github.jobdoctor.agent.log.LogSnapshot;
import io.github.jobdoctor.agent.task.TaskLog;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A log as JSON Lines: the head, then the records that the reader does not have, then those that
 * are still to come.
 */
final class LogLines {

  private static final int BUFFER_CHARS = 32 * 1024;

  /** After so long without a record a reader that went away is looked for. */
  private static final long BEAT_MS = 1_000;

  private final LogSnapshot snapshot;
  private final LogOrigin origin;
  private final String packageName;
  private final long after;
  private final long wallTime;
  private final long elapsedMs;

  /**
   * Prepares the lines.
   *
   * @param askedLog id of the log that {@code asked} belongs to; null when the reader does not care
   * @param asked newest sequence number that the reader has
   */
  LogLines(
      LogSnapshot snapshot,
      LogOrigin origin,
      String packageName,
      String askedLog,
      long asked,
      long wallTime,
      long elapsedMs) {
    this.snapshot = snapshot;
    this.origin = origin;
    this.packageName = packageName;
    this.after = askedLog == null || askedLog.equals(id(snapshot)) ? asked : 0;
    this.wallTime = wallTime;
    this.elapsedMs = elapsedMs;
  }

  static String id(LogSnapshot snapshot) {
    String hex = Long.toHexString(snapshot.logId());
    return "0000000000000000".substring(hex.length()) + hex;
  }

  void writeTo(OutputStream out) throws IOException {
    StringBuilder buffer = new StringBuilder(BUFFER_CHARS + 8 * 1024);
    head(buffer);
    records(snapshot, after, buffer, out);
  }

  /**
   * Goes on after {@link #writeTo}: each record as soon as it is appended, and an empty line where
   * there was none for a second, which fails when the reader is gone. The log is locked while it is
   * copied, never while {@code out} is written.
   *
   * @param log where the snapshot came from; the stream ends when it is cleared or made anew
   * @param millis how long, while the device is awake
   */
  void follow(TaskLog log, long millis, OutputStream out) throws IOException, InterruptedException {
    // SystemClock counts the same but stands still in tests, and there this would never end.
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    StringBuilder buffer = new StringBuilder();
    LogSnapshot seen = snapshot;
    while (true) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        return;
      }
      Optional<LogSnapshot> now = log.awaitBeyond(seen, Math.min(left, BEAT_MS));
      if (!now.isPresent()) {
        return;
      }
      if (now.get().lastSeq() > seen.lastSeq()) {
        records(now.get(), Math.max(after, seen.lastSeq()), buffer, out);
        seen = now.get();
      } else {
        out.write('\n');
      }
    }
  }

  private static void records(LogSnapshot from, long after, StringBuilder buffer, OutputStream out)
      throws IOException {
    try {
      from.forEachAfter(
          after,
          record -> {
            LogJson.append(buffer, record);
            buffer.append('\n');
            if (buffer.length() >= BUFFER_CHARS) {
              flush(buffer, out);
            }
          });
      flush(buffer, out);
    } catch (UncheckedIOException failed) {
      throw failed.getCause();
    }
  }

  private void head(StringBuilder out) {
    out.append("{\"format\":\"jobdoctor-log\",\"version\":").append(AgentVersion.LOG_LINES);
    out.append(",\"agent\":\"").append(AgentVersion.AGENT).append("\",\"package\":");
    LogJson.quote(out, packageName);
    out.append(",\"log\":\"").append(id(snapshot)).append("\",\"after\":").append(after);
    out.append(",\"firstSeq\":").append(snapshot.firstSeq());
    out.append(",\"lastSeq\":").append(snapshot.lastSeq());
    out.append(",\"created\":").append(snapshot.created());
    out.append(",\"capacity\":").append(snapshot.capacity());
    out.append(",\"origin\":\"").append(origin.kind().wireName()).append('"');
    if (!origin.reason().isEmpty()) {
      out.append(",\"originReason\":");
      LogJson.quote(out, origin.reason());
    }
    out.append(",\"wallTime\":").append(wallTime);
    out.append(",\"elapsedMs\":").append(elapsedMs).append("}\n");
  }

  private static void flush(StringBuilder buffer, OutputStream out) {
    try {
      out.write(buffer.toString().getBytes(UTF_8));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    buffer.setLength(0);
  }
}
