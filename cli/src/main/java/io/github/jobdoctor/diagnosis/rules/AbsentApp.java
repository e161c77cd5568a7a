package io.github.jobdoctor.diagnosis.rules;

import io.github.jobdoctor.diagnosis.Confidence;
import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.job.InstalledPackages;
import io.github.jobdoctor.job.Neighbour;
import io.github.jobdoctor.job.Neighbours;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Why an app has no job at all, as far as other services tell: its state, and how it ended. */
final class AbsentApp {

  private AbsentApp() {}

  static List<Finding> findings(Neighbours neighbours, Set<String> packages, int userId) {
    List<Finding> findings = new ArrayList<>();
    Optional<InstalledPackages> installed = neighbours.installed();
    for (String name : packages) {
      installed
          .flatMap(all -> ofPackage(all, neighbours.tellsAll(Neighbour.PACKAGE), name, userId))
          .ifPresent(findings::add);
    }
    findings.addAll(ProcessEnd.findings(neighbours, packages, userId));
    return findings;
  }

  private static Optional<Finding> ofPackage(
      InstalledPackages installed, boolean tellsAll, String name, int userId) {
    Optional<InstalledPackages.InstalledPackage> found = installed.find(name);
    boolean absent =
        installed.absent().contains(name)
            || (found.isEmpty() && installed.listed() && tellsAll)
            || found.filter(one -> lacks(one, userId)).isPresent();
    if (absent) {
      return Optional.of(
          Finding.blocked("not-installed", "not installed")
              .summary(name + " is not installed for user " + userId + ".")
              .line(
                  Neighbour.PACKAGE,
                  found.map(one -> one.users().get(userId)).map(user -> user.line()))
              .remedy("Install the app for this user, and open it.")
              .until("the app is installed and opened")
              .confirm("pm list packages --user " + userId + " " + name)
              .build());
    }
    Optional<InstalledPackages.PackageUser> user =
        found.flatMap(one -> Optional.ofNullable(one.users().get(userId)));
    if (user.flatMap(InstalledPackages.PackageUser::stopped).orElse(false)) {
      boolean never = user.get().notLaunched().orElse(false);
      return Optional.of(
          Finding.blocked("app-stopped", "stopped")
              .summary(
                  never
                      ? name + " was never opened since it was installed, so nothing of it runs."
                      : name
                          + " is in the stopped state: a force-stop cancels all jobs of an app, and"
                          + " nothing of it runs until it is opened.")
              .line(Neighbour.PACKAGE, user.map(InstalledPackages.PackageUser::line))
              .remedy("Open the app once. Do not test with \"Force stop\".")
              .until("the app is opened")
              .confirm("dumpsys package " + name)
              .build());
    }
    boolean disabled = user.flatMap(InstalledPackages.PackageUser::disabled).orElse(false);
    boolean suspended = user.flatMap(InstalledPackages.PackageUser::suspended).orElse(false);
    if (!disabled && !suspended) {
      return Optional.empty();
    }
    String whose = " --user " + userId + " " + name;
    Finding.Builder finding =
        Finding.blocked("app-disabled", disabled ? "disabled" : "suspended")
            .confidence(disabled ? Confidence.CERTAIN : Confidence.POSSIBLE)
            .summary(
                disabled
                    ? name + " is disabled, which cancels its jobs."
                    : name
                        + " is suspended: nobody can open it, so it may not have come to schedule"
                        + " its jobs.")
            .line(Neighbour.PACKAGE, user.map(InstalledPackages.PackageUser::line))
            .remedy(
                disabled ? "Enable the app, and open it." : "End the suspension, and open the app.")
            .until(disabled ? "the app is enabled and opened" : "the app is opened again")
            .confirm("dumpsys package " + name);
    if (disabled) {
      finding.apply("pm enable" + whose, "pm disable-user" + whose);
    } else {
      finding.apply("pm unsuspend" + whose, "pm suspend" + whose);
    }
    return Optional.of(finding.build());
  }

  private static boolean lacks(InstalledPackages.InstalledPackage found, int userId) {
    InstalledPackages.PackageUser user = found.users().get(userId);
    return user != null && user.installed().filter(on -> !on).isPresent();
  }
}
