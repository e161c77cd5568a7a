package io.github.jobdoctor.render;

import io.github.jobdoctor.source.SourceInfo;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The answer of {@code devices}.
 *
 * @param devices adb's list, in its order
 * @param headings whether tables and CSV begin with a line of headings
 */
public record DevicesReport(List<Entry> devices, boolean headings) {

  private static final List<String> COLUMNS =
      List.of("SERIAL", "STATE", "MODEL", "API", "ANDROID", "AGENT", "MANUFACTURER");

  /**
   * One device.
   *
   * @param source its serial number, model and API level
   * @param state the word that adb gives it
   * @param manufacturer who made it; absent when unknown
   * @param release Android's version; absent when unknown
   * @param agent version of the agent's APK; absent when it is not installed
   * @param problem why nothing more is known; absent when all is well
   */
  public record Entry(
      SourceInfo source,
      String state,
      Optional<String> manufacturer,
      Optional<String> release,
      Optional<String> agent,
      Optional<String> problem) {}

  /** Writes the report. */
  public void write(Writer out, OutputFormat format, Surface surface) {
    switch (format) {
      case TABLE, WIDE -> Lines.write(out, table(surface).lines(headings));
      case JSON -> Documents.writeJson(out, document());
      case YAML -> Documents.writeYaml(out, document());
      case NDJSON -> Documents.writeNdjson(out, devices.stream().map(this::fields).toList());
      case CSV -> {
        List<List<String>> rows = new ArrayList<>();
        if (headings) {
          rows.add(COLUMNS.stream().map(word -> word.toLowerCase(Locale.ROOT)).toList());
        }
        devices.forEach(device -> rows.add(texts(device)));
        Csv.write(out, rows);
      }
      case NAME ->
          Lines.write(
              out,
              devices.stream().map(device -> Printable.clean(device.source().name())).toList());
    }
  }

  private Table table(Surface surface) {
    Table table =
        new Table(
            surface,
            COLUMNS.stream()
                .map(heading -> new Table.Column(heading, heading.length(), false, false))
                .toList());
    for (Entry device : devices) {
      Style style = device.state().equals("device") ? Style.GREEN : Style.YELLOW;
      List<Table.Cell> cells = new ArrayList<>();
      for (String text : texts(device)) {
        cells.add(new Table.Cell(text, cells.size() == 1 ? style : Style.PLAIN));
      }
      table.row(cells);
    }
    return table;
  }

  private static List<String> texts(Entry device) {
    SourceInfo source = device.source();
    return List.of(
        Printable.clean(source.name()),
        device.state(),
        Printable.clean(source.model().orElse("")),
        source.apiLevel().isPresent() ? Integer.toString(source.apiLevel().getAsInt()) : "",
        Printable.clean(device.release().orElse("")),
        Printable.clean(device.agent().orElse("")),
        Printable.clean(device.manufacturer().orElse("")));
  }

  private Map<String, Object> document() {
    return Report.document("devices", devices.stream().map(this::fields).toList());
  }

  private Map<String, Object> fields(Entry device) {
    return Report.source(device.source())
        .put("state", device.state())
        .put("manufacturer", device.manufacturer())
        .put("release", device.release())
        .put("agentVersion", device.agent())
        .put("problem", device.problem())
        .map();
  }
}
