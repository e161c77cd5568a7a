package io.github.jobdoctor.dumpsys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jobdoctor.job.Extent;
import io.github.jobdoctor.job.JobSchedulerSnapshot;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The text of the benchmark")
class GenuineTextTest {

  @Test
  @DisplayName("is a whole dump in which the parser understands every line")
  void understood() throws Exception {
    GenuineText text = GenuineText.ofMegabytes(1);
    JobSchedulerSnapshot snapshot = JobSchedulerDump.parse(text.open());

    assertTrue(text.length() >= 1_000_000);
    assertEquals(text.jobs(), snapshot.jobs().size());
    assertEquals(
        text.jobs(), snapshot.jobs().stream().map(job -> job.key().jobId()).distinct().count());
    assertEquals(List.of(), snapshot.unread());
    assertEquals(Extent.WHOLE, snapshot.extent());
  }
}
