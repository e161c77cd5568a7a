package io.github.jobdoctor.diagnosis.rules;

import io.github.jobdoctor.diagnosis.Circumstances;
import io.github.jobdoctor.diagnosis.Commands;
import io.github.jobdoctor.job.Job;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How rules put things. */
public final class Words {

  private Words() {}

  /** A length of time in at most two units, such as {@code 2 h 5 min}; the sign is left out. */
  public static String span(Duration duration) {
    long seconds = Math.round(duration.abs().toMillis() / 1000.0);
    if (seconds == 0) {
      return duration.isZero() ? "0 s" : duration.abs().toMillis() + " ms";
    }
    long[] amounts = {seconds / 86_400, seconds / 3600 % 24, seconds / 60 % 60, seconds % 60};
    String[] units = {" d", " h", " min", " s"};
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < amounts.length; i++) {
      boolean begun = !parts.isEmpty();
      if (amounts[i] > 0 && parts.size() < 2) {
        parts.add(amounts[i] + units[i]);
      } else if (begun) {
        break;
      }
    }
    return String.join(" ", parts);
  }

  /** {@code 1 job}, {@code 2 jobs}. */
  static String count(long number, String one) {
    return number + " " + one + (number == 1 ? "" : "s");
  }

  /** The app in a sentence. */
  static String app(Circumstances circumstances) {
    String name = circumstances.packageName();
    return name.isEmpty() ? "the app" : name;
  }

  /** The job's package, as a shell may read it; absent when that could be abused, or is unknown. */
  static Optional<String> shellPackage(Circumstances circumstances) {
    return circumstances.job().packageName().filter(Commands::isPlain);
  }

  /** {@code --user 10 }, nothing for user 0. */
  static String userOption(Circumstances circumstances) {
    return userOption(circumstances.job().source().map(Job.Source::userId).orElse(0));
  }

  /** The same for a user. */
  static String userOption(int user) {
    return user == 0 ? "" : "--user " + user + " ";
  }
}
