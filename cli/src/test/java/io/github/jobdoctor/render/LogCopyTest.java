package io.github.jobdoctor.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jobdoctor.agentlog.LogFilter;
import java.io.StringWriter;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A log as JSON Lines")
class LogCopyTest {

  @Test
  @DisplayName("has nothing before, between or behind its objects but the ends of lines")
  void beginsEachLineWithItsObject() {
    StringWriter out = new StringWriter();
    LogCopy copy = new LogCopy(out, LogFilter.ALL);
    LogSamples.everything(copy);
    copy.finish();
    assertTrue(out.toString().lines().count() > 10, out.toString());
    assertEquals(
        0,
        out.toString()
            .lines()
            .filter(line -> !line.startsWith("{\"") || !line.endsWith("}"))
            .count(),
        out.toString());
  }
}
