package io.github.jobdoctor.neighbours;

import io.github.jobdoctor.job.AppStandby;
import io.github.jobdoctor.job.Durations;
import io.github.jobdoctor.job.Fact;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line per app, in either of two shapes:
 *
 * <pre>
 * package=com.x u=0 bucket=40 reason=t used=+1d2h … idle=n          API 28 and later
 * package=com.x lastUsedElapsed=+1d2h lastUsedScreenOn=… idle=y     API 24 to 27
 * </pre>
 *
 * The second says the user in a line above ({@code user=0}). API 23 prints no state of single apps.
 */
final class AppStandbyParser {

  private static final Pattern USER = Pattern.compile("user=(\\d{1,5}) ?");
  private static final Pattern APP =
      Pattern.compile(" +package=(\\S+) (?:u=(\\d{1,5}) bucket=|lastUsedElapsed=).*");

  private final Predicate<String> packages;
  private final FirstFacts facts = new FirstFacts();
  private final List<AppStandby.App> apps = new ArrayList<>();
  private Optional<Integer> user = Optional.empty();

  AppStandbyParser(Predicate<String> packages) {
    this.packages = packages;
  }

  Optional<AppStandby> parse(ServiceLines lines) throws IOException {
    boolean any = false;
    while (lines.next()) {
      String line = lines.text();
      Matcher app = APP.matcher(line);
      Matcher heading = USER.matcher(line);
      if (heading.matches()) {
        user = ServiceLines.number(heading.group(1));
      } else if (app.matches()) {
        any = true;
        if (packages.test(app.group(1))) {
          Optional<Integer> of = app.group(2) == null ? user : ServiceLines.number(app.group(2));
          of.ifPresent(userId -> apps.add(app(lines, userId, app.group(1))));
        }
      } else if (line.startsWith("mAppIdleEnabled=")) {
        for (String name :
            List.of(
                "mAppIdleEnabled",
                "mAppIdleTempParoled",
                "mAppIdleParoled",
                "mCharging",
                "mIsCharging")) {
          facts.take(lines, name);
        }
      }
    }
    return any || !facts.isEmpty() ? Optional.of(state()) : Optional.empty();
  }

  private AppStandby state() {
    Optional<Fact<Boolean>> parole =
        facts.flag("mAppIdleTempParoled").or(() -> facts.flag("mAppIdleParoled"));
    Optional<Fact<Boolean>> charging = facts.flag("mCharging").or(() -> facts.flag("mIsCharging"));
    return new AppStandby(facts.flag("mAppIdleEnabled"), parole, charging, apps);
  }

  private static AppStandby.App app(ServiceLines lines, int userId, String packageName) {
    return new AppStandby.App(
        userId,
        packageName,
        lines
            .value("bucket")
            .flatMap(ServiceLines::number)
            .map(OptionalInt::of)
            .orElse(OptionalInt.empty()),
        lines.value("reason"),
        lines.value("used").or(() -> lines.value("lastUsedElapsed")).flatMap(Durations::parse),
        lines
            .value("idle")
            .flatMap(
                word ->
                    switch (word) {
                      case "y" -> Optional.of(true);
                      case "n" -> Optional.of(false);
                      default -> Optional.empty();
                    }),
        lines.here());
  }
}
