package io.github.jobdoctor.command;

import io.github.jobdoctor.device.Device;
import io.github.jobdoctor.device.DeviceException;
import io.github.jobdoctor.device.ShellCommand;
import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.job.JobSchedulerSnapshot;
import io.github.jobdoctor.jobscheduler.JobScheduler;
import io.github.jobdoctor.jobscheduler.VerifiedOrder.Setting;
import io.github.jobdoctor.source.Reading;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * What commands that give orders share. On each chosen device: find out whom the order is about,
 * print it or give it, and follow it; then report all, and end with the worst of the exit codes.
 *
 * @param <P> an order that was worked out for one device, and not given yet
 * @param <A> what came of it
 */
abstract class OrderCommand<P, A> implements Callable<Integer> {

  @Spec CommandSpec spec;
  @Mixin Narrowing narrowing = new Narrowing();

  final Session session;

  OrderCommand(Session session) {
    this.session = session;
  }

  /**
   * What came of an order on one device.
   *
   * @param answer what came of it
   * @param failure why it could not be followed to the end; absent when it was
   */
  record Given<A>(A answer, Optional<Reading.Failure> failure) {}

  /** How long to look for the effect unless told otherwise. */
  abstract Duration patience();

  /** Works the order out for one device. */
  abstract P prepare(Setting setting) throws Exception;

  /** The order in the device's words. */
  abstract ShellCommand command(P prepared);

  /** Why the device takes no such order; absent when it may. */
  abstract Optional<String> refusal(P prepared);

  /** Gives the order and follows it. {@code prefix} names the device when there are several. */
  abstract Given<A> give(P prepared, String prefix) throws Exception;

  /** Writes what came of it. */
  abstract void report(Sources sources, List<Asked<Given<A>>> asked) throws Exception;

  /** The exit code that belongs to what came of it. */
  abstract ExitCode exitCode(A answer);

  @Override
  public final Integer call() throws Exception {
    if (session.options().from.isPresent()) {
      throw new ParameterException(
          spec.commandLine(),
          spec.name() + " needs a device: a saved dump (--from) takes no orders");
    }
    try (Sources sources = session.sources()) {
      return LastWords.of(session, sources, () -> act(sources));
    }
  }

  private int act(Sources sources) throws Exception {
    List<String> serials = sources.chosenSerials();
    if (session.options().dryRun) {
      return print(sources.ask(serials, device -> dryRun(device, sources)));
    }
    List<Asked<Given<A>>> asked =
        sources.ask(
            serials,
            device -> begun(device, sources, serials.size() > 1 ? device.serial() + ": " : ""));
    report(sources, asked);
    return conclude(asked);
  }

  private Given<A> begun(Device device, Sources sources, String prefix) throws Exception {
    try {
      return on(device, sources, prefix);
    } catch (DeviceException.Interrupted e) {
      throw new InterruptedException("Interrupted: no order was given.");
    }
  }

  /** Does it all on one device. */
  Given<A> on(Device device, Sources sources, String prefix) throws Exception {
    return give(prepare(device, sources), prefix);
  }

  /** What would be typed on one device, a line for each command. */
  List<String> script(Device device, Sources sources, P prepared) throws Exception {
    return List.of(Commands.adbLine(session.options(), device.serial(), command(prepared)));
  }

  /** Works the order out for a device as it is now. */
  final P prepare(Device device, Sources sources) throws Exception {
    JobScheduler scheduler = new JobScheduler(device, sources.timeout());
    JobSchedulerSnapshot snapshot = scheduler.snapshot();
    Setting setting =
        new Setting(
            scheduler,
            snapshot,
            device.properties().apiLevel(),
            session.options().timeout.orElse(patience()),
            session.host().ticker());
    try {
      return prepare(setting);
    } catch (ParameterException ambiguous) {
      // One device that has several such jobs does not hide what the others do.
      throw new WrongUsageException(ambiguous.getMessage());
    }
  }

  /** The job that is meant. */
  final Job resolve(Setting setting, String reference) throws NoSuchJobException {
    return narrowing.resolve(setting.baseline(), reference);
  }

  private record Script(List<String> lines, Optional<String> refusal) {}

  private Script dryRun(Device device, Sources sources) throws Exception {
    P prepared = prepare(device, sources);
    return new Script(script(device, sources, prepared), refusal(prepared));
  }

  private int print(List<Asked<Script>> asked) {
    int worst = Commands.tellFailures(session, asked);
    for (Asked<Script> each : asked) {
      Optional<String> refusal = each.value().flatMap(Script::refusal);
      if (refusal.isPresent()) {
        session.talk().error(refusal.get() + ".");
        worst = Math.max(worst, ExitCode.REFUSED.code());
      } else {
        each.value().ifPresent(script -> script.lines().forEach(session.out()::println));
      }
    }
    return worst;
  }

  private int conclude(List<Asked<Given<A>>> asked) {
    int worst = 0;
    for (Asked<Given<A>> each : asked) {
      Optional<Reading.Failure> failure = failure(each);
      Commands.tellFailure(session, each.source(), failure, asked.size() > 1);
      worst =
          Math.max(
              worst,
              failure
                  .map(Reading.Failure::exitCode)
                  .orElseGet(() -> exitCode(each.value().orElseThrow().answer()).code()));
    }
    return worst;
  }

  /** What went wrong on a device, before an order was given or after. */
  static <A> Optional<Reading.Failure> failure(Asked<Given<A>> asked) {
    return asked.failure().or(() -> asked.value().flatMap(Given::failure));
  }

  /**
   * The answer of a watch that broke off: what was seen until then is not lost.
   *
   * @param seen what was seen, in a sentence or more; for somebody who broke it off
   */
  static <A> Given<A> brokenOff(A answer, Exception why, String seen) {
    boolean interrupted = Errors.exitCode(why) == ExitCode.INTERRUPTED;
    return new Given<>(
        answer, Optional.of(interrupted ? Sources.interrupted(seen) : Sources.failure(why)));
  }
}
