package io.github.jobdoctor.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The expression of {@code --filter}: terms that must all hold, separated by commas. A term is
 * {@code COLUMN=TEXT} (equal), {@code COLUMN!=TEXT} (not equal), {@code COLUMN~TEXT} (contains),
 * {@code COLUMN!~TEXT} (does not contain), or {@code TEXT} alone, which any column may contain.
 * Case does not matter.
 */
public final class JobFilter implements Predicate<JobColumn.Row> {

  private final List<Predicate<JobColumn.Row>> terms;

  private JobFilter(List<Predicate<JobColumn.Row>> terms) {
    this.terms = terms;
  }

  /**
   * The filter that {@code expression} says.
   *
   * @throws IllegalArgumentException when it names a column that there is not
   */
  public static JobFilter of(String expression) {
    List<Predicate<JobColumn.Row>> terms = new ArrayList<>();
    for (String term : expression.split(",", -1)) {
      if (!term.isBlank()) {
        terms.add(term(term.strip()));
      }
    }
    return new JobFilter(terms);
  }

  @Override
  public boolean test(JobColumn.Row row) {
    return terms.stream().allMatch(term -> term.test(row));
  }

  private static Predicate<JobColumn.Row> term(String term) {
    int at = 0;
    while (at < term.length() && "=~!".indexOf(term.charAt(at)) < 0) {
      at++;
    }
    if (at == term.length()) {
      String text = lower(term);
      return row -> {
        for (JobColumn column : JobColumn.values()) {
          if (lower(column.text(row)).contains(text)) {
            return true;
          }
        }
        return false;
      };
    }
    Optional<JobColumn> column = JobColumn.of(term.substring(0, at));
    boolean negated = term.charAt(at) == '!';
    int operator = negated ? at + 1 : at;
    if (column.isEmpty() || operator >= term.length() || "=~".indexOf(term.charAt(operator)) < 0) {
      throw new IllegalArgumentException(
          "'"
              + term
              + "' is no filter: write COLUMN=TEXT, COLUMN!=TEXT, COLUMN~TEXT or TEXT;"
              + " columns are "
              + JobColumn.words());
    }
    boolean equal = term.charAt(operator) == '=';
    String wanted = lower(term.substring(operator + 1).strip());
    return row -> {
      String text = lower(column.get().text(row));
      return negated != (equal ? text.equals(wanted) : text.contains(wanted));
    };
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
