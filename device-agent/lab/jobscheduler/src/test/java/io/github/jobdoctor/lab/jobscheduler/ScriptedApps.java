package io.github.jobdoctor.lab.jobscheduler;

import android.os.SystemClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Apps whose job services do what a {@link Script} says, as the device's clock goes on. */
final class ScriptedApps {

  /** How long an app's process takes to come up. */
  private static final Duration PROCESS_START = Duration.ofMillis(50);

  /** How often apps look whether something is due. */
  private static final Duration LOOK = Duration.ofMillis(50);

  /** The same while they only wait to be stopped. */
  private static final Duration LONG_LOOK = Duration.ofSeconds(1);

  private static final Script USUAL = Script.succeedsAfter(Duration.ofSeconds(1));

  /** What an app does once in a run. */
  private record Act(JobServices.Run run, Script script) {}

  private final JobServices services;
  private final Map<String, Script> scripts = new HashMap<>();
  private final Set<JobServices.Run> acknowledged = new HashSet<>();
  private final Set<Act> acted = new HashSet<>();

  ScriptedApps(JobServices services) {
    this.services = services;
  }

  /**
   * From now on the runs of a job go like this; without a script they succeed after a second.
   *
   * @param job {@code NAMESPACE:callingUid/id}
   */
  void script(String job, Script script) {
    scripts.put(job, script);
  }

  /** The jobs of all runs that apps were really asked to begin, oldest first. */
  List<String> begun() {
    return services.begun().stream().map(JobServices.Run::key).toList();
  }

  /** How long until an app may have to do something; absent when none has anything to do. */
  Optional<Duration> untilNext() {
    return services.asked().isEmpty() && services.running() == 0
        ? Optional.empty()
        : Optional.of(
            services.asked().isEmpty() && services.runs().stream().allMatch(this::isBusyForLong)
                ? LONG_LOOK
                : LOOK);
  }

  private boolean isBusyForLong(JobServices.Run run) {
    return acknowledged.contains(run)
        && script(run.key()).ending() == Script.Ending.NEVER
        && acted.contains(new Act(run, script(run.key())));
  }

  /** Does what is due. */
  void act() {
    services.asked().forEach(this::answer);
    services.acknowledgeStops(
        services.runs().stream().allMatch(run -> script(run.key()).wantsMore()));
    services.runs().forEach(this::goOn);
  }

  private Script script(String job) {
    return scripts.getOrDefault(job, USUAL);
  }

  private void answer(JobServices.Binding binding) {
    if (binding.job().isEmpty()) {
      services.forget(binding);
    } else if (script(TruthReader.key(binding.job().get())).ending() != Script.Ending.NO_PROCESS
        && isOver(binding.asked(), PROCESS_START)) {
      services.connect(binding);
    }
  }

  private void goOn(JobServices.Run run) {
    if (!run.isWanted()) {
      services.forget(run);
      return;
    }
    Script script = script(run.key());
    if (acknowledged.add(run)) {
      services.acknowledgeStart(run, script.ending() != Script.Ending.NOTHING_TO_DO);
      return;
    }
    if (script.ending() == Script.Ending.NOTHING_TO_DO || !isOver(run.begun(), script.after())) {
      return;
    }
    if (acted.add(new Act(run, script))) {
      script.before().run();
    }
    switch (script.ending()) {
      case DONE -> services.finish(run, false);
      case RETRY -> services.finish(run, true);
      case CRASH -> services.crash(run);
      case NOTHING_TO_DO, NEVER, NO_PROCESS -> {}
    }
  }

  private static boolean isOver(long since, Duration time) {
    return SystemClock.elapsedRealtime() - since >= time.toMillis();
  }
}
