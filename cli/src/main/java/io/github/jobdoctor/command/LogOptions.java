package io.github.jobdoctor.command;

import io.github.jobdoctor.agentlog.LogFilter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The options that say which records of a log are wanted. */
final class LogOptions {

  @Spec(Spec.Target.MIXEE)
  CommandSpec spec;

  @Option(
      names = "--task",
      scope = ScopeType.INHERIT,
      paramLabel = "TASK",
      description = "Only records of this task; may be repeated.")
  List<String> tasks = new ArrayList<>();

  @Option(
      names = "--since",
      scope = ScopeType.INHERIT,
      paramLabel = "WHEN",
      converter = Moment.Converter.class,
      description =
          "Only records from this time on: 2h (before the device's present time), or a date such as"
              + " 2026-05-03 or \"2026-05-03 16:24\".")
  Moment since;

  @Option(
      names = "--until",
      scope = ScopeType.INHERIT,
      paramLabel = "WHEN",
      converter = Moment.Converter.class,
      description = "Only records before this time.")
  Moment until;

  @Option(
      names = "--outcome",
      scope = ScopeType.INHERIT,
      split = ",",
      paramLabel = "WORD",
      completionCandidates = OutcomeWords.class,
      description =
          "Only records with this outcome: success, failed, died, expired, skipped or undefined.")
  List<String> outcomes = new ArrayList<>();

  /** The words that completion offers. */
  static final class OutcomeWords extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    OutcomeWords() {
      super(new TreeSet<>(LogFilter.OUTCOMES));
    }
  }

  /** Whether all records are wanted. */
  boolean isEverything() {
    return tasks.isEmpty() && outcomes.isEmpty() && since == null && until == null;
  }

  /** Refuses words that mean nothing. */
  void check() {
    for (String outcome : outcomes) {
      if (!LogFilter.OUTCOMES.contains(outcome)) {
        throw new ParameterException(
            spec.commandLine(),
            "'"
                + outcome
                + "' is no outcome; there are "
                + String.join(", ", new TreeSet<>(LogFilter.OUTCOMES)));
      }
    }
  }

  /**
   * The filter, once the device's present time is known.
   *
   * @param now the device's clock when the log was pulled; absent when the text does not say
   */
  LogFilter filter(OptionalLong now) {
    Set<String> names = new LinkedHashSet<>(tasks);
    return new LogFilter(
        names, bound(since, "--since", now), bound(until, "--until", now), Set.copyOf(outcomes));
  }

  private OptionalLong bound(Moment moment, String option, OptionalLong now) {
    if (moment == null) {
      return OptionalLong.empty();
    }
    OptionalLong time = moment.wallTime(now);
    if (time.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "the log does not say when it was pulled: give "
              + option
              + " a date instead of a duration");
    }
    return time;
  }
}
