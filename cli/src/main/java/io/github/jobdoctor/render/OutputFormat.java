package io.github.jobdoctor.render;

/** The shapes of {@code --output}. */
public enum OutputFormat {
  /** A table that fits the terminal. */
  TABLE,
  /** A table with more columns, never shortened. */
  WIDE,
  /** One document. */
  JSON,
  /** One object a line. */
  NDJSON,
  /** For spreadsheets, with a heading line. */
  CSV,
  /** One document. */
  YAML,
  /** Identities only, one a line. */
  NAME;

  /** Whether it is for people, who see remarks between the rows. */
  public boolean isTable() {
    return this == TABLE || this == WIDE;
  }
}
