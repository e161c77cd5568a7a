package io.github.jobdoctor.render;

import io.github.jobdoctor.agentlog.ClockChange;
import io.github.jobdoctor.agentlog.LogFigures;
import io.github.jobdoctor.agentlog.LogFilter;
import io.github.jobdoctor.agentlog.LogGap;
import io.github.jobdoctor.agentlog.LogHead;
import io.github.jobdoctor.agentlog.LogRecord;
import io.github.jobdoctor.agentlog.LogRun;
import io.github.jobdoctor.agentlog.TaskFigures;
import io.github.jobdoctor.source.SourceInfo;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * A log as one page of HTML that draws it as a time line: no network, no other file. The page's
 * template, style and script are resources; what is of the log goes into blocks of JSON, row by row
 * as it is read, and the figures into one more at the end. {@code timeline.js} describes the rows.
 *
 * <p>The page's policy allows its own script and style by their hashes and nothing else. All text
 * of the log is made {@link Printable} and then escaped so that it cannot end its block.
 */
public final class TimelineExport implements LogExport {

  /** Where the template wants the blocks of JSON. */
  private static final String DATA = "<!-- data -->\n";

  private final Writer out;
  private final SourceInfo source;
  private final LogFilter filter;
  private final LogMoments moments;
  private final LogFigures figures;
  private final TimelineRows rows;
  private final String end;

  private Optional<LogHead> firstHead = Optional.empty();
  private long unread;

  /**
   * Writes the beginning of the page.
   *
   * @param out gets the page, which says that it is UTF-8; is not closed
   * @param filter which runs and events are shown; the figures count all outcomes
   * @param source what the log was read from
   */
  public TimelineExport(Writer out, LogFilter filter, SourceInfo source) {
    this.out = new ThrowingThrough(out);
    this.filter = filter;
    this.source = source;
    this.figures = new LogFigures(Optional.empty(), filter);
    this.rows = new TimelineRows(this.out);
    this.moments = new LogMoments(filter, new Rows());
    String style = resource("timeline.css");
    String script = resource("timeline.js");
    String page =
        resource("timeline.html")
            .replace("{{style-hash}}", hash(style))
            .replace("{{script-hash}}", hash(script))
            .replace("{{style}}", style)
            .replace("{{script}}", script);
    int data = page.indexOf(DATA);
    this.end = page.substring(data + DATA.length());
    write(page.substring(0, data));
  }

