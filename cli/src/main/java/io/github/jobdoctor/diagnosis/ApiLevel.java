package io.github.jobdoctor.diagnosis;

import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.job.JobSchedulerSnapshot;
import io.github.jobdoctor.job.Uid;

/** The API level that a job's block shows, as far as its shape tells one from the next. */
final class ApiLevel {

  private ApiLevel() {}

  /** The lowest API level that prints such a block. */
  static int lowest(JobSchedulerSnapshot snapshot, Job job) {
    if (!(job.key().caller() instanceof Uid)) {
      return job.constraints().satisfied().isEmpty() && job.constraints().unsatisfied().isEmpty()
          ? 21
          : 23;
    }
    if (job.tag().filter(ApiLevel::isTagOfApi36).isPresent()) {
      return 36;
    }
    if (!snapshot.state().flags().isEmpty()
        || snapshot.state().device().consideredCharging().isPresent()) {
      return 35;
    }
    if (job.block().stream().anyMatch(line -> line.contains("Started with foreground flag: "))) {
      return 34;
    }
    if (job.info().priority().isPresent()) {
      return 33;
    }
    if (job.implicit().containsKey("readyComponentEnabled")) {
      return 31;
    }
    if (job.readiness().flatMap(ready -> ready.restricted()).isPresent()) {
      return 30;
    }
    if (!job.implicit().isEmpty()) {
      return 29;
    }
    return job.standby().bucket().isPresent() ? 28 : 24;
  }

  // *job*e/, *job*r/, *job*u/ before the name, where older ones have *job*/.
  private static boolean isTagOfApi36(String tag) {
    return tag.length() > 6 && tag.startsWith("*job*") && tag.charAt(6) == '/';
  }
}
