package io.github.jobdoctor.diagnosis.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.diagnosis.Surroundings;
import io.github.jobdoctor.diagnosis.Verdict;
import io.github.jobdoctor.dumpsys.GenuineDumps;
import io.github.jobdoctor.dumpsys.JobSchedulerDump;
import io.github.jobdoctor.job.JobSchedulerSnapshot;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The checks of a device")
class DeviceChecksTest {

  private static final List<String> OF_THE_DUMP =
      List.of("leftover-orders", "leftover-battery-monitoring");

  @Test
  @DisplayName("do not call off what a piece of a dump cannot show")
  void fragment() throws Exception {
    JobSchedulerSnapshot piece =
        JobSchedulerDump.parse(
            """
              JOB #u0a5/7: abc com.x/.Svc
                Source: uid=u0a5 user=0 pkg=com.x
                Ready: false (job=false user=true !pending=true !active=true)
            """);
    assertEquals(List.of(Verdict.CANNOT_TELL, Verdict.CANNOT_TELL), verdicts(piece));
  }

  @Test
  @DisplayName("say what a whole dump shows not to be there")
  void whole() throws Exception {
    assertEquals(
        List.of(Verdict.CLEAR, Verdict.CLEAR), verdicts(GenuineDumps.parse("api-34/doze")));
  }

  private static List<Verdict> verdicts(JobSchedulerSnapshot snapshot) {
    List<Finding> all = DeviceChecks.of(Surroundings.of(snapshot, OptionalInt.of(34)));
    return OF_THE_DUMP.stream()
        .map(id -> all.stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow())
        .map(Finding::verdict)
        .toList();
  }
}
