package io.github.jobdoctor.conditions;

import io.github.jobdoctor.device.DeviceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One line of what a device is in.
 *
 * @param condition as it is typed, without a value where it is not in force
 * @param state in a few words; absent when it cannot be told
 * @param imposed whether somebody has forced or faked it
 * @param was how it was before it was set, where that is journalled
 * @param cannotTell why the state cannot be told
 */
public record Shown(
    String condition,
    Optional<String> state,
    boolean imposed,
    Optional<String> was,
    Optional<String> cannotTell) {

  /** The conditions of the whole device, those imposed on apps, and all that are journalled. */
  static List<Shown> all(Shell shell, List<Journal> journals) throws DeviceException {
    List<Journal.Entry> journalled =
        journals.stream().flatMap(journal -> journal.entries().stream()).toList();
    List<Shown> shown = new ArrayList<>();
    for (ConditionKind kind : ConditionKinds.ALL) {
      List<Journal.Entry> own =
          journalled.stream()
              .filter(entry -> entry.condition().kind().word().equals(kind.word()))
              .toList();
      for (Journal.Entry entry : own) {
        shown.add(of(entry.condition(), Optional.of(entry.was()), shell));
      }
      if (own.isEmpty() && kind.app() != ConditionKind.App.NEEDED) {
        Condition any = new Condition(kind, Optional.empty(), kind.standard(), OptionalInt.empty());
        shown.add(of(any, Optional.empty(), shell));
      }
      for (Condition app : imposedOn(kind, shell)) {
        if (own.stream().noneMatch(entry -> sameApp(entry.condition(), app))) {
          shown.add(of(app, Optional.empty(), shell));
        }
      }
    }
    return shown;
  }

  private static List<Condition> imposedOn(ConditionKind kind, Shell shell) throws DeviceException {
    try {
      return kind.imposedOn(shell);
    } catch (ConditionException notToldHere) {
      // Without a service that lists them, or on a level that has no such thing, there are none.
      return List.of();
    }
  }

  private static boolean sameApp(Condition one, Condition other) {
    return one.packageName().equals(other.packageName())
        && one.userId().orElse(0) == other.userId().orElse(0);
  }

  private static Shown of(Condition condition, Optional<State> was, Shell shell)
      throws DeviceException {
    ConditionKind kind = condition.kind();
    String name =
        was.isPresent() || condition.packageName().isPresent() ? condition.text() : kind.word();
    Optional<String> before = was.map(kind::describe);
    try {
      if (shell.apiLevel() < kind.since(condition)) {
        return new Shown(
            name,
            Optional.empty(),
            false,
            before,
            Optional.of("Android has it since API " + kind.since(condition) + "."));
      }
      State now = kind.read(condition, shell);
      return new Shown(
          name, Optional.of(kind.describe(now)), kind.imposed(now), before, Optional.empty());
    } catch (ConditionException e) {
      return new Shown(name, Optional.empty(), false, before, Optional.of(e.getMessage()));
    }
  }
}
