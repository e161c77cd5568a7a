package io.github.jobdoctor.command;

import io.github.jobdoctor.agentlog.LogGap;
import io.github.jobdoctor.agentlog.LogHead;
import io.github.jobdoctor.agentlog.LogListener;
import io.github.jobdoctor.agentlog.LogRecord;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Makes the listener proper when a log begins, since only its head says what time it is on the
 * device.
 */
final class LateListener<L extends LogListener> implements LogListener {

  private final Function<OptionalLong, L> maker;
  private Optional<L> made = Optional.empty();

  /**
   * @param maker makes the listener from the device's present time, absent when the text does not
   *     say it
   */
  LateListener(Function<OptionalLong, L> maker) {
    this.maker = maker;
  }

  /** The listener; made by {@code otherwise} if no log has begun. */
  L orElseMake(Supplier<L> otherwise) {
    if (made.isEmpty()) {
      made = Optional.of(otherwise.get());
    }
    return made.get();
  }

  private L listener() {
    return listener(OptionalLong.empty());
  }

  private L listener(OptionalLong now) {
    return orElseMake(() -> maker.apply(now));
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
