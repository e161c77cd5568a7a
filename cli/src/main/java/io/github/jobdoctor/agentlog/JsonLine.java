package io.github.jobdoctor.agentlog;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Any line of JSON. A value {@code null} counts as an absent field. */
final class JsonLine implements LineFields, AutoCloseable {

  private static final JsonFactory JSON = new JsonFactory();

  private final JsonParser json;
  private Optional<NotALineException> broken = Optional.empty();

  /**
   * Begins to read a line.
   *
   * @throws NotALineException when it does not begin as a JSON object
   */
  JsonLine(byte[] buffer, int start, int length) throws NotALineException {
    try {
      json = JSON.createParser(ObjectReadContext.empty(), buffer, start, length);
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new NotALineException("no JSON object");
      }
      json.clearCurrentToken();
    } catch (JacksonException notJson) {
      throw noJson(notJson);
    }
  }

  /** Where the parser stumbled nothing that follows means anything. */
  private NotALineException noJson(JacksonException e) {
    NotALineException noJson = new NotALineException(e.getOriginalMessage());
    broken = Optional.of(noJson);
    return noJson;
  }

  @Override
  public boolean next() throws NotALineException {
    if (broken.isPresent()) {
      throw broken.get();
    }
    try {
      do {
        json.skipChildren(); // of a value that nobody asked for
        JsonToken token = json.nextToken();
        if (token != JsonToken.PROPERTY_NAME) {
          if (token != JsonToken.END_OBJECT || json.nextToken() != null) {
            throw new NotALineException("no JSON object alone");
          }
          return false;
        }
      } while (json.nextToken() == JsonToken.VALUE_NULL);
      return true;
    } catch (JacksonException notJson) {
      throw noJson(notJson);
    }
  }

  @Override
  public Field field() {
    return Field.of(json.currentName());
  }

  @Override
  public Optional<String> text() throws NotALineException {
    if (json.currentToken() != JsonToken.VALUE_STRING) {
      throw new NotALineException(field() + " is no text");
    }
    try {
      return Optional.of(json.getString());
    } catch (JacksonException badText) {
      throw noJson(badText);
    }
  }

  @Override
  public Optional<String> word() throws NotALineException {
    return text();
  }

  @Override
  public long number() throws NotALineException {
    if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
      throw new NotALineException(field() + " is no whole number");
    }
    try {
      return json.getLongValue();
    } catch (JacksonException tooLarge) {
      throw new NotALineException(field() + " is out of range");
    }
  }

  @Override
  public Optional<List<String>> texts() throws NotALineException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      throw new NotALineException(field() + " is no list");
    }
    try {
      List<String> texts = new ArrayList<>(4);
      boolean onlyTexts = true;
      while (json.nextToken() != JsonToken.END_ARRAY) {
        if (json.currentToken() == JsonToken.VALUE_STRING) {
          texts.add(json.getString());
        } else {
          onlyTexts = false;
          json.skipChildren();
        }
      }
      if (!onlyTexts) {
        throw new NotALineException(field() + " is no list of texts");
      }
      return Optional.of(List.copyOf(texts));
    } catch (JacksonException notJson) {
      throw noJson(notJson);
    }
  }

  @Override
  public void close() {
    json.close();
  }
}
