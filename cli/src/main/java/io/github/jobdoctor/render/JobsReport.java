package io.github.jobdoctor.render;

import io.github.jobdoctor.diagnosis.rules.Diagnoses;
import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.source.Reading;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The answer of {@code jobs}: the chosen jobs of one or several sources.
 *
 * @param entries one for each source
 * @param columns the columns asked for; none means those of the format
 * @param headings whether tables and CSV begin with a line of headings
 */
public record JobsReport(List<Entry> entries, List<JobColumn> columns, boolean headings) {

  /**
   * One source.
   *
   * @param reading what came of reading it
   * @param diagnoses those of its jobs; absent without a snapshot
   * @param jobs the chosen jobs, in the order to show
   */
  public record Entry(Reading reading, Optional<Diagnoses> diagnoses, List<Job> jobs) {
    private List<Map<String, Object>> objects() {
      return jobs.stream().map(job -> JobJson.of(diagnoses.orElseThrow().standing(job))).toList();
    }
  }

  /** Writes the report. */
  public void write(Writer out, OutputFormat format, Surface surface) {
    switch (format) {
      case TABLE -> writeTable(out, surface, chosen(JobColumn.TABLE));
      case WIDE -> writeTable(out, surface.unlimited(), chosen(JobColumn.WIDE));
      case JSON -> Documents.writeJson(out, document());
      case YAML -> Documents.writeYaml(out, document());
      case NDJSON -> Documents.writeNdjson(out, lines());
      case CSV -> writeCsv(out);
      case NAME -> Lines.write(out, rows().stream().map(JobColumn.KEY::text).toList());
    }
  }

  private List<JobColumn> chosen(List<JobColumn> preset) {
    if (!columns.isEmpty()) {
      return columns;
    }
    if (entries.size() < 2) {
      return preset;
    }
    List<JobColumn> withSource = new ArrayList<>(List.of(JobColumn.SOURCE));
    withSource.addAll(preset);
    return withSource;
  }

  private List<JobColumn.Row> rows() {
    List<JobColumn.Row> rows = new ArrayList<>();
    for (Entry entry : entries) {
      for (Job job : entry.jobs()) {
        rows.add(
            new JobColumn.Row(
                entry.reading().source().name(), entry.diagnoses().orElseThrow(), job));
      }
    }
    return rows;
  }

  private void writeTable(Writer out, Surface surface, List<JobColumn> shown) {
    List<JobColumn.Row> rows = rows();
    if (rows.isEmpty()) {
      return;
    }
    List<List<Table.Cell>> cells = new ArrayList<>(rows.size());
    boolean[] told = new boolean[shown.size()];
    for (JobColumn.Row row : rows) {
      List<Table.Cell> line = new ArrayList<>(shown.size());
      for (int i = 0; i < shown.size(); i++) {
        String text = shown.get(i).text(row);
        told[i] |= !text.isEmpty();
        line.add(new Table.Cell(text, shown.get(i).style(row)));
      }
      cells.add(line);
    }
    // A column in which no job has anything to say is not worth its room.
    int[] kept =
        IntStream.range(0, shown.size())
            .filter(i -> told[i] || !columns.isEmpty() || isCore(shown.get(i)))
            .toArray();
    Table table =
        new Table(
            surface,
            IntStream.of(kept)
                .mapToObj(i -> shown.get(i).layout(columns.isEmpty() && !isCore(shown.get(i))))
                .toList());
    for (List<Table.Cell> line : cells) {
      List<Table.Cell> row = new ArrayList<>(kept.length);
      for (int i : kept) {
        row.add(line.get(i));
      }
      table.row(row);
    }
    Lines.write(out, table.lines(headings));
  }

  /** Whether the column is always in the table, however little it tells and narrow the terminal. */
  private static boolean isCore(JobColumn column) {
    return JobColumn.TABLE.indexOf(column) < JobColumn.TABLE_CORE;
  }

  private void writeCsv(Writer out) {
    List<JobColumn> shown = chosen(JobColumn.WIDE);
    List<List<String>> rows = new ArrayList<>();
    if (headings) {
      rows.add(shown.stream().map(JobColumn::word).toList());
    }
    for (JobColumn.Row row : rows()) {
      rows.add(shown.stream().map(column -> column.text(row)).toList());
    }
    Csv.write(out, rows);
  }

  private Map<String, Object> document() {
    return Report.document(
        "jobs",
        entries.stream()
            .map(
                entry -> {
                  Fields source = Report.source(entry.reading());
                  if (entry.reading().snapshot().isPresent()) {
                    source.put("jobs", entry.objects());
                  }
                  return source.map();
                })
            .toList());
  }

  private List<Map<String, Object>> lines() {
    return entries.stream()
        .flatMap(
            entry ->
                Report.lines(
                    entry.reading().source(), entry.reading().failure(), entry.objects().stream()))
        .toList();
  }
}
