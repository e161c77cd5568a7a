package io.github.jobdoctor.diagnosis.rules;

import io.github.jobdoctor.diagnosis.Circumstances;
import io.github.jobdoctor.diagnosis.Commands;
import io.github.jobdoctor.diagnosis.Confidence;
import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.diagnosis.PendingReason;
import io.github.jobdoctor.diagnosis.Rule;
import io.github.jobdoctor.job.Controllers;
import io.github.jobdoctor.job.DumpLine;
import io.github.jobdoctor.job.Fact;
import io.github.jobdoctor.job.InstalledPackages;
import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.job.Neighbour;
import io.github.jobdoctor.job.Readiness;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The service of the job is missing, disabled, or its app crashed too often. */
final class ComponentUnusable implements Rule {

  /** From here on Android keeps why processes ended; before, it lists those that are barred. */
  private static final int FIRST_WITH_EXITS = 30;

  @Override
  public About about() {
    return new About(
        "its service is missing or disabled; its app crashed again and again",
        "24+",
        List.of("component-missing", "component-unusable"));
  }

  @Override
  public Set<Neighbour> asks(Circumstances circumstances) {
    return judge(circumstances).isEmpty() ? Set.of() : EnumSet.of(Neighbour.PACKAGE);
  }

  @Override
  public List<Finding> judge(Circumstances circumstances) {
    Job job = circumstances.job();
    boolean missing = circumstances.implicit("readyComponentEnabled").filter(on -> !on).isPresent();
    boolean unusable = job.readiness().flatMap(Readiness::component).filter(on -> !on).isPresent();
    String service = job.info().service().orElse(job.name());
    if (!missing && !unusable) {
      if (isBarHidden(circumstances)) {
        return List.of(unusable(circumstances, service));
      }
      return isHidden(circumstances) ? List.of(hidden(circumstances)) : List.of();
    }
    Optional<Controllers.JobService> entry =
        circumstances
            .state()
            .controllers()
            .components()
            .flatMap(components -> components.of(job.key().caller().userId(), service));
    // What Android looks up when it prints the line; a service that is there may still be barred.
    if (!missing && entry.filter(Controllers.JobService::present).isPresent()) {
      return List.of(unusable(circumstances, service));
    }
    Optional<Installed> installed = Installed.of(circumstances, service);
    // API 30 prints one word for a service that is missing and for an app that is barred.
    boolean sure = missing || installed.isPresent() || circumstances.api() != 30;
    return List.of(
        Finding.blocked("component-missing", "component")
            .reason(PendingReason.APP)
            .confidence(sure ? Confidence.CERTAIN : Confidence.LIKELY)
            .summary(
                "Android does not "
                    + (sure ? "find" : "find or does not start")
                    + " the service "
                    + service
                    + ": "
                    + installed
                        .map(Installed::why)
                        .orElse(
                            "it is missing from the installed version of the app, disabled, or not"
                                + " available before the user unlocks the device"
                                + (sure ? "" : "; or the app has crashed again and again"))
                    + ".")
            .line(Neighbour.PACKAGE, installed.map(Installed::line))
            .line(circumstances.line("readyComponentEnabled: false"))
            .line(circumstances.readyLine())
            .line(entry.filter(found -> !found.present()).map(Controllers.JobService::line))
            .remedy(
                "Declare the service in the manifest of the installed version, or enable it again;"
                    + " a job of a service that is gone can only be cancelled.")
            .until("the service is there and enabled")
            .confirm("dumpsys package " + servicePackage(circumstances).orElse("packages"))
            .build());
  }

  /**
   * What the package manager says of it.
   *
   * @param why the rest of a sentence
   * @param line where it says so
   */
  private record Installed(String why, DumpLine line) {

    private static Optional<Installed> of(Circumstances circumstances, String service) {
      String packageName = circumstances.job().servicePackage().orElse("");
      Optional<InstalledPackages.PackageUser> user =
          circumstances
              .neighbours()
              .installed()
              .flatMap(all -> all.find(packageName))
              .flatMap(
                  found ->
                      Optional.ofNullable(
                          found.users().get(circumstances.job().key().caller().userId())));
      if (user.isEmpty()) {
        return Optional.empty();
      }
      Optional<Fact<String>> component =
          user.get().disabledComponents().stream()
              .filter(fact -> isClass(service, packageName, fact.value()))
              .findFirst();
      if (component.isPresent()) {
        return Optional.of(new Installed("it is disabled", component.get().line()));
      }
      if (user.get().installed().filter(on -> !on).isPresent()) {
        return Optional.of(
            new Installed("the app is not installed for this user", user.get().line()));
      }
      if (user.get().disabled().orElse(false)) {
        return Optional.of(new Installed("the app is disabled", user.get().line()));
      }
      return user.get().suspended().orElse(false)
          ? Optional.of(new Installed("the app is suspended", user.get().line()))
          : Optional.empty();
    }

    private static boolean isClass(String service, String packageName, String className) {
      String shown = service.substring(service.indexOf('/') + 1);
      return className.equals(shown.startsWith(".") ? packageName + shown : shown);
    }
  }

  /** API 24 and 25 look for the service as well, but do not print what they find. */
  private static boolean isHidden(Circumstances circumstances) {
    Optional<Readiness> ready = circumstances.job().readiness();
    return circumstances.isWaiting()
        && !circumstances.isOneLine()
        && ready.flatMap(Readiness::component).isEmpty()
        && circumstances.isJobTermTrue()
        && ready.flatMap(Readiness::user).orElse(false);
  }

  /** API 29 does not print that an app is barred: it is what is left when nothing else is. */
  private static boolean isBarHidden(Circumstances circumstances) {
    boolean other =
        circumstances.device().thermalThrottling().filter(Fact::value).isPresent()
            || circumstances
                .state()
                .constants()
                .flatMap(constants -> constants.flag("use_heartbeats"))
                .filter(Fact::value)
                .isPresent();
    return circumstances.api() == 29 && circumstances.isUnshownCause() && !other;
  }

  private static Finding hidden(Circumstances circumstances) {
    return Finding.blocked("component-missing", "component")
        .reason(PendingReason.APP)
        .confidence(Confidence.LIKELY)
        .summary(
            "All that the dump shows is met, and yet the job is not ready. What this Android"
                + " version looks for without showing it is the service, "
                + circumstances.job().info().service().orElse(circumstances.job().name())
                + ": it is probably missing or disabled.")
        .line(circumstances.readyLine())
        .remedy("Declare the service in the manifest of the installed version, or enable it again.")
        .until("the service is there and enabled")
        .confirm("dumpsys package " + servicePackage(circumstances).orElse("packages"))
        .build();
  }

  private static Finding unusable(Circumstances circumstances, String service) {
    return Finding.blocked("component-unusable", "component")
        .reason(PendingReason.APP)
        .confidence(Confidence.LIKELY)
        .summary(
            "The service "
                + service
                + " is there, but Android does not start it: its app has crashed again and again,"
                + " or its process is barred.")
        .line(circumstances.readyLine())
        .remedy("Find the crash in the app's log; open the app, which lifts the bar.")
        .until("the app is opened and does not crash")
        .confirm(
            circumstances.api() >= FIRST_WITH_EXITS
                ? "dumpsys activity exit-info"
                    + servicePackage(circumstances).map(name -> " " + name).orElse("")
                : "dumpsys activity processes")
        .build();
  }

  /** The package that the service is in; a job may work for another. */
  private static Optional<String> servicePackage(Circumstances circumstances) {
    return circumstances.job().servicePackage().filter(Commands::isPlain);
  }
}
