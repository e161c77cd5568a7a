package io.github.jobdoctor.command;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A time as people type it: so long ago, or a date in this computer's zone unless it has its own.
 *
 * @param ago how long before the present; absent for a date
 * @param date in milliseconds since 1970; absent for a duration
 */
record Moment(Optional<Duration> ago, OptionalLong date) {

  /**
   * In milliseconds since 1970.
   *
   * @param now the present of whoever wrote the times; absent when unknown
   * @return absent when it depends on a present that is unknown
   */
  OptionalLong wallTime(OptionalLong now) {
    if (ago.isEmpty()) {
      return date;
    }
    return now.isPresent()
        ? OptionalLong.of(now.getAsLong() - ago.get().toMillis())
        : OptionalLong.empty();
  }

  /** From what was typed. */
  static final class Converter implements ITypeConverter<Moment> {
    @Override
    public Moment convert(String text) {
      String word = text.strip();
      if (word.matches("\\d{1,9}(ms|s|m|h|d)")) {
        return new Moment(Optional.of(new Durations().convert(word)), OptionalLong.empty());
      }
      try {
        return new Moment(Optional.empty(), OptionalLong.of(date(word.replace(' ', 'T'))));
      } catch (DateTimeException e) {
        throw new TypeConversionException(
            "'"
                + text
                + "' is no time: write it like 30m, 2h or 3d, or like 2026-05-03 or"
                + " 2026-05-03T16:24:39");
      }
    }

    private static long date(String text) {
      ZoneId here = ZoneId.systemDefault();
      if (!text.contains("T")) {
        return LocalDate.parse(text).atStartOfDay(here).toInstant().toEpochMilli();
      }
      if (text.matches(".*(Z|[+-]\\d\\d:\\d\\d)")) {
        return OffsetDateTime.parse(text).toInstant().toEpochMilli();
      }
      return LocalDateTime.parse(text).atZone(here).toInstant().toEpochMilli();
    }
  }
}
