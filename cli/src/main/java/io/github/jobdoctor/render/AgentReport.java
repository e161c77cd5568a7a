package io.github.jobdoctor.render;

import io.github.jobdoctor.agentdoor.AgentStatus;
import io.github.jobdoctor.source.Reading;
import io.github.jobdoctor.source.SourceInfo;
import java.io.Writer;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The answer of {@code agent} and of {@code tasks status}: what the agents of one or several
 * devices say of themselves.
 *
 * @param command the command's name
 * @param entries one for each device
 * @param headings whether CSV begins with a line of headings
 * @param zone the zone of the times in text
 */
public record AgentReport(String command, List<Entry> entries, boolean headings, ZoneId zone) {

  private static final List<String> COLUMNS =
      List.of("source", "package", "agent", "appVersion", "debuggable", "availability", "reasons");

  /**
   * One device.
   *
   * @param source the device
   * @param status what its agent says; absent when it could not be asked, or is uninstalled
   * @param done what was done, for people; absent when the agent was only asked
   * @param failure what went wrong; absent when all is well
   */
  public record Entry(
      SourceInfo source,
      Optional<AgentStatus> status,
      Optional<String> done,
      Optional<Reading.Failure> failure) {}

  /** Writes the report. */
  public void write(Writer out, OutputFormat format, Surface surface) {
    switch (format) {
      case TABLE, WIDE -> Lines.write(out, pages(surface));
      case JSON -> Documents.writeJson(out, document(name -> name));
      case YAML -> Documents.writeYaml(out, document(Printable::clean));
      case NDJSON ->
          Documents.writeNdjson(
              out,
              entries.stream()
                  .map(
                      entry ->
                          fields(entry, name -> name).put("source", entry.source().name()).map())
                  .toList());
      case CSV -> Csv.write(out, rows());
      case NAME ->
          Lines.write(
              out,
              entries.stream()
                  .flatMap(entry -> entry.status().stream())
                  .map(status -> Printable.clean(status.packageName()))
                  .toList());
    }
  }

  private List<String> pages(Surface surface) {
    List<String> lines = new ArrayList<>();
    for (Entry entry : entries) {
      if (!lines.isEmpty()) {
        lines.add("");
      }
      entry
          .done()
          .ifPresent(
              done ->
                  lines.add(
                      Style.GREEN.paint(Printable.clean(done), surface.color())
                          + "  "
                          + Printable.clean(entry.source().name())));
      entry.status().ifPresent(status -> page(lines, entry, status, surface));
    }
    return lines;
  }

  private void page(List<String> lines, Entry entry, AgentStatus status, Surface surface) {
    SourceInfo source = entry.source();
    Facts facts = new Facts(lines, surface);
    if (entry.done().isEmpty()) {
      lines.add(
          Style.BOLD.paint(Printable.clean(status.packageName()), surface.color())
              + "  on "
              + Printable.clean(source.name())
              + source.model().map(model -> ", " + Printable.clean(model)).orElse(""));
    }
    facts.add(
        "agent",
        status.agent()
            + ", in app version "
            + status.appVersion().orElse("unknown")
            + (status.debuggable() ? ", debuggable" : ", release build: no triggers")
            + (status.apiLevel().isPresent() ? ", API " + status.apiLevel().getAsInt() : ""));
    boolean restricted = !status.availability().equals("Available");
    facts.add(
        "background",
        status.availability()
            + (status.reasons().isEmpty() ? "" : ": " + String.join(", ", status.reasons()))
            + status.standbyBucket().map(bucket -> ", bucket " + bucket).orElse(""),
        restricted ? Style.RED : Style.GREEN);
    facts.add("tasks", status.registered() + " registered, " + status.defined() + " with code now");
    facts.add("work", status.work().map(this::work).orElse("nothing is scheduled"));
    counted(status.pendingRuns())
        .ifPresent(
            runs -> facts.add("pending runs", runs + " (due before their code was defined)"));
    counted(status.processStarts()).ifPresent(starts -> facts.add("woken by", starts));
    status.log().ifPresent(log -> facts.add("log", log(log)));
  }

