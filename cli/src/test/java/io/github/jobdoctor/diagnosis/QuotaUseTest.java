package io.github.jobdoctor.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jobdoctor.dumpsys.JobSchedulerDump;
import io.github.jobdoctor.job.StandbyBucket;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What an app has used of its quota")
class QuotaUseTest {

  private static final StandbyBucket RARE = new StandbyBucket("RARE");

  @Test
  @DisplayName("counts runs as one session that follow each other closely")
  void sessionsThatAreOne() throws Exception {
    QuotaUse use =
        useOf(
            """
            99900000 -> 99960000 (60000), 2 bg jobs.
            99865000 -> 99895001 (30001), 1 bg jobs.
            99800000 -> 99859999 (59999), 1 bg jobs.
            """);
    assertEquals(2, use.sessions());
    assertEquals(4, use.jobs());
    assertEquals(Duration.ofSeconds(150), use.used());
    assertFalse(use.isTimeUp());
  }

  @Test
  @DisplayName("counts of a run that began before the window what lies within it")
  void cutAtTheWindow() throws Exception {
    QuotaUse use =
        useOf(
            """
            13540000 -> 13660000 (120000), 1 bg jobs.
            13000000 -> 13600000 (600000), 1 bg jobs.
            """);
    assertEquals(Duration.ofMinutes(1), use.used());
    assertEquals(1, use.jobs());
  }

  @Test
  @DisplayName("is held against limits that its user's attention has raised")
  void raisedLimits() throws Exception {
    String sessions =
        """
        90000000 -> 90000010 (10), 1 bg jobs.
        80000000 -> 80000010 (10), 1 bg jobs.
        """;
    assertTrue(useOf(sessions).isUsedUp());
    QuotaUse raised = useOf("Quota bump @ 99000000\n" + sessions);
    assertEquals(3, raised.sessionLimit());
    assertEquals(50, raised.jobLimit());
    assertEquals(Duration.ofMinutes(11), raised.allowed());
    assertFalse(raised.isUsedUp());
    assertTrue(useOf("Quota bump @ 70000000\n" + sessions).isUsedUp());
    assertEquals(4, useOf("Quota bump @ 99000000\n".repeat(3) + sessions).sessionLimit());
  }

  private static QuotaUse useOf(String events) throws Exception {
    String dump =
        """
        Settings:
          QuotaController:
            qc_allowed_time_per_period_rare_ms=600000
            qc_window_size_rare_ms=86400000
            qc_max_job_count_rare=48
            qc_max_session_count_rare=2
            qc_timing_session_coalescing_duration_ms=5000
            qc_quota_bump_additional_duration_ms=60000
            qc_quota_bump_additional_job_count=2
            qc_quota_bump_additional_session_count=1
            qc_quota_bump_window_size_ms=28800000
            qc_quota_bump_limit=2

        Registered 0 jobs:
          None.

        QuotaController:
          Is enabled: true
          Current elapsed time: 100000000

          Timer<REG>{<0>com.x} NOT active, 0 running bg jobs

            Saved events:
        """
            + events.indent(6);
    return QuotaUse.of(JobSchedulerDump.parse(dump).state(), 0, "com.x", RARE).orElseThrow();
  }
}
