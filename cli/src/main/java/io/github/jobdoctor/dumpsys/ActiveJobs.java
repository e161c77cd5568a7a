package io.github.jobdoctor.dumpsys;

import io.github.jobdoctor.job.ActiveJob;
import io.github.jobdoctor.job.Durations;
import io.github.jobdoctor.job.JobKey;
import io.github.jobdoctor.job.SchedulerState.IdleSlot;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads {@code Active jobs:} and {@code Idle contexts (N):} (reference/dumpsys-jobscheduler.md §7).
 */
final class ActiveJobs {

  private final List<ActiveJob> entries = new ArrayList<>();
  private final List<IdleSlot> idle = new ArrayList<>();
  private Open open;

  /** A job whose lines still come. */
  private static final class Open {
    private final JobKey key;
    private final String name;
    private final int line;
    private Optional<Duration> runningFor = Optional.empty();
    private Optional<Duration> timeoutIn = Optional.empty();
    private Optional<Duration> guaranteedFor = Optional.empty();
    private Optional<Duration> atMostFor = Optional.empty();
    private Optional<String> pendingStop = Optional.empty();
    private Optional<Integer> bias = Optional.empty();
    private Optional<Duration> pendingFor = Optional.empty();

    private Open(JobHeading heading, int line) {
      this.key = heading.key();
      this.name = heading.name();
      this.line = line;
    }
  }

  /** Reads one of the sections. */
  void read(SectionLines lines) throws IOException {
    while (lines.next()) {
      String text = lines.text();
      boolean slot = text.startsWith("Slot #") || text.startsWith("ID=");
      int colon = slot ? text.indexOf(": ") : -1;
      if (colon > 0) {
        readSlot(text.substring(colon + 2), lines);
      } else if (open != null) {
        readDetail(text);
      } else if (!text.equals("N/A") && !isOld(text)) {
        lines.unread();
      }
    }
    close();
  }

  /** The running jobs, by slot. */
  List<ActiveJob> entries() {
    return entries;
  }

  /** The slots without a job. */
  List<IdleSlot> idle() {
    return idle;
  }

  /** A running job of API 21 to 23, which has no number there. */
  private static boolean isOld(String text) {
    return text.startsWith("Running for: ") || text.contains("..:[ComponentInfo{");
  }

  private void readSlot(String content, SectionLines lines) {
    close();
    if (content.startsWith("inactive")) {
      String since = Values.after(content, "inactive since ");
      int comma = since == null ? -1 : since.indexOf(", stopped because: ");
      idle.add(
          new IdleSlot(
              comma < 0 ? Optional.empty() : Durations.parse(since.substring(0, comma)),
              comma < 0
                  ? Optional.empty()
                  : Optional.of(since.substring(comma + ", stopped because: ".length())),
              lines.line()));
      return;
    }
    JobHeading.parseShort(content)
        .ifPresentOrElse(heading -> open = new Open(heading, lines.line().line()), lines::unread);
  }

  private void readDetail(String text) {
    if (text.startsWith("Running for: ") && open.runningFor.isEmpty()) {
      int comma = text.indexOf(", timeout at: ");
      if (comma > 0) {
        open.runningFor = Durations.parse(text.substring("Running for: ".length(), comma));
        open.timeoutIn = Durations.parse(text.substring(comma + ", timeout at: ".length()));
      }
    } else if (text.startsWith("Remaining execution limits: [") && open.atMostFor.isEmpty()) {
      readLimits(text.substring("Remaining execution limits: [".length()));
    } else if (text.startsWith("Active at ")) {
      String pending = ", pending for ";
      int at = text.indexOf(pending);
      open.pendingFor =
          at < 0 ? Optional.empty() : Durations.parse(text.substring(at + pending.length()));
    } else {
      open.bias = PendingQueue.bias(text).or(() -> open.bias);
    }
  }

  /** {@code +2m44s500ms, +27m44s500ms] Pending stop because 10/1/text}. */
  private void readLimits(String text) {
    int comma = text.indexOf(", ");
    int close = text.indexOf(']');
    if (comma < 0 || close < comma) {
      return;
    }
    open.guaranteedFor = Durations.parse(text.substring(0, comma));
    open.atMostFor = Durations.parse(text.substring(comma + 2, close));
    open.pendingStop =
        Optional.ofNullable(
            Values.after(text.substring(close + 1).strip(), "Pending stop because "));
  }

  private void close() {
    if (open != null) {
      entries.add(
          new ActiveJob(
              open.key,
              open.name,
              open.runningFor,
              open.timeoutIn,
              open.guaranteedFor,
              open.atMostFor,
              open.pendingStop,
              open.bias,
              open.pendingFor,
              open.line));
      open = null;
    }
  }
}
