package io.github.jobdoctor.command;

import io.github.jobdoctor.job.TypedDuration;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations as people type them, on the command line. */
final class Durations implements ITypeConverter<Duration> {

  @Override
  public Duration convert(String text) {
    return TypedDuration.parse(text)
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'" + text + "' is no duration: write it like 500ms, 20s or 2m"));
  }
}
