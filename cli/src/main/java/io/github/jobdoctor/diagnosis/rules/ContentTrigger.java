package io.github.jobdoctor.diagnosis.rules;

import io.github.jobdoctor.diagnosis.Circumstances;
import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.diagnosis.PendingReason;
import io.github.jobdoctor.diagnosis.Rule;
import io.github.jobdoctor.job.Constraint;
import io.github.jobdoctor.job.Controllers;
import java.util.List;
import java.util.Optional;

/** The content that the job watches has not changed. */
final class ContentTrigger implements Rule {

  @Override
  public About about() {
    return new About("the content it watches has not changed", "24+", List.of("content-trigger"));
  }

  @Override
  public List<Finding> judge(Circumstances circumstances) {
    if (!Explicit.isUnmet(circumstances, Constraint.CONTENT_TRIGGER)) {
      return List.of();
    }
    Optional<Controllers.Watcher> changed =
        circumstances
            .state()
            .controllers()
            .content()
            .flatMap(
                content ->
                    content.observers().stream()
                        .flatMap(observer -> observer.watchers().stream())
                        .filter(watcher -> watcher.job().equals(circumstances.job().key()))
                        .filter(watcher -> watcher.updateIn().isPresent())
                        .findFirst());
    Finding.Builder finding =
        Explicit.begin(circumstances, "content-trigger", "CONTENT_TRIGGER", changed.isPresent())
            .reason(PendingReason.CONSTRAINT_CONTENT_TRIGGER)
            .summary(
                (changed.isPresent()
                        ? "Content that the job watches has changed; Android waits for more"
                            + " changes."
                        : "The job waits for a change of content, and none has come.")
                    + Explicit.overridden(circumstances))
            .line(Explicit.line(circumstances))
            .line(changed.map(Controllers.Watcher::line))
            .line(circumstances.line("Trigger content URIs:"))
            .remedy(
                "Change the content that it watches. A job of this kind has to be scheduled again"
                    + " after each run.");
    if (changed.isPresent()) {
      finding.eta(changed.flatMap(Controllers.Watcher::updateIn));
    } else {
      finding.until("the content that it watches changes");
    }
    return List.of(finding.build());
  }
}
