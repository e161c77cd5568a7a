package io.github.jobdoctor.render;

import io.github.jobdoctor.agentlog.ClockChange;
import io.github.jobdoctor.agentlog.LogFilter;
import io.github.jobdoctor.agentlog.LogGap;
import io.github.jobdoctor.agentlog.LogHead;
import io.github.jobdoctor.agentlog.LogListener;
import io.github.jobdoctor.agentlog.LogRecord;
import io.github.jobdoctor.source.Reading;
import io.github.jobdoctor.source.SourceInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVPrinter;
import tools.jackson.core.JsonGenerator;

/** The forms of {@link RecordsReport}. */
public final class RecordsReports {

  private RecordsReports() {}

  /**
   * A report in one form.
   *
   * @param headings whether tables and CSV begin with a line of headings
   * @param several whether there are several sources, so that each line says which is its own
   * @param live whether each record shall be seen at once
   * @param zone the zone of the times in tables
   */
  public static RecordsReport of(
      Writer out,
      OutputFormat format,
      Surface surface,
      boolean headings,
      boolean several,
      boolean live,
      ZoneId zone) {
    return switch (format) {
      case TABLE ->
          new RecordTable(out, surface, RecordColumn.TABLE, headings, several, live, zone);
      case WIDE ->
          new RecordTable(
              out, surface.unlimited(), RecordColumn.WIDE, headings, several, live, zone);
      case JSON -> new Document(out, Documents.jsonGenerator(out), false);
      case YAML -> new Document(out, Documents.yamlGenerator(out), true);
      case NDJSON -> new RecordLines(out, live);
      case CSV -> new Rows(out, headings, several, live);
      case NAME -> new Names(out);
    };
  }

  /** One object a line; the source's error is a line, too. */
  private static final class RecordLines implements RecordsReport {
    private final Writer out;
    private final JsonGenerator json;
    private final LogFields fields;
    private final boolean live;

    RecordLines(Writer out, boolean live) {
      this.out = out;
      this.live = live;
      this.json = Documents.lineGenerator(out);
      this.fields = new LogFields(json, text -> text);
    }

    @Override
    public LogListener begin(SourceInfo source, LogFilter filter) {
      Optional<String> name = Optional.of(source.name());
      return new LogListener() {
        @Override
        public void record(LogRecord record) {
          if (filter.wants(record)) {
            fields.record(record, name);
            endLine();
          }
        }
      };
    }

    private void endLine() {
      json.writeRaw('\n');
      if (live) {
        json.flush();
      }
    }

    @Override
    public void end(SourceInfo source, Optional<Reading.Failure> failure) {
      failure.ifPresent(
          problem -> {
            json.writeStartObject();
            fields.fields(Report.errorLine(source, problem));
            json.writeEndObject();
            endLine();
          });
      json.flush();
    }

    @Override
    public void finish() {
      json.flush();
      flush(out);
    }
  }

  /** One document, written as its records come. */
  private static final class Document implements RecordsReport {
    private static final int MAX_UNREAD = 1_000;

    private final Writer out;
    private final JsonGenerator json;
    private final boolean yaml;
    private final LogFields fields;
    private boolean begun;
    private Optional<Source> open = Optional.empty();

    Document(Writer out, JsonGenerator json, boolean yaml) {
      this.out = out;
      this.json = json;
      this.yaml = yaml;
      this.fields = new LogFields(json, yaml ? Printable::clean : text -> text);
    }

    private void start() {
      if (!begun) {
        begun = true;
        json.writeStartObject();
        fields.number("schemaVersion", Documents.SCHEMA_VERSION);
        fields.text("command", "logs");
        json.writeName("sources");
        json.writeStartArray();
      }
    }

    @Override
    public LogListener begin(SourceInfo source, LogFilter filter) {
      start();
      json.writeStartObject();
      fields.fields(Report.source(source).map());
      Source next = new Source(filter);
      open = Optional.of(next);
      return next;
    }

    @Override
    public void end(SourceInfo source, Optional<Reading.Failure> failure) {
      open.ifPresent(Source::close);
      open = Optional.empty();
      failure.ifPresent(
          problem -> fields.fields(new Fields().put("error", Report.error(problem)).map()));
      json.writeEndObject();
    }

