package io.github.jobdoctor.dumpsys;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The lines of a block that belong to extras with line breaks, whatever they look like.
 *
 * <p>Where such extras begin is plain; where they end an app can obscure by imitating the lines
 * that follow. But Android always prints the genuine ones last and in a fixed order, so the end is
 * found from below: from the last {@code Required constraints:} upwards, while the lines are those
 * that follow extras, in their order. What lies between is the app's text.
 *
 * @param from the first index, in the block, that belongs to the extras
 * @param to the index after the last
 */
record ExtrasGap(int from, int to) {

  /** A block without such extras. */
  static final ExtrasGap NONE = new ExtrasGap(0, 0);

  private static final String DURATION = "[+-][0-9dhms]+";

  /** The lines between extras and constraints, in the order that Android prints them. */
  private static final List<Pattern> AFTER_EXTRAS =
      List.of(
          Pattern.compile(" {6}Network type: .*\\]"),
          Pattern.compile(" {6}Network(?: download)? bytes: -?\\d+"),
          Pattern.compile(" {6}Network upload bytes: -?\\d+"),
          Pattern.compile(" {6}Minimum network chunk bytes: -?\\d+"),
          Pattern.compile(" {6}Minimum latency: " + DURATION),
          Pattern.compile(" {6}Max execution delay: " + DURATION),
          Pattern.compile(" {6}Backoff: policy=\\d+ initial=" + DURATION),
          Pattern.compile(" {6}Has early constraint"),
          Pattern.compile(" {6}Has late constraint"),
          Pattern.compile(" {6}Trace tag: .*"),
          Pattern.compile(" {6}Debug tags: \\{.*\\}"));

  private static final Pattern REQUIRED =
      Pattern.compile(" {4}Required constraints:(?: \\w+)*(?: \\[0x[0-9a-f]+\\])? *");

  /**
   * The gap in a block.
   *
   * @param extrasLine the index of the line whose extras stay open
   */
  static ExtrasGap in(List<String> block, int extrasLine) {
    int end = block.size();
    for (int i = block.size() - 1; i > extrasLine; i--) {
      if (REQUIRED.matcher(block.get(i)).matches()) {
        end = i;
        break;
      }
    }
    int place = AFTER_EXTRAS.size() - 1;
    while (end - 1 > extrasLine) {
      String line = block.get(end - 1);
      while (place >= 0 && !AFTER_EXTRAS.get(place).matcher(line).matches()) {
        place--;
      }
      if (place < 0) {
        break;
      }
      place--;
      end--;
    }
    return new ExtrasGap(extrasLine + 1, end);
  }

  boolean contains(int index) {
    return index >= from && index < to;
  }
}
