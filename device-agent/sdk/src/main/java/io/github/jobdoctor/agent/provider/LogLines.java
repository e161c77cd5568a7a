package io.github.jobdoctor.agent.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.jobdoctor.agent.log.LogJson;
import io.github.jobdoctor.agent.log.LogOrigin;
import io.github.jobdoctor.agent.log.LogSnapshot;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** A log as JSON Lines: the head, then the records that the reader does not have. */
final class LogLines {

  private static final int BUFFER_CHARS = 32 * 1024;

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
    try {
      snapshot.forEachAfter(
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
