package io.github.jobdoctor.virtual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DumpDurationTest {

  @ParameterizedTest
  @CsvSource({
    "PT0S, 0, '                  0'",
    "PT0.999S, +999ms, '             +999ms'",
    "PT-12.007S, -12s7ms, '          -12s007ms'",
    "PT-1H-2M-3.004S, -1h2m3s4ms, '     -1h02m03s004ms'",
    "PT24H0M5.003S, +1d0h0m5s3ms, '  +1d00h00m05s003ms'",
  })
  void writesAndReadsBothForms(String duration, String plain, String padded) {
    Duration value = Duration.parse(duration);
    assertEquals(plain, DumpDuration.format(value));
    assertEquals(padded, DumpDuration.padded(value));
    assertEquals(value, DumpDuration.parse(plain));
    assertEquals(value, DumpDuration.parse(padded));
  }

  @Test
  void refusesOtherText() {
    assertThrows(IllegalArgumentException.class, () -> DumpDuration.parse("5 minutes"));
    assertThrows(IllegalArgumentException.class, () -> DumpDuration.parse("none"));
  }
}