    @Override
    public void finish() {
      start();
      json.writeEndArray();
      json.writeEndObject();
      json.flush();
      if (!yaml) {
        json.writeRaw('\n');
        json.flush();
      }
      flush(out);
    }

    /** One source: first the records, since they come first; then what was noted on the way. */
    private final class Source implements LogListener {
      private final List<LogHead> heads = new ArrayList<>();
      private final List<LogGap> gaps = new ArrayList<>();
      private final List<ClockChange> clockChanges = new ArrayList<>();
      private final List<Fields> unread = new ArrayList<>();
      private final LogListener clock = ClockChange.watch(this::note);
      private final LogFilter filter;
      private long unreadCount;
      private long missing;

      Source(LogFilter filter) {
        this.filter = filter;
        json.writeName("records");
        json.writeStartArray();
      }

      private void note(ClockChange change) {
        if (clockChanges.size() < MAX_UNREAD) {
          clockChanges.add(change);
        }
      }

      @Override
      public void head(LogHead head, boolean anew) {
        clock.head(head, anew);
        if (anew || heads.isEmpty()) {
          if (heads.size() < MAX_UNREAD) {
            heads.add(head);
          }
        } else {
          heads.set(heads.size() - 1, head);
        }
      }

      @Override
      public void record(LogRecord record) {
        clock.record(record);
        if (filter.wants(record)) {
          fields.record(record, Optional.empty());
        }
      }

      @Override
      public void gap(LogGap gap) {
        missing += gap.count();
        if (gaps.size() < MAX_UNREAD) {
          gaps.add(gap);
        }
      }

      @Override
      public void unread(long line, String text) {
        unreadCount++;
        if (unread.size() < MAX_UNREAD) {
          unread.add(new Fields().put("line", line).put("text", text));
        }
      }

      void close() {
        json.writeEndArray();
        if (!heads.isEmpty()) {
          fields.head("log", heads.get(heads.size() - 1));
        }
        fields.number("missing", missing);
        array("gaps", () -> gaps.forEach(fields::gap));
        array("clockChanges", () -> clockChanges.forEach(fields::clockChange));
        fields.number("unreadCount", unreadCount);
        array(
            "unread",
            () ->
                unread.forEach(
                    line -> {
                      json.writeStartObject();
                      fields.fields(line.map());
                      json.writeEndObject();
                    }));
      }

      private void array(String name, Runnable content) {
        json.writeName(name);
        json.writeStartArray();
        content.run();
        json.writeEndArray();
      }
    }
  }

  /** CSV: one row a record, all fields. */
  private static final class Rows implements RecordsReport {
    private final boolean several;
    private final boolean live;
    private final CSVPrinter printer;

    Rows(Writer out, boolean headings, boolean several, boolean live) {
      this.several = several;
      this.live = live;
      this.printer = Csv.printer(out);
      if (headings) {
        List<String> names = new ArrayList<>();
        if (several) {
          names.add("source");
        }
        names.addAll(RecordColumn.csvNames());
        Csv.writeRow(printer, names);
      }
    }

    @Override
    public LogListener begin(SourceInfo source, LogFilter filter) {
      return new LogListener() {
        @Override
        public void record(LogRecord record) {
          if (filter.wants(record)) {
            List<String> row = new ArrayList<>(RecordColumn.CSV.size() + 1);
            if (several) {
              row.add(Printable.clean(source.name()));
            }
            row.addAll(RecordColumn.csvRow(record));
            Csv.writeRow(printer, row);
            if (live) {
              Csv.flush(printer);
            }
          }
        }
      };
    }

    @Override
    public void end(SourceInfo source, Optional<Reading.Failure> failure) {
      // CSV has no place for it; standard error tells.
    }

    @Override
    public void finish() {
      Csv.flush(printer);
    }
  }

  /** The numbers of the records. */
  private static final class Names implements RecordsReport {
    private final Writer out;

    Names(Writer out) {
      this.out = out;
    }

    @Override
    public LogListener begin(SourceInfo source, LogFilter filter) {
      return new LogListener() {
        @Override
        public void record(LogRecord record) {
          if (filter.wants(record)) {
            Lines.write(out, List.of(Long.toString(record.seq())));
          }
        }
      };
    }

    @Override
    public void end(SourceInfo source, Optional<Reading.Failure> failure) {
      // Names only.
    }

    @Override
    public void finish() {
      flush(out);
    }
  }

  private static void flush(Writer out) {
    try {
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
