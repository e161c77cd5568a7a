package io.github.jobdoctor.render;

import io.github.jobdoctor.job.JobSchedulerSnapshot;
import io.github.jobdoctor.source.Reading;
import io.github.jobdoctor.source.SourceInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What all JSON documents have in common (design/json.md, the document and {@code source}). */
final class Report {

  private Report() {}

  static Map<String, Object> document(String command, List<Map<String, Object>> sources) {
    return new Fields()
        .put("schemaVersion", Documents.SCHEMA_VERSION)
        .put("command", command)
        .put("sources", sources)
        .map();
  }

  static Fields source(SourceInfo info) {
    return new Fields()
        .put("name", info.name())
        .put("kind", info.kind().word())
        .put("serial", info.serial())
        .put("model", info.model())
        .put("apiLevel", info.apiLevel());
  }

  static Fields source(Reading reading) {
    Fields fields = source(reading.source()).put("error", reading.failure().map(Report::error));
    reading.snapshot().ifPresent(snapshot -> putSnapshot(fields, snapshot));
    return fields;
  }

  static Map<String, Object> error(Reading.Failure failure) {
    return new Fields().put("exitCode", failure.exitCode()).put("message", failure.message()).map();
  }

  /**
   * One source's lines of NDJSON: its error, if it has one, and its items, each with the source's
   * name.
   */
  static Stream<Map<String, Object>> lines(
      SourceInfo source, Optional<Reading.Failure> failure, Stream<Map<String, Object>> items) {
    return Stream.concat(
        failure.stream().map(problem -> errorLine(source, problem)),
        items.map(
            item -> {
              item.put("source", source.name());
              return item;
            }));
  }

  /** The line of NDJSON that stands for a source that failed. */
  static Map<String, Object> errorLine(SourceInfo source, Reading.Failure failure) {
    return new Fields().put("source", source.name()).put("error", error(failure)).map();
  }

  private static void putSnapshot(Fields fields, JobSchedulerSnapshot snapshot) {
    fields
        .put("registeredJobs", snapshot.registered())
        .put("extent", snapshot.extent().word())
        .put("unreadCount", snapshot.unreadCount())
        .put(
            "unread",
            snapshot.unread().stream()
                .map(line -> new Fields().put("line", line.line()).put("text", line.text()).map())
                .toList())
        .putIfAny(
            "vendorLines",
            snapshot.vendorLines().stream()
                .map(
                    line ->
                        new Fields()
                            .put("vendor", line.vendor())
                            .put("line", line.line())
                            .put("text", line.text())
                            .map())
                .toList());
  }
}
