package io.github.jobdoctor.command;

import io.github.jobdoctor.agentlog.LogFilter;
import io.github.jobdoctor.agentlog.LogGap;
import io.github.jobdoctor.agentlog.LogListener;
import io.github.jobdoctor.agentlog.LogReader;
import io.github.jobdoctor.device.DeviceException;
import io.github.jobdoctor.render.LogGaps;
import io.github.jobdoctor.source.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;

/**
 * A log that was read, or as much of it as came.
 *
 * @param <L> who heard it
 * @param reader who read it
 * @param listener who heard it
 * @param gaps the first few gaps in it
 * @param missing how many records are missing in all
 * @param failure what went wrong; absent when all came
 */
record PulledLog<L extends LogListener>(
    LogReader reader,
    L listener,
    List<LogGap> gaps,
    long missing,
    Optional<Reading.Failure> failure) {

  private static final int TOLD = 3;

  /**
   * Reads a log.
   *
   * @param maker makes who hears it, once the filter is known
   */
  static <L extends LogListener> PulledLog<L> of(
      LogFeed feed, LogOptions options, Function<LogFilter, L> maker) {
    return of(feed, options, maker, last -> "`--after " + last + "`");
  }

  /**
   * Reads a log.
   *
   * @param maker makes who hears it, once the filter is known
   * @param goesOn what goes on after the number of a record, should the device be lost
   */
  static <L extends LogListener> PulledLog<L> of(
      LogFeed feed, LogOptions options, Function<LogFilter, L> maker, LongFunction<String> goesOn) {
    LateListener<L> late = new LateListener<>(now -> maker.apply(options.filter(now)));
    Missing missing = new Missing();
    LogReader reader = new LogReader(LogListener.both(late, missing));
    Optional<Reading.Failure> failure;
    try {
      Optional<LogGap> cut = feed.pull().into(reader);
      // So that nobody takes a run whose end did not come for one that goes on.
      cut.ifPresent(late::gap);
      failure = cut.map(gap -> cutOff(feed, gap));
    } catch (RuntimeException ours) {
      throw ours;
    } catch (Exception e) {
      failure = Optional.of(failure(feed, reader, goesOn, e));
    }
    L listener = late.orElseMake(() -> maker.apply(LogFilter.ALL));
    return new PulledLog<>(reader, listener, missing.gaps, missing.count, failure);
  }

  /** Whether anything of a log came at all. */
  boolean hasAnything() {
    return reader.head().isPresent() || reader.records() > 0;
  }

  private static final class Missing implements LogListener {
    final List<LogGap> gaps = new ArrayList<>();
    long count;

    @Override
    public void gap(LogGap gap) {
      count += gap.count();
      if (gaps.size() < TOLD) {
        gaps.add(gap);
      }
    }
  }

  private static Reading.Failure cutOff(LogFeed feed, LogGap gap) {
    return new Reading.Failure(
        (feed.agent().isPresent() ? ExitCode.DEVICE : ExitCode.INPUT).code(),
        "The log was cut off: the records " + gap.from() + " to " + gap.to() + " did not come.");
  }

  private static Reading.Failure failure(
      LogFeed feed, LogReader reader, LongFunction<String> goesOn, Exception e) {
    Reading.Failure failure = Sources.failure(e);
    if (e instanceof DeviceException.Lost && reader.records() > 0) {
      return new Reading.Failure(
          failure.exitCode(),
          "The device "
              + feed.source().name()
              + " was lost while its log was pulled: the records up to "
              + reader.last()
              + " came; "
              + goesOn.apply(reader.last())
              + " goes on from there.");
    }
    return failure;
  }

  /** Tells what else there is to know of the log, on standard error. */
  void tell(Talk talk, String name, boolean gapsToo) {
    if (gapsToo) {
      gaps.forEach(gap -> talk.note(name + ": " + LogGaps.sentence(gap) + "."));
      long told = gaps.stream().mapToLong(LogGap::count).sum();
      if (told < missing) {
        talk.note(name + ": " + (missing - told) + " more records are missing.");
      }
    }
    if (reader.unread() > 0) {
      talk.note(
          reader.unread()
              + (reader.unread() == 1 ? " line of " : " lines of ")
              + name
              + " could not be understood; -o json lists them.");
    }
    if (reader.repeated() > 0) {
      talk.note(
          name
              + " has "
              + reader.repeated()
              + (reader.repeated() == 1 ? " record" : " records")
              + " more than once; each is shown once.");
    }
    if (reader.head().isEmpty() && reader.records() > 0) {
      talk.note(name + " is a piece of a log: nothing in it says whether it is whole.");
    }
  }
}
