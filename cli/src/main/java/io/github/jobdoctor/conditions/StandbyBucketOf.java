package io.github.jobdoctor.conditions;

import io.github.jobdoctor.device.DeviceException;
import io.github.jobdoctor.device.ShellCommand;
import io.github.jobdoctor.job.AppStandby;
import io.github.jobdoctor.job.Neighbour;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** An app is in a standby bucket. */
final class StandbyBucketOf implements ConditionKind {

  @Override
  public String word() {
    return "bucket";
  }

  @Override
  public String form() {
    return "bucket=PKG:active|working_set|frequent|rare|restricted";
  }

  @Override
  public String meaning() {
    return "the app is in this standby bucket";
  }

  @Override
  public App app() {
    return App.NEEDED;
  }

  @Override
  public boolean takes(String value) {
    return AppBucket.WORDS.containsKey(value);
  }

  @Override
  public int since(Condition condition) {
    return condition.value().equals("restricted") ? 30 : AppBucket.SINCE;
  }

  @Override
  public State read(Condition condition, Shell shell) throws DeviceException, ConditionException {
    return AppBucket.read(condition, shell);
  }

  @Override
  public boolean holds(Condition condition, State state) {
    return state
        .get(AppBucket.BUCKET)
        .equals(Integer.toString(AppBucket.WORDS.get(condition.value())));
  }

  @Override
  public Optional<String> impossible(Condition condition, State now) {
    return AppBucket.impossible(condition, now);
  }

  @Override
  public List<ShellCommand> set(Condition condition, State now, int apiLevel) {
    return List.of(AppBucket.am(condition, "set-standby-bucket", condition.value()));
  }

  @Override
  public boolean isBack(Condition condition, State was, State now) {
    return AppBucket.isBack(was, now);
  }

  @Override
  public List<ShellCommand> undo(
      Condition condition, State was, Optional<State> now, int apiLevel) {
    return AppBucket.undo(condition, was);
  }

  @Override
  public boolean imposed(State state) {
    return state.is(AppBucket.BY_HAND);
  }

  @Override
  public List<Condition> imposedOn(Shell shell) throws DeviceException, ConditionException {
    AppStandby standby =
        shell.ask(AppStandby.class, Neighbour.USAGE_STATS, name -> true, "dumpsys", "usagestats");
    return standby.apps().stream()
        .filter(AppStandby.App::forcedByUser)
        .map(
            app ->
                new Condition(
                    this,
                    Optional.of(app.packageName()),
                    "",
                    app.userId() == 0 ? OptionalInt.empty() : OptionalInt.of(app.userId())))
        .toList();
  }

  @Override
  public String describe(State state) {
    return AppBucket.describe(state);
  }

  @Override
  public Optional<String> remark(Condition condition, State was) {
    return AppBucket.remark(condition, was);
  }
}
