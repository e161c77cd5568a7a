package io.github.jobdoctor.render;

import io.github.jobdoctor.source.Reading;
import io.github.jobdoctor.source.SourceInfo;
import java.util.Optional;

/** What a report says of one source. */
interface Sourced {

  /** The device or file. */
  SourceInfo source();

  /** What went wrong; absent when all is well. */
  Optional<Reading.Failure> failure();

  /** The fields that documents begin a source with. */
  default Fields head() {
    return Report.source(source()).put("error", failure().map(Report::error));
  }

  /** What is said of a source whose dump was read. */
  interface OfReading extends Sourced {

    /** What came of reading it. */
    Reading reading();

    @Override
    default SourceInfo source() {
      return reading().source();
    }

    @Override
    default Optional<Reading.Failure> failure() {
      return reading().failure();
    }

    @Override
    default Fields head() {
      return Report.source(reading());
    }
  }
}
