package io.github.jobdoctor.command;

import io.github.jobdoctor.conditions.Condition;
import io.github.jobdoctor.conditions.ConditionException;
import io.github.jobdoctor.conditions.Held;
import io.github.jobdoctor.conditions.Restored;
import io.github.jobdoctor.device.Device;
import io.github.jobdoctor.device.DeviceException;
import io.github.jobdoctor.device.ShellCommand;
import io.github.jobdoctor.diagnosis.rules.Diagnoses;
import io.github.jobdoctor.dumpsys.UnusableDumpException;
import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.jobscheduler.JobScheduler;
import io.github.jobdoctor.jobscheduler.Prediction;
import io.github.jobdoctor.jobscheduler.RunForm;
import io.github.jobdoctor.jobscheduler.RunOutcome;
import io.github.jobdoctor.jobscheduler.RunWatch;
import io.github.jobdoctor.jobscheduler.VerifiedOrder.Setting;
import io.github.jobdoctor.render.AdbLine;
import io.github.jobdoctor.render.RunReport;
import io.github.jobdoctor.source.Reading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jobdoctor run JOB [--force|--soft|--satisfied]}. */
@Command(
    name = "run",
    description = {
      "Run a job now, and watch until Android shows what came of it. \"Running job\" in Android's own"
          + " answer only means that the order was taken.",
      ""
    })
final class RunCommand extends OrderCommand<RunCommand.Prepared, RunReport.Answer> {

  private static final Duration WATCH = Duration.ofSeconds(30);

  @Parameters(paramLabel = "JOB", description = Commands.JOB_FORMS)
  String job;

  @ArgGroup(exclusive = true)
  Form form = new Form();

  /** The forms of the order; without one the least that can help. */
  static final class Form {
    @Option(
        names = {"-f", "--force"},
        description =
            "Override all explicit constraints, the network too. Doze, quota and restrictions no"
                + " order can override. Chosen by itself when nothing less can help.")
    boolean force;

    @Option(
        names = "--soft",
        description =
            "Override charging, battery, storage, idle and timing only, also when that cannot help.")
    boolean soft;

    @Option(
        names = "--satisfied",
        description =
            "Override nothing: run it only if its constraints are met (API 30 and later).")
    boolean satisfied;

    Optional<RunForm> demanded() {
      return force
          ? Optional.of(RunForm.FULL)
          : soft
              ? Optional.of(RunForm.SOFT)
              : satisfied ? Optional.of(RunForm.SATISFIED) : Optional.empty();
    }
  }

  @Option(names = "--no-wait", description = "Return as soon as the job has started.")
  boolean noWait;

  @Option(
      names = "--background",
      description = "Send the app to the background for it; what was on top is opened again.")
  boolean background;

  @Option(
      names = "--as-user-would",
      description =
          "Run it as on a user's device: on battery and in the background. Both are put back.")
  boolean asUserWould;

  private final SessionConditions here;

  RunCommand(Session session) {
    super(session);
    here = new SessionConditions(session);
  }

  /**
   * An order to run a job.
   *
   * @param setting the device
   * @param job the job
   * @param prediction what it can do
   */
  record Prepared(Setting setting, Job job, Prediction prediction) {}

  @Override
  Duration patience() {
    return WATCH;
  }

  @Override
  Prepared prepare(Setting setting) throws NoSuchJobException {
    Job meant = resolve(setting, job);
    Diagnoses diagnoses = new Diagnoses(setting.baseline(), setting.apiLevel());
    return new Prepared(setting, meant, Prediction.of(diagnoses.standing(meant), form.demanded()));
  }

  @Override
  ShellCommand command(Prepared order) {
    return JobScheduler.runCommand(
        order.job(), order.prediction().form(), order.setting().apiLevel());
  }

  @Override
  Optional<String> refusal(Prepared order) {
    return order.prediction().form().refusal(order.setting().apiLevel());
  }

  @Override
  Given<RunReport.Answer> give(Prepared order, String prefix) {
    Setting setting = order.setting();
    Prediction prediction = order.prediction();
    if (refusal(order).isEmpty()) {
      prediction.sentence().ifPresent(sentence -> session.talk().note(prefix + sentence));
    }
    RunWatch watch =
        new RunWatch(
            setting.scheduler(),
            setting.baseline(),
            order.job(),
            setting.apiLevel(),
            setting.limit(),
            setting.ticker());
    try {
      return new Given<>(
          new RunReport.Answer(order.job(), prediction, watch.run(prediction.form(), !noWait)),
          Optional.empty());
    } catch (DeviceException | UnusableDumpException | InterruptedException e) {
      RunOutcome outcome = watch.brokenOff(prediction.form());
      List<String> seen = new ArrayList<>(List.of(outcome.why().orElseThrow() + "."));
      seen.addAll(outcome.notes());
      return brokenOff(
          new RunReport.Answer(order.job(), prediction, outcome), e, String.join(" ", seen));
    }
  }

