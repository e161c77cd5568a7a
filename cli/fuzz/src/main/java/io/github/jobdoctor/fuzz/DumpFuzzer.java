package io.github.jobdoctor.fuzz;

import io.github.jobdoctor.diagnosis.rules.Diagnoses;
import io.github.jobdoctor.dumpsys.JobSchedulerDump;
import io.github.jobdoctor.dumpsys.UnusableDumpException;
import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.job.JobSchedulerSnapshot;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.OptionalInt;

/** The parser, as the fuzzer drives it. */
public final class DumpFuzzer {

  private DumpFuzzer() {}

  /** Parses {@code data}; throws when the parser does not keep its promises. */
  public static void fuzzerTestOneInput(byte[] data) {
    try {
      check(JobSchedulerDump.parse(new ByteArrayInputStream(data)));
    } catch (UnusableDumpException refused) {
      if (refused.getMessage().isBlank()) {
        throw new IllegalStateException("a refusal without a reason");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("bytes at hand cannot fail to be read", e);
    }
  }

  private static void check(JobSchedulerSnapshot snapshot) {
    if (snapshot.unread().size() > snapshot.unreadCount()) {
      throw new IllegalStateException("more lines are listed than counted");
    }
    Diagnoses diagnoses = new Diagnoses(snapshot, OptionalInt.empty());
    for (Job job : snapshot.jobs()) {
      if (job.line() < 1 || job.line() > snapshot.lines() || job.block().isEmpty()) {
        throw new IllegalStateException("a job without its line: " + job.key());
      }
      if (diagnoses.of(job).findings().stream().anyMatch(one -> one.id().equals("rule-failed"))) {
        throw new IllegalStateException("a rule failed on " + job.key());
      }
    }
  }
}
