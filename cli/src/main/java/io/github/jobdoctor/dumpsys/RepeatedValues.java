package io.github.jobdoctor.dumpsys;

import io.github.jobdoctor.job.Constraint;
import io.github.jobdoctor.job.JobInfo.Backoff;
import io.github.jobdoctor.job.Readiness;
import io.github.jobdoctor.job.StandbyBucket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The values that most jobs of a dump share, each made once. */
final class RepeatedValues {

  private final Memo<List<Constraint>> constraints = new Memo<>(RepeatedValues::readConstraints);
  private final Memo<Optional<Backoff>> backoffs = new Memo<>(JobInfoParser::backoff);
  private final Memo<Optional<Readiness>> readiness = new Memo<>(ReadyLine::parse);
  private final Memo<Optional<StandbyBucket>> buckets =
      new Memo<>(name -> Optional.of(new StandbyBucket(name)));
  private final Memo<String> texts = new Memo<>(text -> text);

  /** Names, then from API 28 their bits in brackets, which say nothing more. */
  List<Constraint> constraints(String value) {
    return constraints.of(value);
  }

  Optional<Backoff> backoff(String value) {
    return backoffs.of(value);
  }

  Optional<Readiness> readiness(String line) {
    return readiness.of(line);
  }

  Optional<StandbyBucket> bucket(String name) {
    return buckets.of(name);
  }

  /** An equal text, the same one each time. */
  String text(String text) {
    return texts.of(text);
  }

  private static List<Constraint> readConstraints(String value) {
    List<Constraint> names = new ArrayList<>();
    for (String word : value.split(" ", -1)) {
      if (!word.isEmpty() && !word.startsWith("[")) {
        names.add(new Constraint(word));
      }
    }
    return List.copyOf(names);
  }
}