  /** The conditions that the options ask for. */
  private List<Condition> wanted(Job meant) throws WrongUsageException {
    List<Condition> wanted = new ArrayList<>();
    int userId = meant.source().map(source -> source.uid().userId()).orElse(0);
    try {
      if (asUserWould) {
        wanted.add(Condition.parse("unplugged", OptionalInt.empty()));
      }
      if (asUserWould || background) {
        wanted.add(
            Condition.parse(
                "background=" + meant.packageName().orElse(""), OptionalInt.of(userId)));
      }
    } catch (IllegalArgumentException noPackage) {
      throw new WrongUsageException(
          "The app cannot be sent to the background: " + noPackage.getMessage() + ".");
    }
    return wanted;
  }

  @Override
  Given<RunReport.Answer> on(Device device, Sources sources, String prefix) throws Exception {
    Prepared order = prepare(device, sources);
    List<Condition> wanted = wanted(order.job());
    if (wanted.isEmpty() || refusal(order).isPresent()) {
      return proven(device, order, give(order, prefix));
    }
    Held held = here.guarded(sources, () -> {}).apply(device, wanted);
    held.notes().forEach(note -> session.talk().note(prefix + note));
    try {
      // On battery, and in the background, other things hold the job back.
      Prepared now = prepare(device, sources);
      Given<RunReport.Answer> given = proven(device, now, give(now, prefix));
      Restored restored = held.restore();
      return restored.isComplete()
          ? told(given, restored, sources, device)
          : unrestored(given, restored, device);
    } catch (Exception e) {
      Restored restored = held.restore();
      throw restored.isComplete() ? e : new ConditionException(e, restored);
    }
  }

  /** What came of it with the agent's own word, where the job runs the agent's worker. */
  private static Given<RunReport.Answer> proven(
      Device device, Prepared order, Given<RunReport.Answer> given) {
    if (given.failure().isPresent()) {
      return given;
    }
    RunReport.Answer answer = given.answer();
    AgentProof agent = new AgentProof(device, order.setting(), order.job());
    return new Given<>(
        new RunReport.Answer(answer.job(), answer.prediction(), agent.of(answer.outcome())),
        given.failure());
  }

  private Given<RunReport.Answer> told(
      Given<RunReport.Answer> given, Restored restored, Sources sources, Device device)
      throws Exception {
    here.tellOnce(device.serial(), sources.adbLine(device.serial()), restored);
    return given;
  }

  /** What came of the order is not lost, but that the device is not as it was weighs more. */
  private Given<RunReport.Answer> unrestored(
      Given<RunReport.Answer> given, Restored restored, Device device) {
    String before =
        given.failure().map(Reading.Failure::message).orElse("The order was followed to its end.");
    return new Given<>(
        given.answer(),
        Optional.of(
            Sources.failure(
                new ConditionException(new Exception(before), restored),
                Commands.adbLineTo(session.options(), device.serial()))));
  }

  @Override
  List<String> script(Device device, Sources sources, Prepared order) throws Exception {
    List<Condition> wanted = wanted(order.job());
    if (wanted.isEmpty()) {
      return super.script(device, sources, order);
    }
    return here.script(
        device.serial(),
        here.with(sources).plan(device, wanted, false),
        super.script(device, sources, order));
  }

  @Override
  void report(Sources sources, List<Asked<Given<RunReport.Answer>>> asked) throws Exception {
    List<RunReport.Entry> entries = new ArrayList<>();
    for (Asked<Given<RunReport.Answer>> each : asked) {
      Optional<String> serial = each.source().serial();
      AdbLine adb = serial.isPresent() ? sources.adbLine(serial.get()) : AdbLine.PLAIN;
      entries.add(
          new RunReport.Entry(each.source(), each.value().map(Given::answer), failure(each), adb));
    }
    new RunReport(entries, !session.options().noHeaders)
        .write(session.out(), session.options().output, session.surface());
  }

  @Override
  ExitCode exitCode(RunReport.Answer answer) {
    return switch (answer.outcome().kind()) {
      case SUCCEEDED -> ExitCode.DONE;
      case STARTED -> noWait ? ExitCode.DONE : ExitCode.TIMED_OUT;
      case FAILED, RETRY, STOPPED, NOT_STARTED, REFUSED_BEFORE_SCHEDULE, CONSTRAINTS_UNMET ->
          ExitCode.NO;
      case NOT_FOUND -> ExitCode.NOT_FOUND;
      case REFUSED -> ExitCode.REFUSED;
      case UNOBSERVABLE -> ExitCode.CANNOT_TELL;
    };
  }
}
