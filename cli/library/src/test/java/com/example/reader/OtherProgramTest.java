package com.example.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.jobdoctor.diagnosis.rules.Diagnoses;
import io.github.jobdoctor.dumpsys.JobSchedulerDump;
import io.github.jobdoctor.job.Constraint;
import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.job.JobSchedulerSnapshot;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A program that uses the parser as a library")
class OtherProgramTest {

  private static final String DUMP =
      """
      Registered 1 jobs:
        JOB #u0a123/5: 1a2b3c com.example.app/.Upload
          u0a123 tag=*job*/com.example.app/.Upload#5
          Source: uid=u0a123 user=0 pkg=com.example.app
          JobInfo:
            Service: com.example.app/.Upload
          Required constraints: CHARGING [0x1]
          Satisfied constraints: DEVICE_NOT_DOZING [0x2000000]
          Unsatisfied constraints: CHARGING [0x1]
          Ready: false (job=false user=true !restricted=true !pending=true !active=true comp=true)
      """;

  @Test
  @DisplayName("reads a dump and learns what holds a job back")
  void readsADump() throws Exception {
    JobSchedulerSnapshot snapshot = JobSchedulerDump.parse(DUMP);
    Job job = snapshot.jobs().get(0);
    assertEquals("u0a123/5", job.key().toString());
    assertEquals(List.of(Constraint.CHARGING), List.copyOf(job.constraints().unsatisfied()));
    Diagnoses diagnoses = new Diagnoses(snapshot, OptionalInt.empty());
    assertEquals("CHARGING", diagnoses.of(job).heldBy().get(0).label());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"picocli.CommandLine", "com.android.ddmlib.IDevice", "org.jline.utils.WCWidth"})
  @DisplayName("has none of the host program's libraries")
  void hasNoOtherLibraries(String foreign) {
    assertThrows(ClassNotFoundException.class, () -> Class.forName(foreign));
  }
}