  private static String resource(String name) {
    try (InputStream in = TimelineExport.class.getResourceAsStream(name)) {
      // The hashes are of what a browser reads, and it reads every line end as a line feed.
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public void head(LogHead head, boolean anew) {
    if (firstHead.isEmpty()) {
      firstHead = Optional.of(head);
    }
    figures.head(head, anew);
    moments.head(head, anew);
  }

  @Override
  public void record(LogRecord record) {
    figures.record(record);
    moments.record(record);
  }

  @Override
  public void gap(LogGap gap) {
    figures.gap(gap);
    moments.gap(gap);
  }

  @Override
  public void unread(long line, String text) {
    unread++;
  }

  @Override
  public void finish() {
    moments.finish();
    figures.finish();
    rows.endBlock();
    write("<script type=\"application/json\" id=\"figures\">");
    TimelineRows.writeObject(out, document());
    write("</script>\n");
    write(end);
    try {
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(String text) {
    try {
      out.write(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Turns moments into rows. */
  private final class Rows implements LogMoments.Listener {

    @Override
    public void run(LogRun run) {
      Optional<LogRecord> told = run.entry().or(run::end);
      rows.add(
          "run",
          text(run.task()),
          run.ending().word(),
          number(run.startWallTime()),
          run.ending() == LogRun.Ending.DIED ? null : number(run.durationMs()),
          run.id(),
          text(run.trigger()),
          number(run.attempt()),
          text(run.stopReason()),
          text(run.message()),
          run.expired().map(LogRecord::wallTime).orElse(null),
          run.end().map(LogRecord::wallTime).orElse(null),
          text(told.flatMap(LogRecord::standbyBucket)),
          told.flatMap(LogRecord::power).map(power -> clean(String.join(", ", power))).orElse(null),
          told.map(record -> number(record.pid())).orElse(null),
          told.map(record -> number(record.bootCount())).orElse(null),
          run.entry().map(LogRecord::elapsedMs).orElse(null),
          text(told.flatMap(LogRecord::appVersion)));
    }

    @Override
    public void event(LogRecord record) {
      rows.add(
          "event",
          clean(record.event()),
          record.wallTime(),
          text(record.task()),
          text(record.message()),
          number(record.run()),
          text(record.stopReasonText()),
          number(record.pid()));
    }

    @Override
    public void clockChange(ClockChange change) {
      boolean boot = change.kind() == ClockChange.Kind.BOOT;
      rows.add(
          boot ? "boot" : "clock",
          change.record().wallTime(),
          boot ? number(change.record().bootCount()) : (Object) change.by().toMillis());
    }

    @Override
    public void gap(LogGap gap, OptionalLong after, long at) {
      rows.add("gap", at, number(after), gap.count(), gap.cause().word());
    }

    @Override
    public void anew(LogHead head, long at) {
      rows.add("anew", at, clean(head.log()), text(head.packageName()), text(head.originReason()));
    }
  }

  private static Object number(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : null;
  }

  private static Object number(OptionalInt value) {
    return value.isPresent() ? value.getAsInt() : null;
  }

  private static String text(Optional<String> value) {
    return value.map(TimelineExport::clean).orElse(null);
  }

  private static String clean(String text) {
    return Printable.clean(text);
  }

  private Map<String, Object> document() {
    return new Fields()
        .put("source", clean(source.name()))
        .put("sourceKind", source.kind().word())
        .put("model", source.model().map(TimelineExport::clean))
        .put("apiLevel", source.apiLevel())
        .put("package", firstHead.flatMap(LogHead::packageName).map(TimelineExport::clean))
        .put("agent", firstHead.map(LogHead::agent).map(TimelineExport::clean))
        .put("first", figures.firstWallTime())
        .put("last", figures.lastWallTime())
        .put("missing", figures.missing())
        .put("unread", unread)
        .put("filter", filterDocument())
        .put("processStarts", counts(figures.processStarts()))
        .put("tasks", figures.tasks().stream().map(TimelineExport::task).toList())
        .map();
  }

  private Map<String, Object> filterDocument() {
    return new Fields()
        .putIfAny("tasks", filter.tasks().stream().map(TimelineExport::clean).sorted().toList())
        .put("since", filter.since())
        .put("until", filter.until())
        .putIfAny("outcomes", filter.outcomes().stream().sorted().toList())
        .map();
  }

  /** As pairs: a browser would take some names for something else than a name. */
  private static List<List<Object>> counts(Map<String, Long> counts) {
    return new TreeMap<>(counts)
        .entrySet().stream()
            .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
            .map(entry -> List.<Object>of(clean(entry.getKey()), entry.getValue()))
            .toList();
  }

  private static Map<String, Object> task(TaskFigures task) {
    Fields fields = new Fields().put("task", clean(task.task())).put("runs", task.runs());
    for (LogRun.Ending ending : LogRun.Ending.values()) {
      fields.put(ending.word(), task.runs(ending));
    }
    OptionalDouble rate = task.successRate();
    return fields
        .put("expired", task.expired())
        .put("skipped", task.skipped())
        .put("undefined", task.undefined())
        .put("successRate", rate.isPresent() ? Optional.of(rate.getAsDouble()) : Optional.empty())
        .put("meanDuration", task.durations().mean().map(Duration::toMillis))
        .put("longestDuration", task.durations().greatest().map(Duration::toMillis))
        .put("meanLateness", task.lateness().mean().map(Duration::toMillis))
        .put("greatestLateness", task.lateness().greatest().map(Duration::toMillis))
        .put("stopReasons", counts(task.stopReasons()))
        .map();
  }
}
