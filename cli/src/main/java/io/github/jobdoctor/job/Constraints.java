package io.github.jobdoctor.job;

import java.util.List;

/**
 * The sets of constraints that a job's block prints, each in Android's order.
 *
 * @param required what the app asked for
 * @param preferred what it would like (API 34 only); empty elsewhere
 * @param dynamic what the system demands instead of quota, for example in the restricted bucket
 *     (API 30 and later); empty elsewhere
 * @param satisfied all that hold now, required or not
 * @param unsatisfied what the dump calls unsatisfied: it leaves out the implicit conditions, and
 *     names DEADLINE although that never holds a job back
 */
public record Constraints(
    List<Constraint> required,
    List<Constraint> preferred,
    List<Constraint> dynamic,
    List<Constraint> satisfied,
    List<Constraint> unsatisfied) {

  /** Copies the lists. */
  public Constraints {
    required = List.copyOf(required);
    preferred = List.copyOf(preferred);
    dynamic = List.copyOf(dynamic);
    satisfied = List.copyOf(satisfied);
    unsatisfied = List.copyOf(unsatisfied);
  }
}
