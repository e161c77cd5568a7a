package io.github.jobdoctor.command;

import io.github.jobdoctor.agentlog.LogGap;
import io.github.jobdoctor.agentlog.LogHead;
import io.github.jobdoctor.agentlog.LogListener;
import io.github.jobdoctor.agentlog.LogRecord;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Makes the listener proper when a log begins, since only its head says what time it is on the
 * device.
 */
final class LateListener implements LogListener {

  private final Function<OptionalLong, LogListener> maker;
  private Optional<LogListener> made = Optional.empty();

  /**
   * @param maker makes the listener from the device's present time, absent when the text does not
   *     say it
   */
  LateListener(Function<OptionalLong, LogListener> maker) {
    this.maker = maker;
  }

  /** Whether a log has begun. */
  boolean isMade() {
    return made.isPresent();
  }

  /** Gives it the listener, since no log will begin. */
  void make(LogListener listener) {
    made = Optional.of(listener);
  }

  private LogListener listener() {
    return listener(OptionalLong.empty());
  }

  private LogListener listener(OptionalLong now) {
    if (made.isEmpty()) {
      made = Optional.of(maker.apply(now));
    }
    return made.get();
  }

  @Override
  public void head(LogHead head, boolean anew) {
    listener(head.wallTime()).head(head, anew);
  }

  @Override
  public void record(LogRecord record) {
    listener().record(record);
  }

  @Override
  public void gap(LogGap gap) {
    listener().gap(gap);
  }

  @Override
  public void unread(long line, String text) {
    listener().unread(line, text);
  }
}
