package io.github.jobdoctor.device;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarkedOutputTest {

  @Test
  void theShellIsAskedForALastLine() {
    assertEquals(
        "dumpsys jobscheduler; echo \"jobdoctor-exit:$?\"",
        MarkedOutput.line(ShellCommand.of("dumpsys", "jobscheduler")));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 100})
  void theLastLineIsCutOffHoweverTheWireCutsIt(int bytesPerRead) throws IOException {
    MarkedOutput output = output("one\ntwo\njobdoctor-exit:17\n", bytesPerRead);
    assertEquals("one\ntwo\n", new String(output.readAllBytes(), UTF_8));
    assertEquals(17, output.exitCode());
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "127", "255"})
  void exitCodesOfAnyWidthAreRead(int code) throws IOException {
    MarkedOutput output = output("jobdoctor-exit:" + code + "\r\n", 100);
    assertEquals(0, output.readAllBytes().length);
    assertEquals(code, output.exitCode());
  }

  @Test
  void outputWithoutALineEndKeepsItsLastByte() throws IOException {
    assertEquals(
        "no newline", new String(output("no newlinejobdoctor-exit:0\n", 3).readAllBytes(), UTF_8));
  }

  @Test
  void theSameWordsFurtherUpAreOutput() throws IOException {
    String text = "jobdoctor-exit:1\njobdoctor-exit:2\nand more\n";
    MarkedOutput output = output(text + "jobdoctor-exit:0\n", 100);
    assertEquals(text, new String(output.readAllBytes(), UTF_8));
    assertEquals(0, output.exitCode());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "half a dum",
        "jobdoctor-exit:0",
        "jobdoctor-exit:\n",
        "jobdoctor-exit:$?\n",
        "text\njobdoctor-exit:0\nmore"
      })
  void anEndWithoutTheLastLineIsAnError(String text) {
    assertThrows(EOFException.class, () -> output(text, 100).readAllBytes());
  }

  @Test
  void outputIsHandedOutBeforeTheCommandEnds() throws IOException {
    MarkedOutput output = output("x".repeat(1000) + "jobdoctor-exit:0\n", 500);
    byte[] first = new byte[8192];
    assertTrue(output.read(first, 0, first.length) > 400);
  }

  @Test
  void everyByteValuePasses() throws IOException {
    StringBuilder all = new StringBuilder();
    for (char c = 0; c < 256; c++) {
      all.append(c);
    }
    String text = all.toString().repeat(300);
    assertEquals(
        text, new String(output(text + "jobdoctor-exit:0\n", 10_000).readAllBytes(), ISO_8859_1));
  }

  private static MarkedOutput output(String text, int bytesPerRead) {
    ByteArrayInputStream bytes = new ByteArrayInputStream(text.getBytes(ISO_8859_1));
    return new MarkedOutput(
        (into, offset, length) -> bytes.read(into, offset, Math.min(length, bytesPerRead)));
  }
}
