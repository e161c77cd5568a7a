package io.github.jobdoctor.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A printed uid")
class UidTest {

  @ParameterizedTest
  @CsvSource({
    "0,0",
    "1000,1000",
    "u0a123,10123",
    "u10a123,1010123",
    "u10s1000,1001000",
    "u0ai5,90005",
    "u0i5,99005",
    "u11i999,1199999"
  })
  @DisplayName("is read, and printed again in the same way")
  void roundTrip(String text, int value) {
    assertEquals(Optional.of(new Uid(value)), Uid.parse(text));
    assertEquals(text, new Uid(value).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "u",
        "u0",
        "u0a",
        "a5",
        "-1",
        "u0x5",
        "u99999a5",
        "9999999999",
        "u0a5 ",
        "U0a5"
      })
  @DisplayName("is absent for any other text")
  void absent(String text) {
    assertEquals(Optional.empty(), Uid.parse(text));
  }
}
