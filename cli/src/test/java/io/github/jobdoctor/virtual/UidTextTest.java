package io.github.jobdoctor.virtual;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UidTextTest {

  @ParameterizedTest
  @CsvSource({"1000, 1000", "10123, u0a123", "1010130, u10a130", "1001000, u10s1000"})
  void writesAndReadsUidsAsDumpsDo(int uid, String text) {
    assertEquals(text, UidText.format(uid));
    assertEquals(uid, UidText.parse(text));
  }
}
