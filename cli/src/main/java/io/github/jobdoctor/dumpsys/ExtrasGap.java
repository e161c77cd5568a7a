package io.github.jobdoctor.dumpsys;

import java.util.List;
import java.util.regex.Pattern;

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

  /** Extras that Android never had to look into are printed as {@code mParcelledData...}. */
  private static final Pattern HAS_TEXT =
      Pattern.compile(
          " {6}(?:Trigger content URIs:|(?:Transient e|E)xtras: (?!mParcelledData\\.)|Clip data: "
              + "|Debug tags: )");

  private static final String DURATION = "[+-][0-9dhms]+";

  /** Always printed, after the rest. */
  private static final Pattern BACKOFF =
      Pattern.compile(" {6}Backoff: policy=\\d+ initial=" + DURATION);

  /** The lines between extras and constraints, in the order that Android prints them. */
  private static final List<Pattern> AFTER_EXTRAS =
      List.of(
          Pattern.compile(" {6}Network type: .*\\]", Pattern.DOTALL),
          Pattern.compile(" {6}Network(?: download)? bytes: -?\\d+"),
          Pattern.compile(" {6}Network upload bytes: -?\\d+"),
          Pattern.compile(" {6}Minimum network chunk bytes: -?\\d+"),
          Pattern.compile(" {6}Minimum latency: " + DURATION),
          Pattern.compile(" {6}Max execution delay: " + DURATION),
          BACKOFF,
          Pattern.compile(" {6}Has early constraint"),
          Pattern.compile(" {6}Has late constraint"),
          Pattern.compile(" {6}Trace tag: .*", Pattern.DOTALL),
          Pattern.compile(" {6}Debug tags: \\{.*\\}", Pattern.DOTALL));

  private static final String DEBUG_TAGS = "      Debug tags: {";

  private static final Pattern REQUIRED =
      Pattern.compile(" {4}Required constraints:(?: \\w+)*+(?: \\[0x[0-9a-f]+\\])? *");

  /** The gap in a block. */
  static ExtrasGap in(List<String> block) {
    int from = 1;
    while (from < block.size() && !block.get(from).startsWith("      Requires: ")) {
      from++;
    }
    if (from == block.size()) {
      return NONE; // shortened by a person
    }
    int end = block.size();
    for (int i = block.size() - 1; i > from; i--) {
      String line = block.get(i);
      if (line.startsWith("    Required constraints:") && REQUIRED.matcher(line).matches()) {
        end = i;
        break;
      }
    }
    if (!hasText(block, from, end)) {
      return NONE;
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

  private static boolean hasText(List<String> block, int from, int end) {
    for (int i = from; i < end; i++) {
      if (HAS_TEXT.matcher(block.get(i)).lookingAt()) {
        return true;
      }
    }
    return false;
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
      while (place >= 0 && !AFTER_EXTRAS.get(place).matcher(line).matches()) {
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
    return block.subList(from, to).stream().anyMatch(line -> BACKOFF.matcher(line).matches());
  }
}
