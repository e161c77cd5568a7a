package io.github.jobdoctor.dumpsys;

import io.github.jobdoctor.job.Controllers.ContentWatch;
import io.github.jobdoctor.job.Controllers.Observer;
import io.github.jobdoctor.job.Controllers.Watcher;
import io.github.jobdoctor.job.DumpLine;
import io.github.jobdoctor.job.Durations;
import io.github.jobdoctor.job.JobKey;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code ContentObserverController:}, and {@code Content:} of API 24 to 27. */
final class ContentSection {

  private final TrackedJobs tracked;
  private final List<JobKey> jobs = new ArrayList<>();
  private final List<Observer> observers = new ArrayList<>();
  private Open open;

  /** An observer whose watchers still come. */
  private static final class Open {
    private final String uri;
    private final boolean descendants;
    private final DumpLine line;
    private final List<Watcher> watchers = new ArrayList<>();
    private JobKey job;
    private DumpLine jobLine;
    private Optional<Duration> update = Optional.empty();
    private Optional<Duration> max = Optional.empty();
    private final List<String> changed = new ArrayList<>();
    private boolean inChanges;

    private Open(String uri, boolean descendants, DumpLine line) {
      this.uri = uri;
      this.descendants = descendants;
      this.line = line;
    }

    private void begin(JobKey key, DumpLine where) {
      end();
      job = key;
      jobLine = where;
    }

    private void end() {
      if (job != null) {
        watchers.add(new Watcher(job, update, max, changed, jobLine));
      }
      job = null;
      update = Optional.empty();
      max = Optional.empty();
      changed.clear();
      inChanges = false;
    }
  }

  ContentSection(TrackedJobs tracked) {
    this.tracked = tracked;
  }

  ContentWatch read(SectionLines lines) throws IOException {
    boolean inObservers = false;
    while (lines.next()) {
      String text = lines.text();
      TrackedJobs.Tracked job = text.contains(" from ") ? tracked.of(text) : null;
      if (text.equals("Observers:")) {
        inObservers = true;
      } else if (job != null && !inObservers) {
        jobs.add(job.key());
      } else if (job != null && open != null) {
        open.begin(job.key(), lines.line());
      } else if (!readObserver(text, lines.line()) && !readDetail(text)) {
        lines.unread();
      }
    }
    close();
    return new ContentWatch(jobs, observers);
  }

  /** {@code content://media/external/images/media 0x1 (155879603):}. */
  private boolean readObserver(String text, DumpLine line) {
    int flags = text.endsWith("):") ? text.lastIndexOf(" 0x") : -1;
    int paren = flags < 0 ? -1 : text.indexOf(" (", flags);
    if (paren < 0) {
      return false;
    }
    close();
    boolean descendants = (Character.digit(text.charAt(paren - 1), 16) & 1) != 0;
    open = new Open(text.substring(0, flags), descendants, line);
    return true;
  }

  private boolean readDetail(String text) {
    if (open == null) {
      return false;
    }
    if (text.equals("Jobs:")) {
      return true;
    }
    if (open.job == null) {
      return false;
    }
    String pending = Values.after(text, "Trigger pending: ");
    if (pending != null) {
      Map<String, String> pairs = Values.pairs(pending);
      open.update = Durations.parse(pairs.getOrDefault("update", ""));
      open.max = Durations.parse(pairs.getOrDefault("max", ""));
      return true;
    }
    if (text.equals("Changed Authorities:") || text.equals("Changed URIs:")) {
      open.inChanges = true;
      return true;
    }
    if (open.inChanges) {
      open.changed.add(text);
    }
    return open.inChanges;
  }

  private void close() {
    if (open != null) {
      open.end();
      observers.add(new Observer(open.uri, open.descendants, open.watchers, open.line));
      open = null;
    }
  }
}
