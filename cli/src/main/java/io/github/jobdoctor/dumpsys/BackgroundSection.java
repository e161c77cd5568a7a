package io.github.jobdoctor.dumpsys;

import io.github.jobdoctor.job.BackgroundLimits;
import io.github.jobdoctor.job.BackgroundLimits.App;
import io.github.jobdoctor.job.BackgroundLimits.BackgroundJob;
import io.github.jobdoctor.job.BackgroundLimits.StoppedApp;
import io.github.jobdoctor.job.DumpLine;
import io.github.jobdoctor.job.Fact;
import io.github.jobdoctor.job.JobKey;
import io.github.jobdoctor.job.Uid;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code BackgroundJobsController:}, API 28 to 37. */
final class BackgroundSection {

  private static final String RUN_ANY = " [RUN_ANY_IN_BACKGROUND ";

  private final TrackedJobs tracked;
  private Optional<Fact<Boolean>> forceAll = Optional.empty();
  private Optional<Fact<Boolean>> smallBattery = Optional.empty();
  private Optional<Fact<Boolean>> forcedForSmallBattery = Optional.empty();
  private Optional<Fact<Boolean>> pluggedIn = Optional.empty();
  private Optional<Fact<List<Uid>>> activeUids = Optional.empty();
  private Optional<Fact<List<Integer>>> exempt = Optional.empty();
  private Optional<Fact<List<Integer>>> userExempt = Optional.empty();
  private Optional<Fact<List<Integer>>> tempExempt = Optional.empty();
  private final List<Fact<String>> exemptedPackages = new ArrayList<>();
  private final List<App> restricted = new ArrayList<>();
  private final List<StoppedApp> stopped = new ArrayList<>();
  private final Map<JobKey, BackgroundJob> jobs = new LinkedHashMap<>();

  private enum Part {
    NONE,
    EXEMPTED,
    RESTRICTED,
    STOPPED,
    SKIPPED
  }

  BackgroundSection(TrackedJobs tracked) {
    this.tracked = tracked;
  }

  BackgroundLimits read(SectionLines lines) throws IOException {
    Part part = Part.NONE;
    while (lines.next()) {
      String text = lines.text();
      Part next = part(text);
      TrackedJobs.Tracked job =
          text.endsWith("ABLE") || text.endsWith("WAITING") ? tracked.of(text) : null;
      if (job != null) {
        readJob(job, lines);
      } else if (next != null) {
        part = next;
      } else if (!readSingle(text, lines.line()) && !readEntry(part, text, lines.line())) {
        lines.unread();
      }
    }
    return new BackgroundLimits(
        forceAll,
        smallBattery,
        forcedForSmallBattery,
        pluggedIn,
        activeUids,
        exempt,
        userExempt,
        tempExempt,
        exemptedPackages,
        restricted,
        stopped,
        jobs);
  }

  private static Part part(String text) {
    return switch (text) {
      case "Current AppStateTracker State:" -> Part.NONE;
      case "Exempted packages:", "Exempted bucket packages:" -> Part.EXEMPTED;
      case "Restricted packages:" -> Part.RESTRICTED;
      case "Stopped packages:" -> Part.STOPPED;
      case "Stats:", "Aconfig flags:" -> Part.SKIPPED;
      default -> null;
    };
  }

  private boolean readSingle(String text, DumpLine line) {
    int colon = text.indexOf(": ");
    if (colon < 0) {
      return false;
    }
    String value = text.substring(colon + 2).strip();
    switch (text.substring(0, colon)) {
      case "Force all apps standby" -> forceAll = Values.bool(value, line);
      case "Small Battery Device" -> smallBattery = Values.bool(value, line);
      case "Force all apps standby for small battery device" ->
          forcedForSmallBattery = Values.bool(value, line);
      case "Plugged In" -> pluggedIn = Values.bool(value, line);
      case "Active uids" -> activeUids = Values.uids(value).map(list -> new Fact<>(list, line));
      case "Except-idle + user whitelist appids", "Except-idle + user exemption list appids" ->
          exempt = appIds(value, line);
      case "User whitelist appids", "User exemption list appids" ->
          userExempt = appIds(value, line);
      case "Temp whitelist appids", "Temp exemption list appids" ->
          tempExempt = appIds(value, line);
      case "Forced App Standby Feature enabled", "Foreground uids" -> {}
      default -> {
        return false;
      }
    }
    return true;
  }

  private static Optional<Fact<List<Integer>>> appIds(String value, DumpLine line) {
    return Values.integers(value).map(list -> new Fact<>(list, line));
  }

  private boolean readEntry(Part part, String text, DumpLine line) {
    switch (part) {
      case EXEMPTED -> {
        if (!text.startsWith("User ")) {
          exemptedPackages.add(new Fact<>(text, line));
        }
        return true;
      }
      case RESTRICTED -> {
        int space = text.indexOf(' ');
        Optional<Uid> uid = space < 0 ? Optional.empty() : Uid.parse(text.substring(0, space));
        uid.ifPresent(
            owner -> restricted.add(new App(owner, text.substring(space + 1).strip(), line)));
        return uid.isPresent();
      }
      case STOPPED -> {
        int colon = text.indexOf(':');
        int equals = text.lastIndexOf('=');
        Optional<Uid> uid =
            colon < 0 || equals < colon ? Optional.empty() : Uid.parse(text.substring(0, colon));
        Optional<Boolean> value =
            equals < 0 ? Optional.empty() : Values.bool(text.substring(equals + 1));
        if (uid.isEmpty() || value.isEmpty()) {
          return false;
        }
        stopped.add(
            new StoppedApp(uid.get(), text.substring(colon + 1, equals), value.get(), line));
        return true;
      }
      case SKIPPED -> {
        return text.indexOf('=') > 0;
      }
      default -> {
        return false;
      }
    }
  }

  /** {@code idle, exempted: com.x [RUN_ANY_IN_BACKGROUND allowed] RUNNABLE}. */
  private void readJob(TrackedJobs.Tracked job, SectionLines lines) {
    String rest = job.rest();
    int colon = rest.indexOf(": ");
    int bracket = rest.indexOf(RUN_ANY);
    if (colon < 0 || bracket < colon + 2) {
      lines.unread();
      return;
    }
    String state = rest.substring(0, colon);
    jobs.put(
        job.key(),
        new BackgroundJob(
            rest.substring(colon + 2, bracket),
            state.startsWith(" active"),
            state.contains("exempted") || state.contains("whitelisted"),
            rest.startsWith("allowed]", bracket + RUN_ANY.length()),
            rest.endsWith(" RUNNABLE"),
            lines.line()));
  }
}
