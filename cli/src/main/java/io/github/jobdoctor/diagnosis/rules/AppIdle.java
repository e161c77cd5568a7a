package io.github.jobdoctor.diagnosis.rules;

import io.github.jobdoctor.diagnosis.Circumstances;
import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.diagnosis.PendingReason;
import io.github.jobdoctor.diagnosis.Rule;
import io.github.jobdoctor.job.Fact;
import java.util.List;
import java.util.Optional;

/** The app was not used for days, and app standby holds its jobs back (API 23 to 27). */
final class AppIdle implements Rule {

  @Override
  public About about() {
    return new About("its app is in app standby", "23–27", List.of("app-idle"));
  }

  @Override
  public List<Finding> judge(Circumstances circumstances) {
    if (circumstances.appNotIdle().orElse(true)) {
      return List.of();
    }
    Optional<Fact<Boolean>> entry =
        circumstances
            .state()
            .controllers()
            .appIdle()
            .flatMap(idle -> Optional.ofNullable(idle.jobs().get(circumstances.job().key())));
    Finding.Builder finding =
        Finding.blocked("app-idle", "app standby")
            .reason(PendingReason.APP_STANDBY)
            .summary(
                "The app was not used for days (app standby). Its jobs run about once a day, while"
                    + " the device charges, or when it is opened.")
            .line(circumstances.line("Satisfied constraints:").or(circumstances::readyLine))
            .fact(entry)
            .remedy("Open the app, or charge the device.")
            .until("the app is opened, or the device charges");
    Words.shellPackage(circumstances)
        .ifPresent(
            name -> {
              String app = Words.userOption(circumstances) + name;
              finding.confirm("am get-inactive " + app);
              finding.apply(
                  "am set-inactive " + app + " false", "am set-inactive " + app + " true");
            });
    return List.of(finding.build());
  }
}
