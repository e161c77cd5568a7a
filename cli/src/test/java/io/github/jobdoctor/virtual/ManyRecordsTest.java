package io.github.jobdoctor.virtual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ManyRecordsTest {

  @Test
  void areEntriesAndExitsWithRisingNumbersBehindAHead() throws Exception {
    List<String> lines = read(12_345);
    assertEquals(Optional.of("jobdoctor-log"), AgentJson.text(lines.get(0), "format"));
    assertEquals(12_345, AgentJson.number(lines.get(0), "lastSeq").orElseThrow());
    assertEquals(1 + 12_345, lines.size());
    long bytes = 0;
    for (int seq = 1; seq <= 12_345; seq++) {
      String line = lines.get(seq);
      assertTrue(
          line.startsWith("{\"seq\":" + seq + ",\"run\":" + (seq - 1 + seq % 2) + ",\"task"));
      assertTrue(AgentRecording.isEvent(line, seq % 2 == 1 ? "entry" : "exit"), line);
      assertTrue(line.endsWith("}"), line);
      bytes += line.length() + 1;
    }
    assertTrue(bytes / 12_345 > 220 && bytes / 12_345 < 245, "bytes a line: " + bytes / 12_345);
  }

  @Test
  void canBeNone() throws Exception {
    assertEquals(1, read(0).size());
    assertEquals(0, AgentJson.number(read(0).get(0), "firstSeq").orElseThrow());
  }

  private static List<String> read(long count) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ManyRecords.records(count).read("/log?after=0", out);
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
