package io.github.jobdoctor.render;

import io.github.jobdoctor.diagnosis.rules.Diagnoses;
import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.source.Reading;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The answer of {@code show}: one job as its source holds it.
 *
 * @param reading the source
 * @param diagnoses those of its jobs
 * @param job the job
 * @param raw whether its lines in the dump are asked for
 */
public record ShowReport(Reading reading, Diagnoses diagnoses, Job job, boolean raw) {

  /** Writes the report; the formats that are tables elsewhere are a page here. */
  public void write(Writer out, OutputFormat format, Surface surface) {
    JobsReport asTable =
        new JobsReport(
            List.of(new JobsReport.Entry(reading, Optional.of(diagnoses), List.of(job))),
            List.of(),
            true);
    switch (format) {
      case TABLE, WIDE ->
          Lines.write(out, raw ? JobPage.raw(job) : JobPage.of(diagnoses, job, surface));
      case JSON -> Documents.writeJson(out, document());
      case YAML -> Documents.writeYaml(out, document());
      case NDJSON -> Documents.writeNdjson(out, List.of(line()));
      case CSV, NAME -> asTable.write(out, format, surface);
    }
  }

  private Map<String, Object> document() {
    return Report.document(
        "show", List.of(Report.source(reading).put("jobs", List.of(fields())).map()));
  }

  private Map<String, Object> line() {
    Map<String, Object> line = fields();
    line.put("source", reading.source().name());
    return line;
  }

  private Map<String, Object> fields() {
    Map<String, Object> fields = JobJson.of(diagnoses.standing(job));
    if (raw) {
      fields.put("raw", job.block());
    }
    return fields;
  }
}
