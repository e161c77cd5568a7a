package io.github.jobdoctor.diagnosis.rules;

import io.github.jobdoctor.diagnosis.Circumstances;
import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.diagnosis.PendingReason;
import io.github.jobdoctor.diagnosis.Rule;
import io.github.jobdoctor.job.AppOps;
import io.github.jobdoctor.job.BackgroundLimits;
import io.github.jobdoctor.job.DumpLine;
import io.github.jobdoctor.job.Fact;
import io.github.jobdoctor.job.InstalledPackages;
import io.github.jobdoctor.job.Neighbour;
import io.github.jobdoctor.job.Power;
import java.util.ArrayList;
import java.util.EnumSet;
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
  public Set<Neighbour> asks(Circumstances circumstances) {
    return circumstances.notRestrictedInBackground().orElse(true)
        ? Set.of()
        : EnumSet.of(Neighbour.APP_OPS, Neighbour.POWER, Neighbour.PACKAGE);
  }

  @Override
  public List<Finding> judge(Circumstances circumstances) {
    if (circumstances.notRestrictedInBackground().orElse(true)) {
      return List.of();
    }
    Optional<BackgroundLimits> limits = circumstances.state().controllers().background();
    Optional<DumpLine> restricted = restrictedLine(circumstances, limits);
    Optional<DumpLine> stopped = stoppedLine(circumstances, limits);
    Optional<DumpLine> forbidden = forbiddenLine(circumstances);
    Optional<DumpLine> stoppedPackage = stoppedPackageLine(circumstances);
    Optional<Fact<Boolean>> saver =
        limits.flatMap(BackgroundLimits::forceAllStandby).filter(Fact::value);
    List<Finding> findings = new ArrayList<>();
    // The stopped state counts from API 35 on; before, its jobs are cancelled instead.
    if (stopped.isPresent() || (stoppedPackage.isPresent() && circumstances.api() >= 35)) {
      findings.add(stopped(circumstances, stopped, stoppedPackage));
    }
    if (restricted.isPresent() || forbidden.isPresent()) {
      findings.add(restricted(circumstances, restricted, forbidden));
    }
    Optional<Fact<Boolean>> powerSaver =
        circumstances.neighbours().power().flatMap(Power::batterySaver).filter(Fact::value);
    if (findings.isEmpty() && (saver.isPresent() || powerSaver.isPresent())) {
      findings.add(saver(circumstances, saver, powerSaver));
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

  private static Finding stopped(
      Circumstances circumstances, Optional<DumpLine> line, Optional<DumpLine> ofPackage) {
    Finding.Builder finding =
        Finding.blocked("app-stopped", "stopped")
            .reason(reason(circumstances))
            .summary(
                "The app is in the stopped state: it was force-stopped, or never opened since it"
                    + " was installed. Android starts nothing of it.")
            .line(termLine(circumstances))
            .line(line)
            .line(Neighbour.PACKAGE, ofPackage)
            .remedy("Open the app once. Do not test with \"Force stop\".")
            .until("the app is opened");
    Words.shellPackage(circumstances).ifPresent(name -> finding.confirm("dumpsys package " + name));
    return finding.build();
  }

  private static Finding restricted(
      Circumstances circumstances, Optional<DumpLine> line, Optional<DumpLine> forbidden) {
    Finding.Builder finding =
        Finding.blocked("background-restricted", "background restriction")
            .reason(reason(circumstances))
            .summary(
                "The app is set to \"Restricted\" in the battery settings: it may not run in the"
                    + " background (RUN_ANY_IN_BACKGROUND is not allowed).")
            .line(termLine(circumstances))
            .line(line)
            .line(Neighbour.APP_OPS, forbidden)
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

  private static Finding saver(
      Circumstances circumstances,
      Optional<Fact<Boolean>> saver,
      Optional<Fact<Boolean>> powerSaver) {
    return Finding.blocked("battery-saver", "battery saver")
        .reason(circumstances.api() >= 34 ? reason(circumstances) : PendingReason.DEVICE_STATE)
        .summary("Battery saver is on, and holds the jobs of all apps in the background back.")
        .line(termLine(circumstances))
        .fact(saver)
        .fact(Neighbour.POWER, powerSaver)
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

  /** The line by which the user forbids the app to run in the background. */
  private static Optional<DumpLine> forbiddenLine(Circumstances circumstances) {
    return circumstances
        .neighbours()
        .appOps()
        .flatMap(
            ops ->
                ops.modes().stream()
                    .filter(mode -> mode.operation().equals("RUN_ANY_IN_BACKGROUND"))
                    .filter(AppOps.Mode::forbids)
                    .filter(mode -> isOfApp(circumstances, mode))
                    .map(AppOps.Mode::line)
                    .findFirst());
  }

  private static boolean isOfApp(Circumstances circumstances, AppOps.Mode mode) {
    boolean sameUser = mode.uid().userId() == circumstances.sourceUser();
    return mode.packageName()
        .map(name -> sameUser && circumstances.packages().contains(name))
        .orElseGet(
            () ->
                circumstances
                    .job()
                    .source()
                    .filter(source -> source.uid().equals(mode.uid()))
                    .isPresent());
  }

  private static Optional<DumpLine> stoppedPackageLine(Circumstances circumstances) {
    return circumstances
        .neighbours()
        .installed()
        .flatMap(installed -> installed.find(circumstances.packageName()))
        .flatMap(found -> Optional.ofNullable(found.users().get(circumstances.sourceUser())))
        .filter(user -> user.stopped().orElse(false))
        .map(InstalledPackages.PackageUser::line);
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
