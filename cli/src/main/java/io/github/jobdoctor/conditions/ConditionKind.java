package io.github.jobdoctor.conditions;

import io.github.jobdoctor.device.DeviceException;
import io.github.jobdoctor.device.ShellCommand;
import java.util.List;
import java.util.Optional;

/**
 * A kind of condition: how it is read, set, read back and undone. {@link ConditionKinds#ALL} is the
 * list of all there are, and the place to add one.
 *
 * <p>Undoing is told by the old state and the present one, not by what was done in between, so it
 * may be done twice, by another process, or from another computer.
 */
public interface ConditionKind {

  /** Whether a condition of this kind is about one app. */
  enum App {
    NONE,
    POSSIBLE,
    NEEDED
  }

  /** The word that it begins with. */
  String word();

  /** How it is typed, such as {@code doze[=deep|light]}. */
  String form();

  /** What it means, in a line. */
  String meaning();

  /** Whether it is about an app. */
  default App app() {
    return App.NONE;
  }

  /** Whether this is one of its values; the empty text is asked about, too. */
  default boolean takes(String value) {
    return value.isEmpty();
  }

  /** The value that is meant when none is typed. */
  default String standard() {
    return "";
  }

  /** The first API level on which the shell may do it. */
  int since(Condition condition);

  /** Whether Android ignores it while the device has power. */
  default boolean needsBattery() {
    return false;
  }

  /** Whether it may cut a connection to the device that goes over its own network. */
  default boolean cutsNetwork(Condition condition) {
    return false;
  }

  /**
   * How things are.
   *
   * @throws ConditionException when the device does not tell what would be needed to undo it
   */
  State read(Condition condition, Shell shell) throws DeviceException, ConditionException;

  /** Whether the condition is in force in this state. */
  boolean holds(Condition condition, State state);

  /** Why Android does not do it for a device or an app in this state; absent as a rule. */
  default Optional<String> impossible(Condition condition, State now) {
    return Optional.empty();
  }

  /** What puts it in force. */
  List<ShellCommand> set(Condition condition, State now, int apiLevel);

  /** Whether all is as it was. */
  boolean isBack(Condition condition, State was, State now);

  /**
   * What leads back to how it was.
   *
   * @param now the present state; absent when the device cannot be asked, and a person shall type
   *     the commands later
   */
  List<ShellCommand> undo(Condition condition, State was, Optional<State> now, int apiLevel);

  /** Whether somebody has forced or faked something that this kind would force, too. */
  boolean imposed(State state);

  /** The apps for which somebody has forced it; none for a kind that is about the whole device. */
  default List<Condition> imposedOn(Shell shell) throws DeviceException, ConditionException {
    return List.of();
  }

  /** The state in a few words for people. */
  String describe(State state);

  /** What is true once it is put back, and is not quite as before; absent when all is. */
  default Optional<String> remark(Condition condition, State was) {
    return Optional.empty();
  }

  /** What is true while it is in force, and a person may not expect; absent as a rule. */
  default Optional<String> caution(Condition condition, Shell shell) throws DeviceException {
    return Optional.empty();
  }
}
