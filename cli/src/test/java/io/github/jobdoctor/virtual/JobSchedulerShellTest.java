package io.github.jobdoctor.virtual;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("cmd jobscheduler of a virtual device answers as Android of its level does:")
class JobSchedulerShellTest {

  private static final Instant NOW = Instant.parse("2026-11-21T18:00:00Z");

  @ParameterizedTest(name = "API {0}: {1}")
  @CsvSource({
    "24, run com.none 1, Package not found: com.none / user 0, '', 0",
    "25, run com.example.work 4711, Could not find job 4711 in package com.example.work / user 0, "
        + "'', 0",
    "25, get-job-state com.example.work 20, Unknown command: get-job-state, '', 0",
    "25, timeout com.example.work 20, Unknown command: timeout, '', 0",
    "26, run com.none 1, '', Package not found: com.none / user 0, -1000",
    "26, timeout com.example.work 20, No matching executing jobs found., '', 0",
    "28, timeout com.example.work 20, Timing out: u0a124/20 "
        + "com.example.work/androidx.work.impl.background.systemjob.SystemJobService, '', 0",
    "27, cancel com.example.work 20, Unknown command: cancel, '', -1",
    "33, stop com.example.work 20, Unknown command: stop, '', -1",
    "29, reset-execution-quota com.example.work, Unknown command: reset-execution-quota, '', -1",
    "30, reset-execution-quota com.example.work, '', '', 0",
  })
  @DisplayName("its words, its streams, its result")
  void answers(int apiLevel, String words, String out, String err, int result) throws IOException {
    JobBoard board =
        new JobBoard(
            apiLevel,
            RecordedDump.parse(new Recording("demo-api28").text("dumpsys-jobscheduler.txt")),
            Duration.ofSeconds(2),
            NOW);
    ByteArrayOutputStream stdout = new ByteArrayOutputStream();
    ByteArrayOutputStream stderr = new ByteArrayOutputStream();
    int code =
        new JobSchedulerShell(apiLevel, board, NOW)
            .run(
                new Program.Invocation(
                    List.of(words.split(" ", -1)), InputStream.nullInputStream(), stdout, stderr));
    assertEquals(out, stdout.toString(StandardCharsets.UTF_8).strip());
    assertEquals(err, stderr.toString(StandardCharsets.UTF_8).strip());
    assertEquals(result, code);
  }
}
