package io.github.jobdoctor.dumpsys;

import io.github.jobdoctor.job.DumpLine;
import io.github.jobdoctor.job.Durations;
import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.job.JobKey;
import io.github.jobdoctor.job.SchedulerState.RecentJob;
import io.github.jobdoctor.job.Uid;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads {@code Recently completed jobs:} (API 31 and later) and {@code Recently cancelled jobs:}
 * (API 34 and later). Only what tells the job is read; its block says how it was at the end.
 */
final class RecentJobs {

  /** How much deeper than its age the first lines of a job stand. */
  private static final int BLOCK_DEPTH = 6;

  private final boolean cancelled;
  private final List<RecentJob> jobs;
  private Optional<Duration> when = Optional.empty();
  private DumpLine line;
  private Optional<JobKey> key = Optional.empty();
  private Optional<String> tag = Optional.empty();
  private Optional<Job.Source> source = Optional.empty();
  private Optional<String> service = Optional.empty();

  private RecentJobs(boolean cancelled, List<RecentJob> jobs) {
    this.cancelled = cancelled;
    this.jobs = jobs;
  }

  /** Reads the section, and adds its jobs to {@code jobs}. */
  static void read(SectionLines lines, boolean cancelled, List<RecentJob> jobs) throws IOException {
    RecentJobs section = new RecentJobs(cancelled, jobs);
    while (lines.next()) {
      String text = lines.text();
      Optional<Duration> age =
          lines.depth() < BLOCK_DEPTH ? Durations.parse(text) : Optional.empty();
      if (age.isPresent()) {
        section.close();
        section.when = age;
        section.line = lines.line();
      } else if (section.when.isPresent()) {
        section.readBlock(text, lines);
      } else if (!text.equals("None") && !text.equals("None.")) {
        lines.unread();
      }
    }
    section.close();
  }

  private void readBlock(String text, SectionLines lines) {
    if (lines.depth() <= BLOCK_DEPTH && tag.isEmpty()) {
      int at = text.indexOf(" tag=");
      if (at > 0 && Uid.parse(text.substring(0, at)).isPresent()) {
        tag = Optional.of(text.substring(at + " tag=".length()));
        line = key.isEmpty() ? lines.line() : line;
      } else if (key.isEmpty()) {
        key = JobHeading.parseShort(text).map(JobHeading::key);
        // The line that names the job tells more than the one with its time.
        line = key.isPresent() ? lines.line() : line;
      }
    } else if (source.isEmpty() && text.startsWith("Source: uid=")) {
      source = source(Values.pairs(text.substring("Source: ".length())));
    } else if (service.isEmpty() && text.startsWith("Service: ")) {
      service = Optional.of(text.substring("Service: ".length()));
    }
  }

  private static Optional<Job.Source> source(Map<String, String> pairs) {
    Optional<Uid> uid = Uid.parse(pairs.getOrDefault("uid", ""));
    OptionalInt user = Values.integer(pairs.getOrDefault("user", ""));
    String name = pairs.getOrDefault("pkg", "");
    return user.isPresent() && !name.isEmpty()
        ? uid.map(owner -> new Job.Source(owner, user.getAsInt(), name))
        : Optional.empty();
  }

  private void close() {
    when.ifPresent(
        ended -> jobs.add(new RecentJob(cancelled, ended, key, tag, source, service, line)));
    when = Optional.empty();
    key = Optional.empty();
    tag = Optional.empty();
    source = Optional.empty();
    service = Optional.empty();
  }
}
