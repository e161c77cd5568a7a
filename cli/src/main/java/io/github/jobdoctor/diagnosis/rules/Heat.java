package io.github.jobdoctor.diagnosis.rules;

import io.github.jobdoctor.diagnosis.Circumstances;
import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.diagnosis.PendingReason;
import io.github.jobdoctor.diagnosis.Rule;
import io.github.jobdoctor.job.DumpLine;
import io.github.jobdoctor.job.Fact;
import io.github.jobdoctor.job.Readiness;
import io.github.jobdoctor.job.VendorLine;
import java.util.List;
import java.util.Optional;

/** The device is too warm, or another restriction of the device holds jobs back (API 29+). */
final class Heat implements Rule {

  /** The levels of heat, by their number. */
  private static final List<String> LEVELS =
      List.of("none", "light", "moderate", "severe", "critical", "emergency", "shutdown");

  /** How Samsung says that a restriction of its own is on. */
  private static final List<String> MAKERS_ON =
      List.of("Olaf status: true", "Current status : true");

  @Override
  public About about() {
    return new About(
        "the device is too warm, or restricts jobs otherwise",
        "30+",
        List.of("thermal", "restriction"));
  }

  @Override
  public List<Finding> judge(Circumstances circumstances) {
    if (!circumstances.job().readiness().flatMap(Readiness::restricted).orElse(false)) {
      return List.of();
    }
    List<String> causes = circumstances.job().restrictedDueTo();
    boolean thermal = causes.isEmpty() || causes.contains("thermal");
    String all = String.join(" ", causes);
    Optional<Fact<Integer>> status = circumstances.device().thermalStatus();
    Optional<VendorLine> makers = thermal ? Optional.empty() : makersRestriction(circumstances);
    Finding.Builder finding =
        Finding.blocked(thermal ? "thermal" : "restriction", all.isEmpty() ? "restriction" : all)
            .reason(PendingReason.DEVICE_STATE)
            .summary(thermal ? warm(status) : restricted(all, makers))
            .line(circumstances.line("Restricted due to: "))
            .fact(status)
            .fact(circumstances.device().thermalThrottling())
            .line(makers.map(line -> new DumpLine(line.line(), line.text())))
            .line(circumstances.readyLine())
            .until(thermal ? "the device has cooled" : "the restriction is lifted");
    if (thermal) {
      finding.remedy("Let the device cool down.").confirm("dumpsys thermalservice");
      if (status.filter(level -> level.value() == 0).isEmpty()) {
        finding.apply("cmd thermalservice override-status 0", "cmd thermalservice reset");
      }
    }
    return List.of(finding.build());
  }

  private static String warm(Optional<Fact<Integer>> status) {
    if (status.filter(level -> level.value() == 0).isPresent()) {
      return "Android holds the job back for heat, although its own thermal status is none: the"
          + " device's maker measures more than that.";
    }
    return "The device is warm"
        + status
            .map(Fact::value)
            .filter(level -> level >= 0 && level < LEVELS.size())
            .map(level -> " (thermal status: " + LEVELS.get(level) + ")")
            .orElse("")
        + ", and Android holds jobs of this priority back until it has cooled.";
  }

  private static String restricted(String causes, Optional<VendorLine> makers) {
    return "A restriction of the device holds the job back: "
        + causes
        + "."
        + makers
            .map(line -> " " + line.vendor() + "'s own is on: " + line.text().strip() + ".")
            .orElse("");
  }

  /** The maker's restriction that says it is on. */
  private static Optional<VendorLine> makersRestriction(Circumstances circumstances) {
    return circumstances.snapshot().vendorLines().stream()
        .filter(line -> MAKERS_ON.stream().anyMatch(line.text().strip()::startsWith))
        .findFirst();
  }
}
