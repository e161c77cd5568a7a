package io.github.jobdoctor.render;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The JSON Schema (2020-12) of the documents that this room writes. */
public final class Schema {

  private Schema() {}

  /** The schema. */
  public static String text() {
    try (InputStream in = Schema.class.getResourceAsStream("schema.json")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
