package io.github.jobdoctor.render;

import java.io.Writer;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A report as programs read it: JSON, YAML, NDJSON, CSV and names, which are written alike whatever
 * the report is about. What it looks like to people it says itself.
 *
 * @param <E> what is told of one source
 * @param <T> an item of it: a line of NDJSON, a row of CSV
 */
final class Listing<E extends Sourced, T> {

  private final String command;
  private final List<E> entries;
  private final Function<E, Collection<T>> items;
  private Function<E, Fields> document = entry -> new Fields();
  private Function<T, Fields> fields = item -> new Fields();
  private List<String> columns = List.of();
  private Function<T, List<String>> cells = item -> List.of();
  private boolean headings;
  private Function<T, Optional<String>> name = item -> Optional.empty();

  Listing(String command, List<E> entries, Function<E, Collection<T>> items) {
    this.command = command;
    this.entries = entries;
    this.items = items;
  }

  /** What a document says of a source after its head, and what a line says of an item. */
  Listing<E, T> json(Function<E, Fields> ofSource, Function<T, Fields> ofItem) {
    document = ofSource;
    fields = ofItem;
    return this;
  }

  /** A row for each item; its cells are clean already. */
  Listing<E, T> csv(boolean withHeadings, List<String> columnNames, Function<T, List<String>> row) {
    headings = withHeadings;
    columns = columnNames;
    cells = row;
    return this;
  }

  /** What an item is called; a name that comes again is told once. */
  Listing<E, T> names(Function<T, Optional<String>> ofItem) {
    name = ofItem;
    return this;
  }

  /** Writes it in a format for programs. */
  void write(Writer out, OutputFormat format) {
    switch (format) {
      case TABLE, WIDE -> throw new IllegalArgumentException(format + " is for people");
      case JSON -> Documents.writeJson(out, document());
      case YAML -> Documents.writeYaml(out, document());
      case NDJSON -> Documents.writeNdjson(out, lines());
      case CSV -> Csv.write(out, rows());
      case NAME -> Lines.write(out, words());
    }
  }

  private Map<String, Object> document() {
    return Report.document(
        command,
        entries.stream().map(entry -> entry.head().putAll(document.apply(entry)).map()).toList());
  }

  private List<Map<String, Object>> lines() {
    return entries.stream()
        .flatMap(
            entry ->
                Report.lines(
                    entry.source(),
                    entry.failure(),
                    items.apply(entry).stream().map(item -> fields.apply(item).map())))
        .toList();
  }

  private List<List<String>> rows() {
    SourcedRows rows = new SourcedRows(columns, headings, entries.size() > 1);
    for (E entry : entries) {
      items.apply(entry).forEach(item -> rows.row(entry.source(), cells.apply(item)));
    }
    return rows.rows();
  }

  private List<String> words() {
    return entries.stream()
        .flatMap(entry -> items.apply(entry).stream())
        .flatMap(item -> name.apply(item).stream())
        .map(Printable::clean)
        .distinct()
        .toList();
  }
}
