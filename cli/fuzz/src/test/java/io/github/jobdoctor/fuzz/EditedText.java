package io.github.jobdoctor.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A piece of a genuine text in which lines were edited at random: cut, spliced, moved, with words
 * dropped or repeated and numbers changed. A fuzzer of bytes hardly ever comes upon such lines.
 */
final class EditedText {

  private static final Pattern NUMBER = Pattern.compile("\\d+");
  private static final Pattern WORD_ENDS = Pattern.compile("(?<=[ :=\\[\\](){},/#-])");
  private static final List<String> NUMBERS =
      List.of("", "0", "-1", "x", "1.5", "2147483648", "9223372036854775807", "9".repeat(30));

  private final Random random;
  private final List<String> others;

  /**
   * Edits of one kind of text.
   *
   * @param seed the same seed gives the same edits
   * @param others the lines that take the place of other lines
   */
  EditedText(long seed, List<String> others) {
    this.random = new Random(seed);
    this.others = others;
  }

  /** A piece of {@code lines}, a third of its lines edited. */
  String of(List<String> lines) {
    int from = random.nextBoolean() ? 0 : random.nextInt(lines.size());
    int most = random.nextInt(6) == 0 ? 600 : 60;
    int to = Math.min(lines.size(), from + 5 + random.nextInt(most));
    StringBuilder text = new StringBuilder();
    for (String line : lines.subList(from, to)) {
      if (random.nextInt(20) > 0) {
        text.append(random.nextInt(3) == 0 ? edited(line) : line).append('\n');
      }
    }
    return text.toString();
  }

  private String edited(String line) {
    return switch (random.nextInt(8)) {
      case 0 -> line.substring(0, random.nextInt(line.length() + 1));
      case 1 -> line.substring(random.nextInt(line.length() + 1));
      case 2 -> line + " " + other().strip();
      case 3 -> other();
      case 4 -> words(line);
      case 5 -> number(line);
      case 6 -> " ".repeat(random.nextInt(12)) + line.strip();
      default -> gap(line);
    };
  }

  private String other() {
    return others.get(random.nextInt(others.size()));
  }

  private String gap(String line) {
    int from = random.nextInt(line.length() + 1);
    int to = from + random.nextInt(line.length() - from + 1);
    String filling = random.nextBoolean() ? "" : Character.toString(' ' + random.nextInt(0x2fff));
    return line.substring(0, from) + filling + line.substring(to);
  }

  /** A word less, or one of them twice. */
  private String words(String line) {
    List<String> words = new ArrayList<>(List.of(WORD_ENDS.split(line, -1)));
    String word = words.get(random.nextInt(words.size()));
    if (random.nextBoolean()) {
      words.remove(word);
    } else {
      words.add(random.nextInt(words.size() + 1), word);
    }
    return String.join("", words);
  }

  private String number(String line) {
    List<MatchResult> numbers = NUMBER.matcher(line).results().toList();
    if (numbers.isEmpty()) {
      return line;
    }
    MatchResult one = numbers.get(random.nextInt(numbers.size()));
    return line.substring(0, one.start())
        + NUMBERS.get(random.nextInt(NUMBERS.size()))
        + line.substring(one.end());
  }
}
