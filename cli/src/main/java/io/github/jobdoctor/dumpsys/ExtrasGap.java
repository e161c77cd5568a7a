package io.github.jobdoctor.dumpsys;

import java.util.List;

/**
 * The lines of a block in which text of the app may stand, whatever they look like: content URIs,
 * extras, clip data.
 *
 * <p>They begin after {@code Requires:}, which Android always prints; where they end an app can
 * obscure by imitating the lines that follow. But Android prints the genuine ones last and in a
 * fixed order, so the end is found from below: from the last {@code Required constraints:} upwards,
 * while the lines are those that follow extras, in their order. What lies between is the app's
 * text.
 *
 * @param from the first index, in the block, that may be text of the app
 * @param to the index after the last
 * @param tagsFrom the first index of debug tags that go on after their line
 * @param tagsTo the index after the last of these
 */
record ExtrasGap(int from, int to, int tagsFrom, int tagsTo) {

  /** A block without any such text. */
  private static final ExtrasGap NONE = new ExtrasGap(0, 0, 0, 0);

  private static final String REQUIRES = "      Requires: ";
  private static final String REQUIRED = "    Required constraints:";

  /** The labels of text; extras that Android never had to look into are parcelled data. */
  private static final List<String> TEXT =
      List.of(
          "Trigger content URIs:", "Transient extras: ", "Extras: ", "Clip data: ", "Debug tags: ");

  private static final String PARCELLED = "mParcelledData.";
  private static final int INFO_INDENT = 6;

  /** The values of the lines between extras and constraints. */
  private enum Value {
    NOTHING,
    ANYTHING,
    REQUEST,
    NUMBER,
    DURATION,
    POLICY,
    BRACES
  }

  /** A line between extras and constraints. */
  private record After(String label, Value value) {

    boolean is(String line) {
      if (!line.startsWith(label)) {
        return false;
      }
      int start = label.length();
      return switch (value) {
        case NOTHING -> line.length() == start;
        case ANYTHING -> true;
        case REQUEST -> line.endsWith("]");
        case NUMBER -> {
          int digits = line.startsWith("-", start) ? start + 1 : start;
          yield digits < line.length() && digits(line, digits) == line.length();
        }
        case DURATION -> isDuration(line, start);
        case POLICY -> {
          int end = digits(line, start);
          yield end > start
              && line.startsWith(" initial=", end)
              && isDuration(line, end + " initial=".length());
        }
        case BRACES -> line.endsWith("}");
      };
    }

    private static int digits(String line, int from) {
      int end = from;
      while (end < line.length() && line.charAt(end) >= '0' && line.charAt(end) <= '9') {
        end++;
      }
      return end;
    }

    private static boolean isDuration(String line, int from) {
      if (from + 1 >= line.length() || (line.charAt(from) != '+' && line.charAt(from) != '-')) {
        return false;
      }
      for (int i = from + 1; i < line.length(); i++) {
        char c = line.charAt(i);
        if ((c < '0' || c > '9') && "dhms".indexOf(c) < 0) {
          return false;
        }
      }
      return true;
    }
  }

  /** Always printed, after the rest. */
  private static final After BACKOFF = new After("      Backoff: policy=", Value.POLICY);

  private static final String DEBUG_TAGS = "      Debug tags: {";

  /**
   * In the order that Android prints them: a network type up to API 27 is a number, later a
   * request.
   */
  private static final List<After> AFTER_EXTRAS =
      List.of(
          new After("      Network type: ", Value.NUMBER),
          new After("      Network type: ", Value.REQUEST),
          new After("      Network bytes: ", Value.NUMBER),
          new After("      Network download bytes: ", Value.NUMBER),
          new After("      Network upload bytes: ", Value.NUMBER),
          new After("      Minimum network chunk bytes: ", Value.NUMBER),
          new After("      Minimum latency: ", Value.DURATION),
          new After("      Max execution delay: ", Value.DURATION),
          BACKOFF,
          new After("      Has early constraint", Value.NOTHING),
          new After("      Has late constraint", Value.NOTHING),
          new After("      Trace tag: ", Value.ANYTHING),
          new After(DEBUG_TAGS, Value.BRACES));

