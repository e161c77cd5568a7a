package io.github.jobdoctor.agentlog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A line in the plain form in which the agent writes nearly all: one object without blanks, of
 * texts without escapes, whole numbers, and lists of such texts. It is read several times faster
 * than any JSON; a line that has anything else in it is left to a real JSON parser, which decides.
 *
 * <p>What the lines have in common is guessed: which field follows which, and one of its two last
 * words as its value. A guess that is wrong costs time only.
 */
final class PlainLine implements LineFields {

  /** So many digits fit a {@code long} without a look at it. */
  private static final int MAX_DIGITS = 18;

  private static final int NOT_PLAIN = -1;

  /** A field as it stands in lines, and what is guessed of it. */
  private static final class Name {
    final Field field;
    final Optional<Token> token;
    Optional<Name> follower = Optional.empty();
    Words.Word word = Words.NONE;
    Words.Word wordBefore = Words.NONE;

    Name(Field field) {
      this.field = field;
      this.token =
          field == Field.OTHER
              ? Optional.empty()
              : Token.of(('"' + field.toString() + "\":").getBytes(UTF_8));
    }
  }

  private final Words words = new Words();
  private final Map<Field, Name> names = new EnumMap<>(Field.class);
  private final Name beginning = new Name(Field.OTHER);

  private byte[] line = {};
  private int start;
  private int end;

  /** Where the next field, or what is behind the last one, begins. */
  private int at;

  private boolean plain;
  private boolean ascii;

  // The present field.
  private Name name = beginning;
  private int from;
  private int to;
  private long number;
  private Words.Word word = Words.NONE;

  private byte[] lastList = {};
  private Optional<List<String>> lastTexts = Optional.of(List.of());

  /** Begins to read a line. */
  void begin(byte[] buffer, int offset, int length) {
    line = buffer;
    start = offset;
    end = offset + length;
    at = offset + 1;
    name = beginning;
    ascii = true;
    // So a brace stands at the end, where every number stops, and whatever else ends too late.
    plain = length > 2 && buffer[offset] == '{' && buffer[end - 1] == '}';
  }

  /** Whether all was plain until now; when it was not, what was read of the line means nothing. */
  boolean isPlain() {
    return plain;
  }

  @Override
  public boolean next() {
    if (!plain || at == end) {
      plain &= ascii || isUtf8();
      return false;
    }
    from = behindName();
    to = from == NOT_PLAIN ? NOT_PLAIN : behindValue(from);
    if (to == NOT_PLAIN || to == end) {
      plain = false;
      return false;
    }
    // Behind a comma there is another name, behind the brace nothing.
    byte separator = line[to];
    at = to + 1;
    plain = separator == ',' ? at < end : separator == '}' && at == end;
    return plain;
  }

  /** A decoder puts the replacement character where it found something else. */
  private boolean isUtf8() {
    return new String(line, start, end - start, UTF_8).indexOf('\uFFFD') < 0;
  }

  private boolean isAt(int place, Optional<Token> token) {
    return token.isPresent() && place + Token.COMPARED <= end && token.get().standsAt(line, place);
  }

  /** Where the present name and its colon end. */
  private int behindName() {
    Name before = name;
    if (before.follower.isPresent()) {
      Name guess = before.follower.get();
      if (isAt(at, guess.token)) {
        name = guess;
        return at + guess.token.get().length();
      }
    }
    int colon = behindText(at);
    if (colon == NOT_PLAIN || colon + 1 >= end || line[colon] != ':') {
      return NOT_PLAIN;
    }
    Field field = Field.of(words.of(line, at + 1, colon - 1).text().orElseThrow());
    name = names.computeIfAbsent(field, Name::new);
    if (name.token.isPresent()) {
      before.follower = Optional.of(name);
    }
    return colon + 1;
  }

  private int behindValue(int place) {
    byte first = line[place];
    if (first == '"') {
      return behindWord(place);
    }
    return first == '[' ? behindTexts(place) : behindNumber(place);
  }

  private int behindWord(int place) {
    if (isAt(place, name.word.token())) {
      word = name.word;
    } else if (isAt(place, name.wordBefore.token())) {
      word = name.wordBefore;
    } else {
      word = Words.NONE;
      return behindText(place);
    }
    return place + word.token().get().length();
  }

  /** Where a text without escapes ends that begins here. */
  private int behindText(int place) {
    byte[] bytes = line;
    int stop = end;
    if (bytes[place] != '"') {
      return NOT_PLAIN;
    }
    int all = 0;
    for (int i = place + 1; i < stop; i++) {
      byte b = bytes[i];
      if (b == '"') {
        ascii &= all >= 0;
        return i + 1;
      }
      if (b == '\\' || (b >= 0 && b < ' ')) {
        return NOT_PLAIN;
      }
      all |= b; // negative as soon as one byte is not ASCII
    }
    return NOT_PLAIN;
  }

  /** Where the digits end that begin here; what stands there decides whether it is a number. */
  private int behindNumber(int place) {
    byte[] bytes = line;
    int first = bytes[place] == '-' ? place + 1 : place;
    int i = first;
    long sum = 0;
    for (byte b = bytes[i]; b >= '0' && b <= '9'; b = bytes[++i]) {
      sum = sum * 10 + (b - '0'); // of too many digits a wrong one, which nobody will ask for
    }
    number = first == place ? sum : -sum;
    int digits = i - first;
    boolean isWhole = digits > 0 && digits <= MAX_DIGITS && (digits == 1 || bytes[first] != '0');
    return isWhole ? i : NOT_PLAIN;
  }

  private int behindTexts(int place) {
    int i = place + 1;
    if (line[i] == ']') {
      return i + 1;
    }
    while (true) {
      i = behindText(i);
      if (i == NOT_PLAIN || i == end) {
        return NOT_PLAIN;
      }
      byte separator = line[i++];
      if (separator == ']') {
        return i;
      }
      if (separator != ',' || i == end) {
        return NOT_PLAIN;
      }
    }
  }

  @Override
  public Field field() {
    return name.field;
  }

  @Override
  public Optional<String> text() throws NotALineException {
    int first = behindQuote();
    return Optional.of(new String(line, first, to - 1 - first, UTF_8));
  }

  @Override
  public Optional<String> word() throws NotALineException {
    int first = behindQuote();
    if (word.text().isEmpty()) {
      word = words.of(line, first, to - 1);
      name.wordBefore = name.word;
      name.word = word;
    }
    return word.text();
  }

  private int behindQuote() throws NotALineException {
    if (line[from] != '"') {
      throw new NotALineException(field() + " is no text");
    }
    return from + 1;
  }

  @Override
  public long number() throws NotALineException {
    byte first = line[from];
    if (first == '"' || first == '[') {
      throw new NotALineException(field() + " is no whole number");
    }
    return number;
  }

  @Override
  public Optional<List<String>> texts() throws NotALineException {
    if (line[from] != '[') {
      throw new NotALineException(field() + " is no list");
    }
    if (!Arrays.equals(lastList, 0, lastList.length, line, from, to)) {
      lastTexts = Optional.of(texts(from + 1));
      lastList = Arrays.copyOfRange(line, from, to);
    }
    return lastTexts;
  }

  private List<String> texts(int first) {
    List<String> texts = new ArrayList<>(4);
    for (int i = first; line[i] == '"'; ) {
      int behind = behindText(i);
      texts.add(new String(line, i + 1, behind - i - 2, UTF_8));
      i = behind + 1; // behind the comma or the bracket
    }
    return List.copyOf(texts);
  }
}
