package io.github.jobdoctor.command;

import io.github.jobdoctor.agentlog.LogFilter;
import io.github.jobdoctor.render.CsvExport;
import io.github.jobdoctor.render.LogCopy;
import io.github.jobdoctor.render.LogExport;
import io.github.jobdoctor.render.TimelineExport;
import io.github.jobdoctor.render.TraceExport;
import io.github.jobdoctor.source.SourceInfo;
import java.io.Writer;
import java.util.Locale;
import java.util.Optional;

/** The forms that a log can be exported in; the file's name decides. */
enum ExportFormat {
  /** JSON Lines, as the agent writes them. */
  NDJSON,
  /** One row a record. */
  CSV,
  /** For Perfetto and chrome://tracing. */
  TRACE,
  /** A page to look at. */
  HTML;

  /** The endings of names that are known, for people. */
  static final String ENDINGS = ".ndjson (or .jsonl), .csv, .json (a trace for Perfetto) and .html";

  /** The form that a file's name asks for; absent when its ending is none of {@link #ENDINGS}. */
  static Optional<ExportFormat> of(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".ndjson") || lower.endsWith(".jsonl")) {
      return Optional.of(NDJSON);
    }
    if (lower.endsWith(".csv")) {
      return Optional.of(CSV);
    }
    if (lower.endsWith(".json")) {
      return Optional.of(TRACE);
    }
    return lower.endsWith(".html") || lower.endsWith(".htm") ? Optional.of(HTML) : Optional.empty();
  }

  LogExport export(Writer out, LogFilter filter, SourceInfo source) {
    return switch (this) {
      case NDJSON -> new LogCopy(out, filter);
      case CSV -> new CsvExport(out, filter);
      case TRACE -> new TraceExport(out, filter, source);
      case HTML -> new TimelineExport(out, filter, source);
    };
  }
}
