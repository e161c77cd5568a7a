package io.github.jobdoctor.command;

import io.github.jobdoctor.agentdoor.Agent;
import io.github.jobdoctor.agentdoor.TriggeredTask;
import io.github.jobdoctor.agentdoor.Triggering;
import io.github.jobdoctor.device.ShellCommand;
import io.github.jobdoctor.render.TriggerReport;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code jobdoctor trigger [TASK...]}. */
@Command(
    name = "trigger",
    description = {
      "Run registered tasks now, through the agent's test worker, and watch the agent's log until it"
          + " tells how each ended. Only debuggable apps allow it.",
      ""
    })
final class TriggerCommand implements Callable<Integer> {

  /** A worker has ten minutes, but who waits at a terminal wants to hear something before. */
  private static final Duration WATCH = Duration.ofMinutes(2);

  @Spec CommandSpec spec;
  @Mixin AgentOptions agent = new AgentOptions();

  @Parameters(
      paramLabel = "TASK",
      description = "The tasks; all that are registered when none is named.")
  List<String> names = new ArrayList<>();

  @Option(names = "--no-wait", description = "Return as soon as the agent took the order.")
  boolean noWait;

  private final Session session;

  TriggerCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    Commands.needsDevice(session, spec.commandLine());
    if (session.options().dryRun) {
      return Commands.dryRun(session, commands());
    }
    Duration watch = session.options().timeout.orElse(WATCH);
    try (Sources sources = session.sources()) {
      List<Asked<List<TriggeredTask>>> asked =
          sources.ask(device -> trigger(agent.on(device, sources.timeout()), watch));
      new TriggerReport(
              asked.stream()
                  .map(
                      each ->
                          new TriggerReport.Entry(
                              each.source(), each.value().orElse(List.of()), each.failure()))
                  .toList(),
              !session.options().noHeaders)
          .write(session.out(), session.options().output, session.surface());
      int worst = Commands.tellFailures(session, asked);
      for (Asked<List<TriggeredTask>> each : asked) {
        for (TriggeredTask task : each.value().orElse(List.of())) {
          worst = Math.max(worst, exitCode(task.ending()).code());
        }
      }
      return worst;
    }
  }

  private ShellCommand[] commands() {
    if (names.isEmpty()) {
      return new ShellCommand[] {agent.door().trigger(Optional.empty())};
    }
    return names.stream()
        .map(name -> agent.door().trigger(Optional.of(name)))
        .toArray(ShellCommand[]::new);
  }

  private List<TriggeredTask> trigger(Agent asked, Duration watch) throws Exception {
    Triggering triggering = new Triggering(asked, InstantSource.system());
    if (!noWait) {
      return triggering.run(names, watch);
    }
    List<String> ordered = triggering.start(names);
    session
        .talk()
        .note(
            "The agent on "
                + asked.device().serial()
                + " took the order for "
                + String.join(", ", ordered)
                + "; `jobdoctor logs --follow` shows what becomes of it.");
    return List.of();
  }

  private static ExitCode exitCode(TriggeredTask.Ending ending) {
    return switch (ending) {
      case SUCCESS -> ExitCode.DONE;
      case FAILED, DIED, SKIPPED, UNDEFINED, LEFT_OUT -> ExitCode.NO;
      case RUNNING, NOT_STARTED -> ExitCode.TIMED_OUT;
      case UNKNOWN -> ExitCode.CANNOT_TELL;
    };
  }
}
