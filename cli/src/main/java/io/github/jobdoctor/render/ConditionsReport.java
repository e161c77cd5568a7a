package io.github.jobdoctor.render;

import io.github.jobdoctor.conditions.Journal;
import io.github.jobdoctor.conditions.Restored;
import io.github.jobdoctor.conditions.Shown;
import io.github.jobdoctor.source.Reading;
import io.github.jobdoctor.source.SourceInfo;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The answer of {@code conditions}: what devices are in, what of it is forced, and what a journal
 * would put back.
 *
 * @param entries one for each device
 * @param headings whether tables and CSV begin with a line of headings
 */
public record ConditionsReport(List<Entry> entries, boolean headings) {

  private static final List<String> COLUMNS = List.of("CONDITION", "STATE", "FORCED", "WAS");

  private static final List<String> FIELDS =
      List.of("condition", "state", "imposed", "was", "cannotTell");

  /**
   * One device.
   *
   * @param source the device
   * @param conditions what it is in
   * @param journal what is to be put back; absent when nothing is
   * @param atWork whether the process that set it still runs, and will put it back
   * @param failure what went wrong; absent when all is well
   */
  public record Entry(
      SourceInfo source,
      List<Shown> conditions,
      Optional<Journal> journal,
      boolean atWork,
      Optional<Reading.Failure> failure)
      implements Sourced {}

  /** Writes the report. */
  public void write(Writer out, OutputFormat format, Surface surface) {
    switch (format) {
      case TABLE -> writeTable(out, surface);
      case WIDE -> writeTable(out, surface.unlimited());
      case JSON, YAML, NDJSON, CSV, NAME ->
          new Listing<>("conditions", entries, Entry::conditions)
              .json(ConditionsReport::ofSource, ConditionsReport::fields)
              .csv(headings, FIELDS, ConditionsReport::texts)
              .names(ConditionsReport::name)
              .write(out, format);
    }
  }

  /** The name of one that somebody imposed. */
  private static Optional<String> name(Shown shown) {
    return shown.imposed() || shown.was().isPresent()
        ? Optional.of(shown.condition())
        : Optional.empty();
  }

  private void writeTable(Writer out, Surface surface) {
    List<Table.Column> columns = new ArrayList<>();
    for (String heading : COLUMNS) {
      columns.add(new Table.Column(heading, heading.length(), false, false));
    }
    SourcedTable table = new SourcedTable(surface, columns, entries.size() > 1);
    for (Entry entry : entries) {
      entry.conditions().forEach(shown -> table.row(entry.source(), cells(shown)));
    }
    table.write(out, headings);
    List<String> below = new ArrayList<>();
    for (Entry entry : entries) {
      String name = entries.size() > 1 ? Printable.clean(entry.source().name()) + ": " : "";
      entry
          .journal()
          .ifPresent(
              journal ->
                  below.add(
                      name
                          + Printable.clean(
                              "Set by process "
                                  + journal.pid()
                                  + " on "
                                  + journal.host()
                                  + ", since "
                                  + journal.since()
                                  + (entry.atWork()
                                      ? ", which still runs."
                                      : "; put back by: jobdoctor conditions restore"))));
    }
    if (!below.isEmpty()) {
      Lines.write(out, below);
    }
  }

  private static List<Table.Cell> cells(Shown shown) {
    return List.of(
        new Table.Cell(Printable.clean(shown.condition()), Style.BOLD),
        shown
            .state()
            .map(state -> new Table.Cell(Printable.clean(state), Style.PLAIN))
            .orElse(
                new Table.Cell(
                    "cannot tell: " + Printable.clean(shown.cannotTell().orElse("")), Style.DIM)),
        new Table.Cell(shown.imposed() ? "forced" : "", Style.YELLOW),
        new Table.Cell(Printable.clean(shown.was().orElse("")), Style.DIM));
  }

  private static List<String> texts(Shown shown) {
    return List.of(
        Printable.clean(shown.condition()),
        Printable.clean(shown.state().orElse("")),
        Boolean.toString(shown.imposed()),
        Printable.clean(shown.was().orElse("")),
        Printable.clean(shown.cannotTell().orElse("")));
  }

  private static Fields ofSource(Entry entry) {
    return new Fields()
        .putAll("conditions", entry.conditions(), ConditionsReport::fields)
        .put("journal", entry.journal().map(journal -> journal(journal, entry.atWork())));
  }

  private static Map<String, Object> journal(Journal journal, boolean atWork) {
    return new Fields()
        .put("id", journal.id())
        .put("pid", journal.pid())
        .put("host", journal.host())
        .put("since", journal.since().toString())
        .put("atWork", atWork)
        .put(
            "conditions",
            journal.entries().stream().map(entry -> entry.condition().text()).toList())
        .map();
  }

  /** What a person types to put it back. */
  public static List<String> commands(Restored.Missing missing, AdbLine adb) {
    return missing.commands().stream().map(adb::shell).toList();
  }

  private static Fields fields(Shown shown) {
    return new Fields()
        .put("condition", shown.condition())
        .put("state", shown.state())
        .put("imposed", shown.imposed())
        .put("was", shown.was())
        .put("cannotTell", shown.cannotTell());
  }
}