  /** The gap in a block. */
  static ExtrasGap in(List<String> block) {
    int from = 1;
    while (from < block.size() && !block.get(from).startsWith(REQUIRES)) {
      from++;
    }
    if (from == block.size() || !hasText(block, from)) {
      return NONE; // shortened by a person, or nothing of the app in it
    }
    int end = lastRequired(block, from, true);
    if (end == block.size()) {
      end = lastRequired(block, from, false); // a person has put something after the names
    }
    int to = endOfText(block, from, end);
    if (!hasBackoff(block, to, end)) {
      // Debug tags (API 35 and later) may hold line breaks too, and stand below the genuine lines.
      for (int i = end - 1; i > from; i--) {
        int above = block.get(i).startsWith(DEBUG_TAGS) ? endOfText(block, from, i) : i;
        if (hasBackoff(block, above, i)) {
          return new ExtrasGap(from + 1, above, i + 1, end);
        }
      }
    }
    return new ExtrasGap(from + 1, to, end, end);
  }

  /** Whether there is any such text before the line of the constraints. */
  private static boolean hasText(List<String> block, int from) {
    for (int i = from; i < block.size(); i++) {
      String line = block.get(i);
      if (line.length() > INFO_INDENT && line.charAt(INFO_INDENT - 1) == ' ') {
        char initial = line.charAt(INFO_INDENT);
        boolean candidate = initial == 'T' || initial == 'E' || initial == 'C' || initial == 'D';
        if (candidate && isText(line)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isText(String line) {
    if (LineCursor.indent(line) != INFO_INDENT) {
      return false;
    }
    for (String label : TEXT) {
      if (line.startsWith(label, INFO_INDENT)) {
        return !label.endsWith("xtras: ")
            || !line.startsWith(PARCELLED, INFO_INDENT + label.length());
      }
    }
    return false;
  }

  private static int lastRequired(List<String> block, int from, boolean asPrinted) {
    for (int i = block.size() - 1; i > from; i--) {
      String line = block.get(i);
      if (asPrinted ? isRequired(line) : line.startsWith(REQUIRED)) {
        return i;
      }
    }
    return block.size();
  }

  /** Names after the label, each after one space, perhaps their bits, perhaps spaces. */
  private static boolean isRequired(String line) {
    if (!line.startsWith(REQUIRED)) {
      return false;
    }
    int end = line.length();
    while (line.charAt(end - 1) == ' ') {
      end--;
    }
    int at = REQUIRED.length();
    while (at < end) {
      if (line.charAt(at) != ' ') {
        return false;
      }
      at++;
      if (line.startsWith("[0x", at)) {
        return line.indexOf(']', at) == end - 1;
      }
      int word = at;
      while (at < end && isWord(line.charAt(at))) {
        at++;
      }
      if (at == word) {
        return false;
      }
    }
    return true;
  }

  private static boolean isWord(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  }

  /** Whether the line at this index may be text of the app. */
  boolean contains(int index) {
    return (index >= from && index < to) || (index >= tagsFrom && index < tagsTo);
  }

  private static int endOfText(List<String> block, int from, int end) {
    int place = AFTER_EXTRAS.size() - 1;
    int to = end;
    while (to - 1 > from) {
      String line = block.get(to - 1);
      if (line.isBlank()) {
        to--; // a tool has put empty lines between all
        continue;
      }
      while (place >= 0 && !AFTER_EXTRAS.get(place).is(line)) {
        place--;
      }
      if (place < 0) {
        break;
      }
      place--;
      to--;
    }
    return to;
  }

  private static boolean hasBackoff(List<String> block, int from, int to) {
    for (int i = from; i < to; i++) {
      if (BACKOFF.is(block.get(i))) {
        return true;
      }
    }
    return false;
  }
}
