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
   * @param filter which records are wanted
   * @param headings whether tables and CSV begin with a line of headings
   * @param several whether there are several sources, so that each line says which is its own
   * @param live whether each record shall be seen at once
   * @param zone the zone of the times in tables
   */
  public static RecordsReport of(
      Writer out,
      OutputFormat format,
      Surface surface,
      LogFilter filter,
      boolean headings,
      boolean several,
      boolean live,
      ZoneId zone) {
    return switch (format) {
      case TABLE ->
          new RecordTable(out, surface, RecordColumn.TABLE, filter, headings, several, live, zone);
      case WIDE ->
          new RecordTable(
              out,
              new Surface(Surface.plain().width(), surface.color(), surface.unicode()),
              RecordColumn.WIDE,
              filter,
              headings,
              several,
              live,
              zone);
      case JSON -> new Document(out, Documents.jsonGenerator(out), false, filter);
      case YAML -> new Document(out, Documents.yamlGenerator(out), true, filter);
      case NDJSON -> new RecordLines(out, filter, live);
      case CSV -> new Rows(out, filter, headings, several, live);
      case NAME -> new Names(out, filter);
    };
  }

  /** One object a line; the source's error is a line, too. */
  private static final class RecordLines implements RecordsReport {
    private final Writer out;
    private final LogFilter filter;
    private final JsonGenerator json;
    private final LogFields fields;
    private final boolean live;
    private String source = "";

    RecordLines(Writer out, LogFilter filter, boolean live) {
      this.out = out;
      this.filter = filter;
      this.live = live;
      this.json = Documents.lineGenerator(out);
      this.fields = new LogFields(json, text -> text);
    }

    @Override
    public LogListener begin(SourceInfo next) {
      source = next.name();
      Optional<String> name = Optional.of(next.name());
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
    public void end(Optional<Reading.Failure> failure) {
      failure.ifPresent(
          problem -> {
            json.writeStartObject();
            fields.fields(
                new Fields().put("source", source).put("error", Report.error(problem)).map());
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
    private final LogFilter filter;
    private final LogFields fields;
    private boolean begun;
    private Optional<Source> open = Optional.empty();

    Document(Writer out, JsonGenerator json, boolean yaml, LogFilter filter) {
      this.out = out;
      this.json = json;
      this.yaml = yaml;
      this.filter = filter;
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
    public LogListener begin(SourceInfo source) {
      start();
      json.writeStartObject();
      fields.fields(Report.source(source).map());
      Source next = new Source();
      open = Optional.of(next);
      return next;
    }

    @Override
    public void end(Optional<Reading.Failure> failure) {
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
      private long unreadCount;
      private long missing;

      Source() {
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
    private final LogFilter filter;
    private final boolean several;
    private final boolean live;
    private final CSVPrinter printer;

    Rows(Writer out, LogFilter filter, boolean headings, boolean several, boolean live) {
      this.filter = filter;
      this.several = several;
      this.live = live;
      this.printer = Csv.printer(out);
      if (headings) {
        List<String> names = new ArrayList<>();
        if (several) {
          names.add("source");
        }
        RecordColumn.CSV.forEach(column -> names.add(column.field()));
        Csv.writeRow(printer, names);
      }
    }

    @Override
    public LogListener begin(SourceInfo source) {
      return new LogListener() {
        @Override
        public void record(LogRecord record) {
          if (filter.wants(record)) {
            List<String> row = new ArrayList<>(RecordColumn.CSV.size() + 1);
            if (several) {
              row.add(Printable.clean(source.name()));
            }
            for (RecordColumn column : RecordColumn.CSV) {
              row.add(column.plain(record));
            }
            Csv.writeRow(printer, row);
            if (live) {
              Csv.flush(printer);
            }
          }
        }
      };
    }

    @Override
    public void end(Optional<Reading.Failure> failure) {
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
    private final LogFilter filter;

    Names(Writer out, LogFilter filter) {
      this.out = out;
      this.filter = filter;
    }

    @Override
    public LogListener begin(SourceInfo source) {
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
    public void end(Optional<Reading.Failure> failure) {
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
