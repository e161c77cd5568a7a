package io.github.jobdoctor.render;

import java.io.Writer;
import java.util.List;
import java.util.Map;

/**
 * The answer of {@code version}.
 *
 * @param version the program's version
 * @param javaVersion the version of Java that it runs on
 */
public record VersionReport(String version, String javaVersion) {

  /** Writes the report. */
  public void write(Writer out, OutputFormat format) {
    switch (format) {
      case TABLE, WIDE ->
          Lines.write(out, List.of("jobdoctor " + version + ", Java " + javaVersion));
      case NAME -> Lines.write(out, List.of(version));
      case JSON -> Documents.writeJson(out, document());
      case NDJSON -> Documents.writeNdjson(out, List.of(document()));
      case YAML -> Documents.writeYaml(out, document());
      case CSV ->
          Csv.write(out, List.of(List.of("version", "java"), List.of(version, javaVersion)));
    }
  }

  private Map<String, Object> document() {
    return new Fields()
        .put("schemaVersion", Documents.SCHEMA_VERSION)
        .put("command", "version")
        .put("version", version)
        .put("javaVersion", javaVersion)
        .map();
  }
}