  private String work(AgentStatus.Work work) {
    return work.state()
        + work.interval().map(interval -> ", every " + Span.of(interval)).orElse("")
        + (work.requiresNetwork() ? ", with a network" : "")
        + (work.nextRunAt().isPresent()
            ? ", not before " + RecordColumn.localTime(work.nextRunAt().getAsLong(), zone)
            : "");
  }

  private static String log(AgentStatus.Log log) {
    return (log.lastSeq() == 0 ? "empty" : "records " + log.firstSeq() + " to " + log.lastSeq())
        + ", "
        + log.capacity() / 1024
        + " KiB, "
        + log.origin()
        + log.originReason().map(reason -> ": " + reason).orElse("")
        + " (id "
        + log.id()
        + ")";
  }

  private static Optional<String> counted(Map<String, Long> counts) {
    return counts.isEmpty()
        ? Optional.empty()
        : Optional.of(
            counts.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", ")));
  }

  private List<List<String>> rows() {
    List<List<String>> rows = new ArrayList<>();
    if (headings) {
      rows.add(COLUMNS);
    }
    for (Entry entry : entries) {
      entry
          .status()
          .ifPresent(
              status ->
                  rows.add(
                      List.of(
                          Printable.clean(entry.source().name()),
                          Printable.clean(status.packageName()),
                          Printable.clean(status.agent()),
                          Printable.clean(status.appVersion().orElse("")),
                          Boolean.toString(status.debuggable()),
                          Printable.clean(status.availability()),
                          Printable.clean(String.join(" ", status.reasons())))));
    }
    return rows;
  }

  /**
   * The report as a document.
   *
   * @param clean what is done to names of fields that a device wrote; to values the format's writer
   *     does it
   */
  private Map<String, Object> document(UnaryOperator<String> clean) {
    return Report.document(
        command,
        entries.stream()
            .map(
                entry -> {
                  Fields source = Report.source(entry.source());
                  fields(entry, clean).map().forEach(source::put);
                  return source.map();
                })
            .toList());
  }

  private static Fields fields(Entry entry, UnaryOperator<String> clean) {
    return new Fields()
        .put("done", entry.done())
        .put("agent", entry.status().map(status -> status(status, clean).map()))
        .put("error", entry.failure().map(Report::error));
  }

  private static Fields status(AgentStatus status, UnaryOperator<String> clean) {
    return new Fields()
        .put("version", status.agent())
        .put("package", status.packageName())
        .put("appVersion", status.appVersion())
        .put("apiLevel", status.apiLevel())
        .put("debuggable", status.debuggable())
        .put("availability", status.availability())
        .put("reasons", status.reasons())
        .put("standbyBucket", status.standbyBucket())
        .put("registered", status.registered())
        .put("defined", status.defined())
        .put(
            "work",
            status
                .work()
                .map(
                    work ->
                        new Fields()
                            .put("state", work.state())
                            .putMillis("intervalMs", work.interval())
                            .put("requiresNetwork", work.requiresNetwork())
                            .put("nextRunAt", work.nextRunAt())
                            .map()))
        .put("pendingRuns", named(status.pendingRuns(), clean))
        .put("processStarts", named(status.processStarts(), clean))
        .put(
            "log",
            status
                .log()
                .map(
                    log ->
                        new Fields()
                            .put("id", log.id())
                            .put("firstSeq", log.firstSeq())
                            .put("lastSeq", log.lastSeq())
                            .put("capacity", log.capacity())
                            .put("origin", log.origin())
                            .put("originReason", log.originReason())
                            .map()));
  }

  /** Counts under cleaned names; what becomes the same name is one count. */
  static Map<String, Long> named(Map<String, Long> counts, UnaryOperator<String> clean) {
    Map<String, Long> named = new LinkedHashMap<>();
    counts.forEach((name, count) -> named.merge(clean.apply(name), count, Long::sum));
    return named;
  }
}
