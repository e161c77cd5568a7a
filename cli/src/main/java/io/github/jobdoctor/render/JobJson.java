package io.github.jobdoctor.render;

import io.github.jobdoctor.diagnosis.Diagnosis;
import io.github.jobdoctor.diagnosis.Evidence;
import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.job.Constraint;
import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.job.JobInfo;
import io.github.jobdoctor.job.JobState;
import io.github.jobdoctor.job.Readiness;
import io.github.jobdoctor.job.RunTimes;
import io.github.jobdoctor.job.StandbyBucket;
import io.github.jobdoctor.job.Uid;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A job as JSON (design/json.md, {@code job}). */
final class JobJson {

  /** Bit by bit, the flags of JobInfo, as their constants are named. */
  private static final List<String> FLAGS =
      List.of(
          "WILL_BE_FOREGROUND",
          "IMPORTANT_WHILE_FOREGROUND",
          "PREFETCH",
          "EXEMPT_FROM_APP_STANDBY",
          "EXPEDITED",
          "USER_INITIATED");

  private static final DateTimeFormatter LOCAL_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT);

  private JobJson() {}

  static Map<String, Object> of(Diagnosis diagnosis) {
    Job job = diagnosis.job();
    Fields fields =
        new Fields()
            .put("namespace", job.key().namespace())
            .put("uid", job.key().callingUid().map(Uid::toString))
            .put("callingUid", job.key().callingUid().map(Uid::value))
            .put("userId", job.key().caller().userId())
            .put("jobId", job.key().jobId())
            .put("key", job.key().toString())
            .put("sourceUid", job.source().map(source -> source.uid().value()))
            .put("sourceUserId", job.source().map(Job.Source::userId))
            .put("sourcePackage", job.source().map(Job.Source::packageName))
            .put("service", job.info().service())
            .put("name", job.name())
            .put("tag", job.tag())
            .put("worker", job.worker())
            .put("state", job.state().map(JobState::word))
            .put("required", names(job.constraints().required()))
            .put("dynamic", names(job.constraints().dynamic()))
            .put("preferred", names(job.constraints().preferred()))
            .put("satisfied", names(job.constraints().satisfied()))
            .put("unsatisfied", names(job.constraints().unsatisfied()))
            .put("readiness", job.readiness().map(JobJson::readiness));
    if (!job.implicit().isEmpty()) {
      fields.put("implicit", job.implicit());
    }
    fields
        .putIfAny("heldBy", diagnosis.heldBy().stream().map(JobJson::hold).toList())
        .put("standbyBucket", job.standby().bucket().map(StandbyBucket::name))
        .putIfAny("restrictedDueTo", job.restrictedDueTo());
    putInfo(fields, job.info());
    putTimes(fields, job.times());
    return fields
        .putMillis("deferredSinceMs", job.standby().deferredSince())
        .putMillis("forceBatchedSinceMs", job.standby().forceBatchedSince())
        .put("numFailures", job.past().numFailures())
        .put("numSystemStops", job.past().numSystemStops())
        .put("lastSuccessfulRun", job.past().lastSuccessful().map(JobJson::localTime))
        .put("lastFailedRun", job.past().lastFailed().map(JobJson::localTime))
        .put("line", job.line())
        .map();
  }

  private static void putInfo(Fields fields, JobInfo info) {
    fields
        .put(
            "periodic",
            info.periodic()
                .map(
                    periodic ->
                        new Fields()
                            .put("intervalMs", periodic.interval().toMillis())
                            .put("flexMs", periodic.flex().toMillis())
                            .map()))
        .put("persisted", info.persisted())
        .put("priority", info.priority())
        .put("effectivePriority", info.effectivePriority())
        .put("bias", info.bias())
        .putIfAny("flags", flags(info.flags()))
        .put(
            "backoff",
            info.backoff()
                .map(
                    backoff ->
                        new Fields()
                            .put("policy", backoff.policy().name())
                            .put("initialMs", backoff.initial().toMillis())
                            .map()))
        .putMillis("minimumLatencyMs", info.minimumLatency())
        .putMillis("maxExecutionDelayMs", info.maxExecutionDelay())
        .put("network", info.network())
        .putIfAny("contentUris", info.contentUris());
  }

  private static void putTimes(Fields fields, RunTimes times) {
    fields
        .putMillis("enqueueTimeMs", times.enqueued())
        .putMillis("earliestRunTimeMs", times.earliest())
        .putMillis("latestRunTimeMs", times.latest())
        .putMillis("originalLatestRunTimeMs", times.originalLatest());
  }

  private static Map<String, Object> readiness(Readiness readiness) {
    return new Fields()
        .put("ready", readiness.ready())
        .put("job", readiness.job())
        .put("user", readiness.user())
        .put("restricted", readiness.restricted())
        .put("pending", readiness.pending())
        .put("active", readiness.active())
        .put("backingUp", readiness.backingUp())
        .put("component", readiness.component())
        .map();
  }

  /** A reason with its line in the dump. */
  private static Map<String, Object> hold(Finding finding) {
    Fields fields = new Fields().put("reason", finding.label());
    finding
        .mainEvidence()
        .map(Evidence::line)
        .ifPresent(line -> fields.put("line", line.line()).put("text", line.text()));
    return fields.map();
  }

  private static List<String> names(List<Constraint> constraints) {
    return constraints.stream().map(Constraint::name).toList();
  }

  private static List<String> flags(int bits) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < Integer.SIZE; i++) {
      if ((bits >>> i & 1) != 0) {
        names.add(i < FLAGS.size() ? FLAGS.get(i) : "0x" + Integer.toHexString(1 << i));
      }
    }
    return names;
  }

  private static String localTime(LocalDateTime time) {
    return LOCAL_TIME.format(time);
  }
}
