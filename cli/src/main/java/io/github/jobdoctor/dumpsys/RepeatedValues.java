package io.github.jobdoctor.dumpsys;

import io.github.jobdoctor.job.Constraint;
import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.job.JobInfo.Backoff;
import io.github.jobdoctor.job.Readiness;
import io.github.jobdoctor.job.StandbyBucket;
import io.github.jobdoctor.job.Uid;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What lines say that many jobs of a dump share: made once of each. The lines are whole ones. */
final class RepeatedValues {

  private final Memo<List<Constraint>> constraints = new Memo<>(RepeatedValues::readConstraints);
  private final Memo<Optional<Backoff>> backoffs = new Memo<>(JobInfoParser::backoff);
  private final Memo<Optional<Readiness>> readiness =
      new Memo<>(line -> ReadyLine.parse(line.stripLeading()));
  private final Memo<Optional<StandbyBucket>> buckets =
      new Memo<>(line -> Optional.of(new StandbyBucket(Labels.value(line))));
  private final Memo<Optional<String>> texts = new Memo<>(line -> Optional.of(Labels.value(line)));
  private final Memo<Optional<String>> tags = new Memo<>(RepeatedValues::readTag);
  private final Memo<Optional<Job.Source>> sources = new Memo<>(RepeatedValues::readSource);
  private final Memo<ImplicitLine> implicit =
      new Memo<>(line -> ImplicitLine.parse(line.stripLeading()));
  private final Memo<List<String>> restrictions = new Memo<>(RepeatedValues::readRestrictions);

  /** The value of a label. */
  Optional<String> text(String line) {
    return texts.of(line);
  }

  /** Names, then from API 28 their bits in brackets, which say nothing more. */
  List<Constraint> constraints(String line) {
    return constraints.of(line);
  }

  /** {@code policy=N initial=D}. */
  Optional<Backoff> backoff(String line) {
    return backoffs.of(line);
  }

  Optional<Readiness> readiness(String line) {
    return readiness.of(line);
  }

  Optional<StandbyBucket> bucket(String line) {
    return buckets.of(line);
  }

  /** {@code UID tag=TAG}; absent when the line is another. */
  Optional<String> tag(String line) {
    return tags.of(line);
  }

  /** {@code uid=UID user=N pkg=PACKAGE}; absent when it is not so. */
  Optional<Job.Source> source(String line) {
    return sources.of(line);
  }

  /** A line under {@code Implicit constraints:}. */
  ImplicitLine implicit(String line) {
    return implicit.of(line);
  }

  /** {@code none.} or internal stop reasons, with a full stop at the end. */
  List<String> restrictions(String line) {
    return restrictions.of(line);
  }

  private static List<Constraint> readConstraints(String line) {
    List<Constraint> names = new ArrayList<>();
    for (String word : Labels.value(line).split(" ", -1)) {
      if (word.isEmpty()) {
        continue;
      }
      if (!isName(word)) {
        break; // their bits, or what a person has put after the names
      }
      names.add(new Constraint(word));
    }
    return List.copyOf(names);
  }

  /** Whether it is written as constraints are, a vendor's too: in capitals. */
  private static boolean isName(String word) {
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if ((c < 'A' || c > 'Z') && (i == 0 || ((c < '0' || c > '9') && c != '_'))) {
        return false;
      }
    }
    return true;
  }

  private static Optional<String> readTag(String line) {
    int start = LineCursor.indent(line);
    int space = line.indexOf(' ', start);
    return space > start && line.startsWith("tag=", space + 1)
        ? Optional.of(line.substring(space + 1 + "tag=".length()))
        : Optional.empty();
  }

  private static Optional<Job.Source> readSource(String line) {
    String value = Labels.value(line);
    int userLabel = value.indexOf(" user=");
    int packageLabel = userLabel < 0 ? -1 : value.indexOf(" pkg=", userLabel);
    if (!value.startsWith("uid=") || packageLabel < 0) {
      return Optional.empty();
    }
    Optional<Uid> uid = Uid.parse(value.substring("uid=".length(), userLabel));
    OptionalInt user =
        JobHeading.jobId(value.substring(userLabel + " user=".length(), packageLabel));
    String packageName = value.substring(packageLabel + " pkg=".length());
    return user.isEmpty()
        ? Optional.empty()
        : uid.map(source -> new Job.Source(source, user.getAsInt(), packageName));
  }

  private static List<String> readRestrictions(String line) {
    String reasons = Labels.value(line).strip();
    reasons = reasons.endsWith(".") ? reasons.substring(0, reasons.length() - 1) : reasons;
    return reasons.isEmpty() || reasons.equals("none")
        ? List.of()
        : List.of(reasons.split("[ ,]+", -1));
  }
}
