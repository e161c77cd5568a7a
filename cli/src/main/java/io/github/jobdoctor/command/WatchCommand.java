package io.github.jobdoctor.command;

import io.github.jobdoctor.conditions.Conditions;
import io.github.jobdoctor.conditions.Restored;
import io.github.jobdoctor.device.Devices;
import io.github.jobdoctor.device.ShellCommand;
import io.github.jobdoctor.jobscheduler.JobScheduler;
import io.github.jobdoctor.render.AdbLine;
import io.github.jobdoctor.source.Reading;
import io.github.jobdoctor.tui.NoTerminalException;
import io.github.jobdoctor.tui.Screen;
import io.github.jobdoctor.tui.Station;
import io.github.jobdoctor.tui.Watch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code jobdoctor watch}. */
@Command(
    name = "watch",
    description = {
      "A screen of the jobs that keeps itself up to date: what holds each back, when it runs next,"
          + " its runs over time; and orders to it. ? shows the keys.",
      ""
    })
final class WatchCommand implements Callable<Integer> {

  private static final Duration SHORTEST = Duration.ofMillis(200);

  @Spec CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "FILTER",
      description = "What to show at first, as typed after /: text, !not, pkg:, cause:, state: ...")
  List<String> filter = List.of();

  @Option(names = "--readonly", description = "Take no orders: nothing on the device is changed.")
  boolean readOnly;

  @Option(
      names = "--interval",
      paramLabel = "D",
      description =
          "How often to ask the device; 2s if not said, and less often where its dump takes long.")
  Duration interval = Duration.ofSeconds(2);

  private final Session session;
  private final SessionConditions here;
  private final AtomicReference<Optional<Watch>> running = new AtomicReference<>(Optional.empty());

  WatchCommand(Session session) {
    this.session = session;
    this.here = new SessionConditions(session);
  }

  @Override
  public Integer call() throws Exception {
    if (session.options().dryRun) {
      return Commands.dryRun(session, JobScheduler.DUMP);
    }
    if (interval.compareTo(SHORTEST) < 0) {
      throw new ParameterException(
          spec.commandLine(), "--interval is " + SHORTEST.toMillis() + "ms at least");
    }
    if (!session.onTerminal() || "dumb".equals(session.host().environment().get("TERM"))) {
      throw noTerminal();
    }
    // Opening a terminal takes about as long as reading the jobs: both at once.
    CompletableFuture<Optional<Screen>> screen =
        CompletableFuture.supplyAsync(() -> Screen.system(session.host().in()));
    try (Sources sources = session.sources()) {
      Station station;
      if (session.options().from.isPresent()) {
        Reading reading = sources.read().get(0);
        int code = Commands.tellFailure(session, reading.source(), reading.failure(), false);
        if (reading.snapshot().isEmpty()) {
          return code;
        }
        station = station(sources, Optional.empty(), reading.source().name(), Optional.of(reading));
      } else {
        String serial = sources.chosenSerials().get(0);
        station = station(sources, Optional.of(sources.devices()), serial, Optional.empty());
      }
      return watch(station, screen);
    } finally {
      screen.join().ifPresent(Screen::close);
    }
  }

  private int watch(Station station, CompletableFuture<Optional<Screen>> screen)
      throws WrongUsageException {
    Watch watch =
        Watch.on(
            station,
            readOnly,
            interval,
            String.join(" ", filter),
            session.surface(),
            session.host().folder(),
            session.host().ticker());
    running.set(Optional.of(watch));
    watch.start();
    Watch.End end;
    try {
      end = watch.run(screen::join);
    } catch (NoTerminalException e) {
      throw noTerminal();
    }
    int notRestored = 0;
    for (Map.Entry<String, Restored> device : watch.restore().entrySet()) {
      AdbLine adb = Commands.adbLineTo(session.options(), device.getKey());
      notRestored = Math.max(notRestored, here.tellOnce(device.getKey(), adb, device.getValue()));
    }
    if (notRestored != 0) {
      return notRestored;
    }
    return switch (end) {
      case LEFT -> ExitCode.DONE.code();
      case INTERRUPTED -> ExitCode.INTERRUPTED.code();
    };
  }

  private static WrongUsageException noTerminal() {
    return new WrongUsageException(
        "watch needs a terminal that is more than a line printer: `jobdoctor jobs` prints the same"
            + " once.");
  }

  private Station station(
      Sources sources, Optional<Devices> devices, String serial, Optional<Reading> saved) {
    GlobalOptions options = session.options();
    return new Station(
        program(),
        options.demo ? Optional.empty() : Optional.of(Commands.adbWord(options)),
        devices,
        serial,
        sources::look,
        sources::neighbours,
        saved,
        conditions(sources),
        sources.timeout());
  }

  /**
   * Conditions that are put back also when the process is told to end; absent where what was before
   * cannot be kept.
   */
  private Optional<Conditions> conditions(Sources sources) {
    try {
      return Optional.of(here.guarded(sources, () -> running.get().ifPresent(Watch::handBack)));
    } catch (WrongUsageException noPlace) {
      return Optional.empty();
    }
  }

  /** The words that lead here, for command lines to be pasted. */
  private String program() {
    GlobalOptions options = session.options();
    List<String> words = new ArrayList<>(List.of("jobdoctor"));
    if (options.demo) {
      words.add("--demo");
    }
    options.from.ifPresent(file -> words.addAll(List.of("--from", file)));
    options.adbHost.ifPresent(host -> words.addAll(List.of("-H", host)));
    options.adbPort.ifPresent(port -> words.addAll(List.of("-P", Integer.toString(port))));
    return new ShellCommand(words).line();
  }
}
