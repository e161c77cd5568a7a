package io.github.jobdoctor.conditions;

import io.github.jobdoctor.conditions.ConditionException.Reason;
import io.github.jobdoctor.device.DeviceException;
import io.github.jobdoctor.device.ShellCommand;
import io.github.jobdoctor.device.ShellResult;
import io.github.jobdoctor.job.AppStandby;
import io.github.jobdoctor.job.Neighbour;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An app's standby bucket, API 28 and later: what the conditions about it have in common. A bucket
 * that the shell sets counts as set by hand, and Android leaves the app there until it is used.
 * Only {@code set-inactive false} ends that, by pretending that the app was just used, so only
 * bucket ACTIVE can come back without a trace.
 */
final class AppBucket {

  static final int SINCE = 28;
  static final String BUCKET = "bucket";
  static final String BY_HAND = "byHand";

  /** Android's numbers with the words of {@code am set-standby-bucket}. */
  static final Map<String, Integer> WORDS =
      Map.of("active", 10, "working_set", 20, "frequent", 30, "rare", 40, "restricted", 45);

  private static final String EXEMPTED = "5";
  private static final String ACTIVE = "10";

  private AppBucket() {}

  /** A subcommand of {@code am} about the condition's app. */
  static ShellCommand am(Condition condition, String subcommand, String... more) {
    List<String> words = new ArrayList<>(List.of("am", subcommand));
    condition.userId().ifPresent(user -> words.addAll(List.of("--user", Integer.toString(user))));
    words.add(condition.packageName().orElseThrow());
    words.addAll(List.of(more));
    return new ShellCommand(words);
  }

  static State read(Condition condition, Shell shell) throws DeviceException, ConditionException {
    ShellCommand command = am(condition, "get-standby-bucket");
    ShellResult result = shell.run(command);
    String number = result.stdout().strip();
    if (!number.matches("\\d{1,4}")) {
      throw noApp(condition, command, result);
    }
    String name = condition.packageName().orElseThrow();
    AppStandby standby =
        shell.ask(AppStandby.class, Neighbour.USAGE_STATS, name::equals, "dumpsys", "usagestats");
    Map<String, String> values = new TreeMap<>(Map.of(BUCKET, number));
    // Without a user the shell means the current one, which is the first as a rule.
    standby
        .app(condition.userId().orElse(0), name)
        .ifPresent(app -> values.put(BY_HAND, Boolean.toString(app.forcedByUser())));
    return new State(values);
  }

  static ConditionException noApp(Condition condition, ShellCommand command, ShellResult result) {
    String said = Shell.said(result);
    boolean missing = said.contains("non existent package") || said.contains("No UID for");
    return missing
        ? new ConditionException(
            Reason.NOT_FOUND,
            "There is no app " + condition.packageName().orElseThrow() + " on the device.")
        : new ConditionException(
            Reason.REFUSED, "The device did not answer `" + command + "`; it said: " + said);
  }

  /** Android sorts exempt apps itself: what the shell says of them it drops, or undoes later. */
  static Optional<String> impossible(Condition condition, State now) {
    return now.get(BUCKET).equals(EXEMPTED)
        ? Optional.of(
            "Android exempts "
                + condition.packageName().orElseThrow()
                + " from app standby, so "
                + condition.text()
                + " cannot be set.")
        : Optional.empty();
  }

  static boolean isBack(State was, State now) {
    return was.agrees(now, BUCKET);
  }

  static List<ShellCommand> undo(Condition condition, State was) {
    return was.get(BUCKET).equals(ACTIVE) && !was.is(BY_HAND)
        ? List.of(am(condition, "set-inactive", "false"))
        : List.of(am(condition, "set-standby-bucket", word(was.get(BUCKET))));
  }

  /** Android's word for a number; the number itself where it has none. */
  static String word(String number) {
    if (number.equals("50") || number.equals(EXEMPTED)) {
      return number.equals(EXEMPTED) ? "exempted" : "never";
    }
    return WORDS.entrySet().stream()
        .filter(entry -> Integer.toString(entry.getValue()).equals(number))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(number);
  }

  static Optional<String> remark(Condition condition, State was) {
    return was.is(BY_HAND) || was.get(BUCKET).equals(ACTIVE)
        ? Optional.empty()
        : Optional.of(
            condition.packageName().orElseThrow()
                + " is in bucket "
                + word(was.get(BUCKET))
                + " again, but counts as put there by hand until it is opened: no command takes"
                + " that back.");
  }

  static String describe(State state) {
    return word(state.get(BUCKET)) + (state.is(BY_HAND) ? ", set by hand" : "");
  }
}
