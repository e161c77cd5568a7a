package io.github.jobdoctor.diagnosis.rules;

import io.github.jobdoctor.diagnosis.Circumstances;
import io.github.jobdoctor.diagnosis.Commands;
import io.github.jobdoctor.diagnosis.Confidence;
import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.diagnosis.NotingRule;
import io.github.jobdoctor.job.Job;
import java.util.List;
import java.util.Optional;

/** The job has been ready for long, and Android has not queued it: the maker's system keeps it. */
final class NotStarted implements NotingRule {

  @Override
  public About about() {
    return new About(
        "ready for long and not started: held by something outside of Android's rules",
        "24+",
        List.of("not-started"));
  }

  @Override
  public List<Finding> judge(Circumstances circumstances) {
    return ReadySince.of(circumstances).stream()
        .map(since -> finding(circumstances, since))
        .toList();
  }

  private static Finding finding(Circumstances circumstances, ReadySince since) {
    Optional<String> maker = Makers.killer(circumstances.neighbours());
    Finding.Builder finding =
        Finding.note("not-started", "not started")
            .confidence(since.told() && maker.isPresent() ? Confidence.LIKELY : Confidence.POSSIBLE)
            .summary(
                (since.told()
                        ? "By Android's own rules nothing has held the job back for "
                            + Words.span(since.time())
                        : "The job's time came "
                            + Words.span(since.time())
                            + " ago, and by Android's own rules nothing holds it back now")
                    + ", and yet it was not started. "
                    + maker
                        .map(
                            name ->
                                "Devices of "
                                    + name
                                    + " have a battery and autostart management of their own,"
                                    + " which lets jobs wait until the app is opened.")
                        .orElse(
                            "Some makers' battery management lets jobs wait until the app is"
                                + " opened; a device that has just woken up looks like this for a"
                                + " moment, too."))
            .line(circumstances.readyLine())
            .line(since.line())
            .remedy(Makers.REMEDY);
    boolean plain = circumstances.job().key().namespace().isEmpty();
    int id = circumstances.job().key().jobId();
    if (plain) {
      // The shell looks a job up by the app that scheduled it, not by the one that it works for.
      Job job = circumstances.job();
      String whose = Words.userOption(job.key().caller().userId());
      job.servicePackage()
          .filter(Commands::isPlain)
          .ifPresent(name -> finding.apply("cmd jobscheduler run " + whose + name + " " + id));
    }
    return finding.build();
  }
}
