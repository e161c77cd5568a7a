package io.github.jobdoctor.render;

import io.github.jobdoctor.agentlog.LogFilter;
import io.github.jobdoctor.agentlog.LogHead;
import io.github.jobdoctor.agentlog.LogRecord;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.exc.JacksonIOException;

/**
 * A log as JSON Lines, as the agent writes them: what can be read again with {@code --from}. Where
 * not all records are wanted the heads are left out, since they would promise the others.
 */
public final class LogCopy implements LogExport {

  private final JsonGenerator json;
  private final LogFields fields;
  private final LogFilter filter;

  /** Writes the wanted records of a log to {@code out}. */
  public LogCopy(Writer out, LogFilter filter) {
    this.json = Documents.lineGenerator(out);
    this.fields = new LogFields(json, text -> text);
    this.filter = filter;
  }

  @Override
  public void head(LogHead head, boolean anew) {
    if (filter.equals(LogFilter.ALL)) {
      write(() -> fields.headLine(head));
    }
  }

  @Override
  public void record(LogRecord record) {
    if (filter.wants(record)) {
      write(() -> fields.record(record, Optional.empty()));
    }
  }

  private void write(Runnable line) {
    try {
      line.run();
      json.writeRaw('\n');
    } catch (JacksonIOException e) {
      throw new UncheckedIOException(e.getCause());
    }
  }

  @Override
  public void finish() {
    try {
      json.flush();
    } catch (JacksonIOException e) {
      throw new UncheckedIOException(e.getCause());
    }
  }
}
