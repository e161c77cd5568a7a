package io.github.jobdoctor.expectation;

import io.github.jobdoctor.job.TypedDuration;
import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * A file of expectations, in YAML or JSON: a list of maps with plain values.
 *
 * <pre>
 * - job: com.example.app/5        # as on the command line
 *   expect: succeeded             # a condition, as on the command line
 *   within: 60s                   # optional, as are all that follow
 *   since: 5m
 *   package: com.example.app
 *   user: 10                      # or all
 *   namespace: sync
 *   name: the nightly sync is done
 * </pre>
 *
 * <p>The file is read token by token: nothing is constructed from it, aliases are refused, and so
 * is what nests.
 */
public final class ExpectationFile {

  /** The longest file, in characters; some thousand expectations. */
  public static final int LONGEST = 1 << 18;

  private static final List<String> KEYS =
      List.of("job", "expect", "within", "since", "package", "user", "namespace", "name");

  private static final String NO_ALIAS =
      "aliases (*name, <<) are not followed: write the value itself";

  private final String file;
  private final YAMLParser parser;
  private final List<Expectation> expectations = new ArrayList<>();

  private ExpectationFile(String file, YAMLParser parser) {
    this.file = file;
    this.parser = parser;
  }

  /**
   * What the file says; never empty.
   *
   * @param file its name, for messages
   * @throws NotAnExpectationException when it is not such a file; the message names file and line
   */
  public static List<Expectation> parse(String file, String text) throws NotAnExpectationException {
    if (text.length() > LONGEST) {
      throw new NotAnExpectationException(
          file + " is too long: more than " + LONGEST + " characters.");
    }
    String plain = text.startsWith("\ufeff") ? text.substring(1) : text;
    YAMLFactory factory = YAMLFactory.builder().build();
    try (JsonParser parser =
        factory.createParser(ObjectReadContext.empty(), new StringReader(plain))) {
      ExpectationFile reader = new ExpectationFile(file, (YAMLParser) parser);
      reader.read();
      return List.copyOf(reader.expectations);
    } catch (JacksonException e) {
      String message = e.getOriginalMessage().lines().findFirst().orElse("it cannot be read");
      // The parser's own text goes on with where it is: the last such line is the nearest.
      String what =
          e.getOriginalMessage()
              .lines()
              .filter(line -> !line.isBlank() && !line.startsWith(" "))
              .reduce((first, second) -> second)
              .orElse(message);
      throw new NotAnExpectationException(
          file
              + (e.getLocation() == null ? "" : ":" + e.getLocation().getLineNr())
              + ": this is not YAML: "
              + what
              + ".");
    }
  }

  private void read() throws NotAnExpectationException {
    JsonToken first = parser.nextToken();
    if (first == null) {
      throw new NotAnExpectationException(file + " is empty: a list of expectations is missing.");
    }
    if (first != JsonToken.START_ARRAY) {
      throw wrong("the file has to be a list: each expectation begins with a dash");
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      refuseAlias();
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        throw wrong("an expectation has keys, such as job and expect");
      }
      readOne();
    }
    if (expectations.isEmpty()) {
      throw wrong("the list is empty");
    }
    if (parser.nextToken() != null) {
      throw wrong("the file has a second document");
    }
  }

  private void refuseAlias() throws NotAnExpectationException {
    if (parser.isCurrentAlias()) {
      throw wrong(NO_ALIAS);
    }
  }

  private record Value(String text, int line) {}

  private void readOne() throws NotAnExpectationException {
    int line = line();
    Map<String, Value> values = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      if (key.equals("<<")) {
        throw wrong(NO_ALIAS);
      }
      if (!KEYS.contains(key)) {
        throw wrong("'" + key + "' is no key: there are " + String.join(", ", KEYS));
      }
      if (values.containsKey(key)) {
        throw wrong(key + " stands there twice");
      }
      JsonToken token = parser.nextToken();
      refuseAlias();
      boolean plain = token.isScalarValue() && token != JsonToken.VALUE_NULL;
      // A tilde is how YAML writes that there is nothing.
      if (!plain || parser.getString().isBlank() || parser.getString().equals("~")) {
        throw wrong(key + " needs a plain value");
      }
      values.put(key, new Value(parser.getString(), line()));
    }
    for (String needed : List.of("job", "expect")) {
      if (!values.containsKey(needed)) {
        throw wrong(needed + " is missing", line);
      }
    }
    expectations.add(expectation(values, line));
  }

  private Expectation expectation(Map<String, Value> values, int line)
      throws NotAnExpectationException {
    Subject subject =
        new Subject(
            values.get("job").text(),
            text(values, "package"),
            user(values),
            text(values, "namespace"));
    Value expect = values.get("expect");
    Condition condition;
    try {
      condition = Condition.of(List.of(expect.text()));
    } catch (NotAnExpectationException e) {
      throw wrong(unended(e), expect.line());
    }
    Optional<Duration> within = duration(values, "within");
    Optional<Duration> since = duration(values, "since");
    try {
      return Expectation.of(text(values, "name"), subject, condition, within, since);
    } catch (NotAnExpectationException e) {
      throw wrong(unended(e), line);
    }
  }

  private static Optional<String> text(Map<String, Value> values, String key) {
    return Optional.ofNullable(values.get(key)).map(Value::text);
  }

  private OptionalInt user(Map<String, Value> values) throws NotAnExpectationException {
    Value user = values.get("user");
    if (user == null || user.text().equals("all")) {
      return OptionalInt.empty();
    }
    if (!user.text().matches("\\d{1,9}")) {
      throw wrong("'" + user.text() + "' is no user: give a number, or all", user.line());
    }
    return OptionalInt.of(Integer.parseInt(user.text()));
  }

  private Optional<Duration> duration(Map<String, Value> values, String key)
      throws NotAnExpectationException {
    Value value = values.get(key);
    if (value == null) {
      return Optional.empty();
    }
    Optional<Duration> duration = TypedDuration.parse(value.text());
    if (duration.isEmpty()) {
      throw wrong(
          "'" + value.text() + "' is no duration: write it like 500ms, 20s or 2m", value.line());
    }
    return duration;
  }

  private int line() {
    return parser.currentTokenLocation().getLineNr();
  }

  private static String unended(NotAnExpectationException e) {
    String message = e.getMessage();
    return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
  }

  private NotAnExpectationException wrong(String what) {
    return wrong(what, line());
  }

  private NotAnExpectationException wrong(String what, int line) {
    return new NotAnExpectationException(file + ":" + line + ": " + what + ".");
  }
}
