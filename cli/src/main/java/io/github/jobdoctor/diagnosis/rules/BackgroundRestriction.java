package io.github.jobdoctor.diagnosis.rules;

import io.github.jobdoctor.diagnosis.Circumstances;
import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.diagnosis.PendingReason;
import io.github.jobdoctor.diagnosis.Rule;
import io.github.jobdoctor.job.BackgroundLimits;
import io.github.jobdoctor.job.DumpLine;
import io.github.jobdoctor.job.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The app may not work in the background: the user said so, battery saver says so for all apps, or
 * the app is in the stopped state (reference/readiness.md §3).
 */
final class BackgroundRestriction implements Rule {

  @Override
  public About about() {
    return new About(
        "it may not work in the background: stopped, restricted by the user, battery saver",
        "28+",
        List.of("app-stopped", "background-restricted", "battery-saver", "background-not-allowed"));
  }

  @Override
  public List<Finding> judge(Circumstances circumstances) {
    if (circumstances.notRestrictedInBackground().orElse(true)) {
      return List.of();
    }
    Optional<BackgroundLimits> limits = circumstances.state().controllers().background();
    Optional<DumpLine> restricted = restrictedLine(circumstances, limits);
    Optional<DumpLine> stopped = stoppedLine(circumstances, limits);
    Optional<Fact<Boolean>> saver =
        limits.flatMap(BackgroundLimits::forceAllStandby).filter(Fact::value);
    List<Finding> findings = new ArrayList<>();
    if (stopped.isPresent()) {
      findings.add(stopped(circumstances, stopped));
    }
    if (restricted.isPresent()) {
      findings.add(restricted(circumstances, restricted));
    }
    if (saver.isPresent() && findings.isEmpty()) {
      findings.add(saver(circumstances, saver));
    }
    if (findings.isEmpty()) {
      findings.add(unknown(circumstances));
    }
    return findings;
  }

  private static Optional<DumpLine> termLine(Circumstances circumstances) {
    return circumstances.line("readyNotRestrictedInBg: ", "Satisfied constraints:");
  }

  private static PendingReason reason(Circumstances circumstances) {
    return circumstances.job().standby().backgroundRestricted() || circumstances.api() < 34
        ? PendingReason.BACKGROUND_RESTRICTION
        : PendingReason.DEVICE_STATE;
  }

  private static Finding stopped(Circumstances circumstances, Optional<DumpLine> line) {
    Finding.Builder finding =
        Finding.blocked("app-stopped", "stopped")
            .reason(reason(circumstances))
            .summary(
                "The app is in the stopped state: it was force-stopped, or never opened since it"
                    + " was installed. Android starts nothing of it.")
            .line(termLine(circumstances))
            .line(line)
            .remedy("Open the app once. Do not test with \"Force stop\".")
            .until("the app is opened");
    Words.shellPackage(circumstances).ifPresent(name -> finding.confirm("dumpsys package " + name));
    return finding.build();
  }

  private static Finding restricted(Circumstances circumstances, Optional<DumpLine> line) {
    Finding.Builder finding =
        Finding.blocked("background-restricted", "background restriction")
            .reason(reason(circumstances))
            .summary(
                "The app is set to \"Restricted\" in the battery settings: it may not run in the"
                    + " background (RUN_ANY_IN_BACKGROUND is not allowed).")
            .line(termLine(circumstances))
            .line(line)
            .line(circumstances.line("User BG restricted"))
            .remedy("Settings, Apps, the app, Battery: choose \"Optimized\" or \"Unrestricted\".")
            .until("the user lets the app run in the background");
    Words.shellPackage(circumstances)
        .ifPresent(
            name -> {
              String user = Words.userOption(circumstances);
              finding.confirm("cmd appops get " + user + name + " RUN_ANY_IN_BACKGROUND");
              finding.apply(
                  "cmd appops set " + user + name + " RUN_ANY_IN_BACKGROUND allow",
                  "cmd appops set " + user + name + " RUN_ANY_IN_BACKGROUND ignore");
            });
    return finding.build();
  }

  private static Finding saver(Circumstances circumstances, Optional<Fact<Boolean>> saver) {
    return Finding.blocked("battery-saver", "battery saver")
        .reason(circumstances.api() >= 34 ? reason(circumstances) : PendingReason.DEVICE_STATE)
        .summary("Battery saver is on, and holds the jobs of all apps in the background back.")
        .line(termLine(circumstances))
        .fact(saver)
        .remedy("Turn battery saver off, charge the device, or open the app.")
        .until("battery saver is off")
        .confirm("settings get global low_power")
        .apply("settings put global low_power 0", "settings put global low_power 1")
        .build();
  }

  private static Finding unknown(Circumstances circumstances) {
    return Finding.blocked("background-not-allowed", "background restriction")
        .reason(reason(circumstances))
        .summary(
            "Android does not let the app work in the background. The dump does not say which"
                + " restriction it is: the user's, battery saver, or the stopped state.")
        .line(termLine(circumstances))
        .line(circumstances.line("User BG restricted"))
        .remedy("Look at the app's battery setting, and at battery saver; open the app once.")
        .until("the app may work in the background")
        .confirm("settings get global low_power")
        .build();
  }

  private static Optional<DumpLine> restrictedLine(
      Circumstances circumstances, Optional<BackgroundLimits> limits) {
    Set<String> packages = circumstances.packages();
    Optional<DumpLine> listed =
        limits.flatMap(
            known ->
                known.restricted().stream()
                    .filter(app -> packages.contains(app.packageName()))
                    .filter(app -> app.uid().userId() == circumstances.sourceUser())
                    .map(BackgroundLimits.App::line)
                    .findFirst());
    return listed.or(
        () ->
            limits
                .map(known -> known.jobs().get(circumstances.job().key()))
                .filter(job -> !job.allowed())
                .map(BackgroundLimits.BackgroundJob::line));
  }

  private static Optional<DumpLine> stoppedLine(
      Circumstances circumstances, Optional<BackgroundLimits> limits) {
    Set<String> packages = circumstances.packages();
    return limits.flatMap(
        known ->
            known.stopped().stream()
                .filter(BackgroundLimits.StoppedApp::stopped)
                .filter(app -> packages.contains(app.packageName()))
                .map(BackgroundLimits.StoppedApp::line)
                .findFirst());
  }
}
