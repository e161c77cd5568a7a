package io.github.jobdoctor.lab.jobscheduler;

import io.github.jobdoctor.dumpsys.JobSchedulerDump;
import io.github.jobdoctor.dumpsys.UnusableDumpException;
import io.github.jobdoctor.job.Constraint;
import io.github.jobdoctor.job.Extent;
import io.github.jobdoctor.job.HistoryEvent;
import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.job.JobInfo;
import io.github.jobdoctor.job.JobKey;
import io.github.jobdoctor.job.JobSchedulerSnapshot;
import io.github.jobdoctor.job.Quota;
import io.github.jobdoctor.job.Readiness;
import io.github.jobdoctor.job.StandbyBucket;
import io.github.jobdoctor.lab.jobscheduler.SchedulerTruth.EventTruth;
import io.github.jobdoctor.lab.jobscheduler.SchedulerTruth.ImportanceTruth;
import io.github.jobdoctor.lab.jobscheduler.SchedulerTruth.JobTruth;
import io.github.jobdoctor.lab.jobscheduler.SchedulerTruth.ReadinessTruth;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The parser's records against the service's own objects, field by field. */
final class DumpComparison {

  private static final List<String> BUCKETS =
      List.of("ACTIVE", "WORKING_SET", "FREQUENT", "RARE", "NEVER", "RESTRICTED", "EXEMPTED");

  private static final Set<String> ALWAYS_PRINTED =
      Set.of("readyNotDozing", "readyNotRestrictedInBg");

  /**
   * A field that is read otherwise than it is.
   *
   * @param field its name here
   * @param text which one, what it is and what was read
   */
  record Difference(String field, String text) {
    @Override
    public String toString() {
      return text;
    }
  }

  private final int level;
  private final SchedulerTruth truth;
  private final List<Difference> differences = new ArrayList<>();

  private DumpComparison(int level, SchedulerTruth truth) {
    this.level = level;
    this.truth = truth;
  }

  /** What the parser reads otherwise than it is; empty when all is the same. */
  static List<Difference> differences(int level, String dump, SchedulerTruth truth) {
    DumpComparison comparison = new DumpComparison(level, truth);
    try {
      comparison.compare(JobSchedulerDump.parse(dump));
    } catch (UnusableDumpException e) {
      comparison.differences.add(new Difference("dump", "no dump: " + e.getMessage()));
    }
    return comparison.differences;
  }

  private void compare(JobSchedulerSnapshot dump) {
    same("registered", truth.jobs().size(), dump.registered().orElse(-1));
    same("extent", Extent.WHOLE, dump.extent());
    same("unread lines", List.of(), dump.unread());
    same("started users", truth.startedUsers(), dump.startedUsers());
    same("pending", truth.pending(), keys(dump.pending().stream().map(entry -> entry.key())));
    same("active", truth.active(), keys(dump.active().stream().map(entry -> entry.key())));
    compareBias(dump);
    compareQuota(dump.state().controllers().quota());
    Map<String, Job> parsed = new TreeMap<>();
    for (Job job : dump.jobs()) {
      parsed.put(key(job.key()), job);
    }
    Set<String> keys = new TreeSet<>();
    for (JobTruth job : truth.jobs()) {
      keys.add(job.key());
      if (parsed.containsKey(job.key())) {
        compare(job, parsed.get(job.key()));
      }
    }
    same("keys", keys, parsed.keySet());
    compareHistory(dump.history());
  }

  private void compare(JobTruth is, Job read) {
    String of = is.key() + " ";
    Optional<Job.Source> source = read.source();
    same(of, "name", is.name(), read.name());
    same(of, "tag", Optional.of(is.tag()), read.tag());
    same(of, "source uid", Optional.of(is.sourceUid()), source.map(s -> s.uid().value()));
    same(of, "source user", Optional.of(is.sourceUserId()), source.map(Job.Source::userId));
    same(of, "source", Optional.of(is.sourcePackage()), source.map(Job.Source::packageName));
    same(of, "required", is.required(), names(read.constraints().required()));
    same(of, "dynamic", is.dynamic(), names(read.constraints().dynamic()));
    same(of, "satisfied", is.satisfied(), names(read.constraints().satisfied()));
    same(of, "unsatisfied", is.unsatisfied(), names(read.constraints().unsatisfied()));
    compareInfo(of, is, read.info());
    same(
        of,
        "bucket",
        is.bucket().map(BUCKETS::get),
        read.standby().bucket().map(StandbyBucket::name));
    same(of, "failures", is.failures(), read.past().numFailures());
    same(of, "earliest", relative(is.earliest()), read.times().earliest());
    same(of, "latest", relative(is.latest()), read.times().latest());
    same(of, "enqueued", relative(is.enqueued()), read.times().enqueued());
    same(of, "importance", is.importance(), importance(read.info()));
    compareReadiness(of, is.readiness(), read);
  }

