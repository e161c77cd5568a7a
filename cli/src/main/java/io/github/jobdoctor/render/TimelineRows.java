package io.github.jobdoctor.render;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.json.JsonFactory;

/**
 * Rows of the time line, as JSON in blocks of a page. A row is an array that begins with what it
 * is; absent values are null, and those at its end are left out. A word that was written before is
 * written as its number: {@code ["word", "sync"]} gives {@code sync} the next number, from 0. So a
 * number in a place for text is such a word.
 */
final class TimelineRows {

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .characterEscapes(new HtmlSafe())
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .build();

  /** So that the page need not read all of a long log in one piece. */
  private static final int ROWS_OF_A_BLOCK = 5_000;

  /** What is kept of the log, so that memory has a bound. */
  private static final int MAX_WORDS = 2_000;

  private static final int MAX_LENGTH_OF_WORD = 200;

  private final Writer out;
  private final Map<String, Integer> words = new HashMap<>();
  private JsonGenerator block;
  private int rowsOfBlock;

  /** Nothing in a JSON string can end the element that it stands in, or begin another. */
  @SuppressWarnings("serial") // never serialized
  private static final class HtmlSafe extends Documents.TerminalSafe {
    @Override
    public int[] getEscapeCodesForAscii() {
      int[] codes = super.getEscapeCodesForAscii();
      for (char c : new char[] {'<', '>', '&', '\''}) {
        codes[c] = CharacterEscapes.ESCAPE_STANDARD;
      }
      return codes;
    }
  }

  TimelineRows(Writer out) {
    this.out = out;
  }

  /** Writes a row of texts, whole numbers and nulls. */
  void add(Object... values) {
    int length = values.length;
    while (values[length - 1] == null) {
      length--;
    }
    Object[] row = new Object[length];
    for (int i = 0; i < length; i++) {
      row[i] = i > 0 && values[i] instanceof String text ? numberOf(text) : values[i];
    }
    write(row);
  }

  private Object numberOf(String text) {
    Integer known = words.get(text);
    if (known != null) {
      return known;
    }
    if (words.size() >= MAX_WORDS || text.length() > MAX_LENGTH_OF_WORD) {
      return text;
    }
    int number = words.size();
    words.put(text, number);
    write("word", text);
    return number;
  }

  private void write(Object... row) {
    if (rowsOfBlock == ROWS_OF_A_BLOCK) {
      endBlock();
    }
    if (block == null) {
      print("<script type=\"application/json\" class=\"rows\">");
      block = JSON.createGenerator(ObjectWriteContext.empty(), out);
      block.writeStartArray();
    }
    rowsOfBlock++;
    block.writeRaw('\n');
    block.writeStartArray();
    for (Object value : row) {
      if (value == null) {
        block.writeNull();
      } else if (value instanceof Number number) {
        block.writeNumber(number.longValue());
      } else {
        block.writeString((String) value);
      }
    }
    block.writeEndArray();
  }

  /** Ends the block that is open, if one is. */
  void endBlock() {
    if (block != null) {
      block.writeEndArray();
      block.close();
      block = null;
      rowsOfBlock = 0;
      print("</script>\n");
    }
  }

  private void print(String text) {
    try {
      out.write(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes an object of {@link Fields}: maps, lists, texts and numbers. */
  static void writeObject(Writer out, Map<String, Object> object) {
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
      writeValue(json, object);
    }
  }

  private static void writeValue(JsonGenerator json, Object value) {
    if (value instanceof Map<?, ?> map) {
      json.writeStartObject();
      map.forEach(
          (name, inner) -> {
            json.writeName((String) name);
            writeValue(json, inner);
          });
      json.writeEndObject();
    } else if (value instanceof List<?> list) {
      json.writeStartArray();
      list.forEach(inner -> writeValue(json, inner));
      json.writeEndArray();
    } else if (value instanceof Double number) {
      json.writeNumber(number);
    } else if (value instanceof Number number) {
      json.writeNumber(number.longValue());
    } else {
      json.writeString((String) value);
    }
  }
}
