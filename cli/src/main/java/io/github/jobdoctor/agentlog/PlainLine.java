package io.github.jobdoctor.agentlog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
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
 */
final class PlainLine implements LineFields {

  /** More fields than a line has; one with more is not plain. */
  private static final int MAX_FIELDS = 48;

  /** So many digits fit a {@code long} without a look at it. */
  private static final int MAX_DIGITS = 18;

  private static final int NOT_PLAIN = -1;

  /** A name in its quotes and with its colon, to be compared in two steps. */
  private static final class Name {
    private static final VarHandle LONG =
        MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** No name is compared behind so many bytes; the one name that is longer is no guess. */
    static final int COMPARED = 2 * Long.BYTES;

    final Field field;
    final int length;

    /** What stood behind its value last time: a guess. */
    Optional<Name> follower = Optional.empty();

    private final long first;
    private final long firstMask;
    private final long second;
    private final long secondMask;

    Name(Field field) {
      this.field = field;
      byte[] text = ('"' + field.toString() + "\":").getBytes(UTF_8);
      byte[] padded = Arrays.copyOf(text, COMPARED);
      length = text.length;
      first = (long) LONG.get(padded, 0);
      second = (long) LONG.get(padded, Long.BYTES);
      firstMask = mask(length);
      secondMask = mask(length - Long.BYTES);
    }

    private static long mask(int bytes) {
      return bytes >= Long.BYTES ? -1L : bytes <= 0 ? 0L : (1L << (bytes * Byte.SIZE)) - 1;
    }

    boolean canBeGuessed() {
      return field != Field.OTHER && length <= COMPARED;
    }

    /** Whether it stands there; {@link #COMPARED} bytes must. */
    boolean standsAt(byte[] line, int at) {
      long differs = ((long) LONG.get(line, at) ^ first) & firstMask;
      return (differs | (((long) LONG.get(line, at + Long.BYTES) ^ second) & secondMask)) == 0;
    }
  }

  private final Words words = new Words();

  private final Map<Field, Name> names = new EnumMap<>(Field.class);
  private final Name beginning = new Name(Field.OTHER);

  private final Name[] name = new Name[MAX_FIELDS];
  private final int[] from = new int[MAX_FIELDS];
  private final int[] to = new int[MAX_FIELDS];
  private final long[] number = new long[MAX_FIELDS];
  private int fields;
  private int current;

  private byte[] line = {};
  private int end;
  private long lastNumber;
  private boolean ascii;

  private byte[] lastList = {};
  private Optional<List<String>> lastTexts = Optional.of(List.of());

  /**
   * Finds the fields of a line.
   *
   * @return false when it is not plain
   */
  boolean read(byte[] buffer, int start, int length) {
    line = buffer;
    end = start + length;
    fields = 0;
    current = -1;
    ascii = true;
    // So a brace stands at the end, where every number stops, and whatever else ends too late.
    if (length < 2 || buffer[start] != '{' || buffer[end - 1] != '}') {
      return false;
    }
    int at = start + 1;
    Name before = beginning;
    while (fields < MAX_FIELDS) {
      at = behindName(at, before);
      if (at == NOT_PLAIN) {
        return false;
      }
      before = name[fields];
      from[fields] = at;
      at = behindValue(at);
      if (at == NOT_PLAIN || at == end) {
        return false;
      }
      to[fields] = at;
      number[fields++] = lastNumber;
      byte separator = buffer[at++];
      if (separator == '}') {
        return at == end && (ascii || isUtf8(start, length));
      }
      if (separator != ',' || at == end) {
        return false;
      }
    }
    return false;
  }

  /** Where a name and its colon end that begin here; the name is then the next field. */
  private int behindName(int at, Name before) {
    if (before.follower.isPresent() && at + Name.COMPARED < end) {
      Name guess = before.follower.get();
      if (guess.standsAt(line, at)) {
        name[fields] = guess;
        return at + guess.length;
      }
    }
    int colon = behindText(at);
    if (colon == NOT_PLAIN || colon + 1 >= end || line[colon] != ':') {
      return NOT_PLAIN;
    }
    Field field = Field.of(words.of(line, at + 1, colon - 1).orElseThrow());
    Name found = names.computeIfAbsent(field, Name::new);
    name[fields] = found;
    if (found.canBeGuessed()) {
      before.follower = Optional.of(found);
    }
    return colon + 1;
  }

  /** A decoder puts the replacement character where it found something else. */
  private boolean isUtf8(int start, int length) {
    return new String(line, start, length, UTF_8).indexOf('\uFFFD') < 0;
  }

  private int behindValue(int at) {
    byte first = line[at];
    if (first == '"') {
      return behindText(at);
    }
    return first == '[' ? behindTexts(at) : behindNumber(at);
  }

  /** Where a text without escapes ends that begins here. */
  private int behindText(int at) {
    byte[] bytes = line;
    int stop = end;
    if (bytes[at] != '"') {
      return NOT_PLAIN;
    }
    int all = 0;
    for (int i = at + 1; i < stop; i++) {
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
  private int behindNumber(int at) {
    byte[] bytes = line;
    int first = bytes[at] == '-' ? at + 1 : at;
    int i = first;
    long sum = 0;
    for (byte b = bytes[i]; b >= '0' && b <= '9'; b = bytes[++i]) {
      sum = sum * 10 + (b - '0'); // of too many digits a wrong one, which nobody will ask for
    }
    lastNumber = first == at ? sum : -sum;
    int digits = i - first;
    boolean plain = digits > 0 && digits <= MAX_DIGITS && (digits == 1 || bytes[first] != '0');
    return plain ? i : NOT_PLAIN;
  }

  private int behindTexts(int at) {
    int i = at + 1;
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
  public boolean next() {
    current++;
    return current < fields;
  }

  @Override
  public Field field() {
    return name[current].field;
  }

  @Override
  public Optional<String> text() throws NotALineException {
    int first = behindQuote();
    return Optional.of(new String(line, first, to[current] - 1 - first, UTF_8));
  }

  @Override
  public Optional<String> word() throws NotALineException {
    return words.of(line, behindQuote(), to[current] - 1);
  }

  private int behindQuote() throws NotALineException {
    if (line[from[current]] != '"') {
      throw new NotALineException(field() + " is no text");
    }
    return from[current] + 1;
  }

  @Override
  public long number() throws NotALineException {
    byte first = line[from[current]];
    if (first == '"' || first == '[') {
      throw new NotALineException(field() + " is no whole number");
    }
    return number[current];
  }

  @Override
  public Optional<List<String>> texts() throws NotALineException {
    int first = from[current];
    int behind = to[current];
    if (line[first] != '[') {
      throw new NotALineException(field() + " is no list");
    }
    if (!Arrays.equals(lastList, 0, lastList.length, line, first, behind)) {
      lastTexts = Optional.of(texts(first + 1));
      lastList = Arrays.copyOfRange(line, first, behind);
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