  private void compareReadiness(String of, ReadinessTruth is, Job read) {
    same(
        of,
        "readiness",
        Optional.of(
            new Readiness(
                is.toBeExecuted(),
                Optional.of(is.job()),
                Optional.of(is.user()),
                is.restricted(),
                Optional.of(is.pending()),
                Optional.of(is.active()),
                is.backingUp(),
                is.component())),
        read.readiness());
    // Some are printed only when they count: those that are must be right.
    is.implicit()
        .forEach(
            (name, holds) -> {
              boolean always = ALWAYS_PRINTED.contains(name);
              Boolean printed = read.implicit().get(name);
              if (always || printed != null) {
                same(of, name, holds, printed);
              }
            });
  }

  private static ImportanceTruth importance(JobInfo read) {
    return new ImportanceTruth(
        boxed(read.priority()),
        boxed(read.effectivePriority()),
        boxed(read.bias()),
        read.flags(),
        read.internalFlags());
  }

  private static Optional<Integer> boxed(OptionalInt number) {
    return number.isPresent() ? Optional.of(number.getAsInt()) : Optional.empty();
  }

  private void compareBias(JobSchedulerSnapshot dump) {
    Map<String, Integer> bias = new TreeMap<>();
    // Up to API 28 a dump does not print a 0.
    int unsaid = level >= 29 ? Integer.MIN_VALUE : 0;
    dump.pending().forEach(job -> bias.put(key(job.key()), job.bias().orElse(unsaid)));
    dump.active().forEach(job -> bias.put(key(job.key()), job.bias().orElse(unsaid)));
    same("bias", truth.bias(), bias);
  }

  private void compareQuota(Optional<Quota> dump) {
    same("quota", truth.quota().isPresent(), dump.isPresent());
    if (truth.quota().isPresent() && dump.isPresent()) {
      QuotaTruth is = truth.quota().get();
      QuotaTruth read = new QuotaComparison(BUCKETS, truth.nowElapsed()).asTruth(dump.get());
      same("quota of jobs", is.jobs(), read.jobs());
      same("timers", is.timers(), read.timers());
      same("sessions", is.sessions(), read.sessions());
      same("execution stats", is.stats(), read.stats());
      same("debits", is.debits(), read.debits());
      same("in-quota alarms", is.alarms(), read.alarms());
    }
  }

  private void compareInfo(String of, JobTruth is, JobInfo read) {
    same(of, "service", Optional.of(is.service()), read.service());
    same(
        of,
        "periodic",
        is.periodic(),
        read.periodic().map(p -> p.interval().toMillis() + "/" + p.flex().toMillis()));
    same(of, "persisted", is.persisted(), read.persisted());
    same(of, "minimum latency", is.minimumLatency(), read.minimumLatency().map(Duration::toMillis));
    same(
        of,
        "max execution delay",
        is.maxExecutionDelay(),
        read.maxExecutionDelay().map(Duration::toMillis));
    same(
        of,
        "backoff",
        Optional.of(is.backoff()),
        read.backoff()
            .map(
                b ->
                    (b.policy() == JobInfo.Backoff.Policy.LINEAR ? 0 : 1)
                        + "/"
                        + b.initial().toMillis()));
  }

  private void compareHistory(List<HistoryEvent> read) {
    same("history", truth.history().size(), read.size());
    for (int i = 0; i < Math.min(read.size(), truth.history().size()); i++) {
      EventTruth is = truth.history().get(i);
      HistoryEvent event = read.get(i);
      String of = "history " + i + " ";
      same(of, "start", is.start(), event.start());
      same(of, "source uid", is.sourceUid(), event.sourceUid().value());
      same(of, "when", is.at() - truth.nowElapsed(), event.when().toMillis());
      is.jobId().ifPresent(id -> same(of, "job id", OptionalInt.of(id), event.jobId()));
      if (is.start()) {
        same(of, "name", is.name(), event.text());
      } else {
        same(of, "name", true, event.text().startsWith(is.name()));
      }
    }
  }

  private Optional<Duration> relative(Optional<Long> elapsed) {
    return elapsed.map(
        at -> {
          long millis = at - truth.nowElapsed();
          // Up to API 25 the dump says minutes and seconds.
          return level >= 26 ? Duration.ofMillis(millis) : Duration.ofSeconds(millis / 1000);
        });
  }

  private static Set<String> names(List<Constraint> constraints) {
    Set<String> names = new TreeSet<>();
    constraints.forEach(constraint -> names.add(constraint.name()));
    return names;
  }

  private static List<String> keys(java.util.stream.Stream<JobKey> keys) {
    return keys.map(DumpComparison::key).toList();
  }

  /** {@code NAMESPACE:callingUid/id}. */
  static String key(JobKey key) {
    return key.namespace().map(name -> name + ":").orElse("")
        + key.callingUid().orElseThrow().value()
        + "/"
        + key.jobId();
  }

  private void same(String field, Object is, Object read) {
    same("", field, is, read);
  }

  private void same(String of, String field, Object is, Object read) {
    if (!Objects.equals(is, read)) {
      differences.add(new Difference(field, of + field + ": is " + is + ", read as " + read));
    }
  }
}
