package io.github.jobdoctor.render;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.SerializableString;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Writes objects as JSON, one line of JSON, or YAML. */
final class Documents {

  private Documents() {}

  /** The version of the field names (design/json.md). */
  static final int SCHEMA_VERSION = 1;

  /** JSON escapes control characters by itself; these others could steer a terminal as well. */
  @SuppressWarnings("serial") // never serialized
  static class TerminalSafe extends CharacterEscapes {
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

  private static ObjectMapper prettyJson() {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    return json()
        .defaultPrettyPrinter(
            new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines))
        .enable(SerializationFeature.INDENT_OUTPUT)
        .build();
  }

  private static ObjectMapper yaml() {
    return YAMLMapper.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();
  }

  /** Writes a document over several lines. */
  static void writeJson(Writer out, Map<String, Object> document) {
    write(out, prettyJson(), document, "\n");
  }

  /** For a document that is written while its content comes: JSON over several lines. */
  static JsonGenerator jsonGenerator(Writer out) {
    return prettyJson().writer().createGenerator(out);
  }

  /** For objects that are written one a line while they come; the caller ends the lines. */
  static JsonGenerator lineGenerator(Writer out) {
    return json().build().writer().withRootValueSeparator("").createGenerator(out);
  }

  /** For a document that is written while its content comes: YAML. */
  static JsonGenerator yamlGenerator(Writer out) {
    return yaml().writer().createGenerator(out);
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
    write(out, yaml(), clean(document), "");
  }

  /** YAML's writer escapes control characters, but not all that could steer a terminal. */
  private static Object clean(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> cleaned = new LinkedHashMap<>();
      map.forEach((name, inner) -> cleaned.put(name, clean(inner)));
      return cleaned;
    }
    if (value instanceof List<?> list) {
      return list.stream().map(Documents::clean).toList();
    }
    return value instanceof String text ? Printable.clean(text) : value;
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
