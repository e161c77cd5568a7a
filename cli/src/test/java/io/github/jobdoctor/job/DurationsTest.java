package io.github.jobdoctor.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A printed duration")
class DurationsTest {

  @ParameterizedTest
  @CsvSource({
    "0,0",
    "+999ms,999",
    "-12s7ms,-12007",
    "+1d0h0m5s3ms,86405003",
    "-1h02m03s004ms,-3723004",
    "+2m0s0ms,120000",
    "+\u0661\u0662s\u0663ms,12003"
  })
  @DisplayName("is read to the millisecond")
  void reads(String text, long millis) {
    assertEquals(Optional.of(Duration.ofMillis(millis)), Durations.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "+",
        "--",
        "none",
        "5",
        "12s7ms",
        "+5",
        "+ms",
        "+1x",
        "+1s1s",
        "+1ms2d",
        "+1m 2s",
        "+99999999999999999999ms",
        "+1sm"
      })
  @DisplayName("is absent for any other text")
  void absent(String text) {
    assertEquals(Optional.empty(), Durations.parse(text));
  }

  @Test
  @DisplayName("is cut to a time that can be added up where the number is senseless")
  void senseless() {
    Duration longest = Durations.ofMillis(Long.MAX_VALUE);
    assertEquals(longest, Durations.ofSeconds(Long.MAX_VALUE));
    assertEquals(longest.negated(), Durations.ofMillis(Long.MIN_VALUE));
    assertEquals(50 * longest.toMillis(), longest.multipliedBy(50).toMillis());
    assertEquals(Duration.ofMillis(-1500), Durations.ofMillis(-1500));
  }
}
