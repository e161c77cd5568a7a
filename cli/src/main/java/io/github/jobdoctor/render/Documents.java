package io.github.jobdoctor.render;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Map;
import tools.jackson.core.SerializableString;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Writes objects as JSON, one line of JSON, or YAML. */
final class Documents {

  private Documents() {}

  /** The version of the field names (design/json.md). */
  static final int SCHEMA_VERSION = 1;

  /** JSON escapes control characters by itself; these others could steer a terminal as well. */
  @SuppressWarnings("serial") // never serialized
  private static final class TerminalSafe extends CharacterEscapes {
    @Override
    public int[] getEscapeCodesForAscii() {
      int[] codes = CharacterEscapes.standardAsciiEscapesForJSON();
      codes[0x7f] = CharacterEscapes.ESCAPE_STANDARD;
      return codes;
    }

    @Override
    public SerializableString getEscapeSequence(int c) {
      return c >= 0x80 && Printable.isUnsafe(c) && !Character.isSurrogate((char) c)
          ? new SerializedString(String.format("\\u%04x", c))
          : null;
    }
  }

  private static JsonMapper.Builder json() {
    return JsonMapper.builder(JsonFactory.builder().characterEscapes(new TerminalSafe()).build())
        .disable(StreamWriteFeature.AUTO_CLOSE_TARGET);
  }

  /** Writes a document over several lines. */
  static void writeJson(Writer out, Map<String, Object> document) {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    write(
        out,
        json()
            .defaultPrettyPrinter(
                new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines))
            .enable(tools.jackson.databind.SerializationFeature.INDENT_OUTPUT)
            .build(),
        document,
        "\n");
  }

  /** Writes objects, one a line, each flushed. */
  static void writeNdjson(Writer out, Iterable<Map<String, Object>> objects) {
    ObjectMapper mapper = json().build();
    for (Map<String, Object> object : objects) {
      write(out, mapper, object, "\n");
    }
  }

  /** Writes a document as YAML. */
  static void writeYaml(Writer out, Map<String, Object> document) {
    write(
        out,
        YAMLMapper.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build(),
        document,
        "");
  }

  private static void write(Writer out, ObjectMapper mapper, Object value, String end) {
    try {
      mapper.writeValue(out, value);
      out.write(end);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
