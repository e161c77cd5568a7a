package io.github.jobdoctor.tui;

import io.github.jobdoctor.render.JobColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * What is typed after {@code /}: words that must all fit. A word is found anywhere in a job's row;
 * {@code pkg:}, {@code cause:}, {@code state:}, {@code job:} and {@code bucket:} look in one place;
 * {@code !} before a word turns it round. Case does not matter, and nothing that is typed is wrong:
 * an unknown {@code word:} is text like other text.
 */
final class JobQuery implements Predicate<JobRow> {

  /** The prefixes, for the help. */
  static final List<String> PREFIXES = List.of("pkg:", "cause:", "state:", "job:", "bucket:");

  private final List<Predicate<JobRow>> words;

  private JobQuery(List<Predicate<JobRow>> words) {
    this.words = words;
  }

  static JobQuery of(String typed) {
    List<Predicate<JobRow>> words = new ArrayList<>();
    for (String word : typed.toLowerCase(Locale.ROOT).strip().split("\\s+", -1)) {
      boolean not = word.startsWith("!");
      String rest = not ? word.substring(1) : word;
      // Half a word, while it is being typed, leaves all jobs there.
      if (!rest.isEmpty() && !PREFIXES.contains(rest)) {
        Predicate<JobRow> test = word(rest);
        words.add(not ? test.negate() : test);
      }
    }
    return new JobQuery(words);
  }

  private static Predicate<JobRow> word(String word) {
    int colon = word.indexOf(':');
    String rest = word.substring(colon + 1);
    return switch (word.substring(0, colon + 1)) {
      case "pkg:" -> in(JobColumn.APP, rest);
      case "cause:" -> row -> row.causes().contains(rest);
      case "state:" -> in(JobColumn.STATE, rest);
      case "job:" -> in(JobColumn.JOB, rest);
      case "bucket:" -> in(JobColumn.BUCKET, rest);
      default -> row -> row.haystack().contains(word);
    };
  }

  private static Predicate<JobRow> in(JobColumn column, String text) {
    return row -> JobRow.lower(row.text(column)).contains(text);
  }

  @Override
  public boolean test(JobRow row) {
    for (Predicate<JobRow> word : words) {
      if (!word.test(row)) {
        return false;
      }
    }
    return true;
  }
}
