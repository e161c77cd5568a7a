package io.github.jobdoctor.command;

import io.github.jobdoctor.agentdoor.Agent;
import io.github.jobdoctor.agentdoor.AgentApk;
import io.github.jobdoctor.agentdoor.AgentStatus;
import io.github.jobdoctor.device.ShellCommand;
import io.github.jobdoctor.render.AgentReport;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code jobdoctor agent install|status|uninstall}. */
@Command(
    name = "agent",
    description = {
      "Install the agent's APK, ask an agent for its status, or uninstall the APK.",
      "Alone it asks for the status.",
      ""
    },
    synopsisSubcommandLabel = "[install|status|uninstall]")
final class AgentCommand implements Callable<Integer> {

  private static final String NAME = "agent";

  @Spec CommandSpec spec;
  @Mixin AgentOptions agent = new AgentOptions();

  private final Session session;

  private AgentCommand(Session session) {
    this.session = session;
  }

  /** The command with its subcommands. */
  static CommandLine line(Session session) {
    AgentCommand group = new AgentCommand(session);
    CommandLine line = new CommandLine(group);
    line.addSubcommand(group.new Install());
    line.addSubcommand(group.new Status());
    line.addSubcommand(group.new Uninstall());
    return line;
  }

  @Override
  public Integer call() throws Exception {
    Commands.needsDevice(session, spec.commandLine());
    return status(session, agent, NAME);
  }

  /** Asks for the status; {@code tasks status} is the same under another name. */
  static int status(Session session, AgentOptions agent, String reportName) throws Exception {
    if (session.options().dryRun) {
      return Commands.dryRun(session, agent.door().status());
    }
    try (Sources sources = session.sources()) {
      List<Asked<AgentStatus>> asked =
          sources.ask(device -> agent.on(device, sources.timeout()).status());
      return report(session, asked, reportName, Optional.empty());
    }
  }

  private static int report(
      Session session, List<Asked<AgentStatus>> asked, String reportName, Optional<String> done) {
    new AgentReport(
            reportName,
            asked.stream()
                .map(
                    each ->
                        new AgentReport.Entry(
                            each.source(),
                            each.value(),
                            each.value().isPresent() ? done : Optional.empty(),
                            each.failure()))
                .toList(),
            !session.options().noHeaders,
            ZoneId.systemDefault())
        .write(session.out(), session.options().output, session.surface());
    return Commands.tellFailures(session, asked);
  }

  private void refusePackage(CommandSpec spec) {
    if (!agent.packageName.equals(Agent.APK_PACKAGE)) {
      throw new ParameterException(
          spec.commandLine(),
          spec.name()
              + " is for the agent's own APK: "
              + agent.packageName
              + " comes and goes with its app");
    }
  }

  /** {@code agent status}. */
  @Command(
      name = "status",
      description = {"Ask the agent for its version, its state and its log's extent.", ""})
  private final class Status implements Callable<Integer> {
    @Spec CommandSpec spec;

    @Override
    public Integer call() throws Exception {
      Commands.needsDevice(session, spec.commandLine());
      return AgentCommand.this.call();
    }
  }

  /** {@code agent install}. */
  @Command(
      name = "install",
      description = {
        "Install the agent's APK, and ask the agent in it to answer.",
        "The APK is the one beside the program, or in the checkout, where it is built if need be.",
        ""
      })
  private final class Install implements Callable<Integer> {
    @Spec CommandSpec spec;

    @Option(names = "--apk", paramLabel = "FILE", description = "The APK to install instead.")
    Optional<String> apk = Optional.empty();

    @Override
    public Integer call() throws Exception {
      Commands.needsDevice(session, spec.commandLine());
      refusePackage(spec);
      ApkFile file = new ApkFile(session);
      if (session.options().dryRun) {
        ShellCommand install =
            ShellCommand.of("install")
                .with(AgentApk.INSTALL_OPTIONS.toArray(String[]::new))
                .with(file.planned(apk));
        return Commands.ownDryRun(
            session, install, ShellCommand.of("shell", agent.door().status().line()));
      }
      try (Sources sources = session.sources()) {
        // Before a minute is spent on building it.
        sources.chosenSerials();
        Path found = file.find(apk);
        List<Asked<AgentStatus>> asked =
            sources.ask(
                device ->
                    new AgentApk(agent.on(device, sources.timeout()))
                        .install(found, sources.installTimeout()));
        return report(session, asked, NAME, Optional.of("Installed, and it answers:"));
      }
    }
  }

  /** {@code agent uninstall}. */
  @Command(
      name = "uninstall",
      description = {"Uninstall the agent's APK, with its tasks and its log.", ""})
  private final class Uninstall implements Callable<Integer> {
    @Spec CommandSpec spec;

    @Override
    public Integer call() throws Exception {
      Commands.needsDevice(session, spec.commandLine());
      refusePackage(spec);
      if (session.options().dryRun) {
        return Commands.dryRun(session, AgentApk.uninstallCommand());
      }
      try (Sources sources = session.sources()) {
        List<Asked<Boolean>> asked =
            sources.ask(
                device -> {
                  new AgentApk(agent.on(device, sources.timeout())).uninstall();
                  return true;
                });
        new AgentReport(
                NAME,
                asked.stream()
                    .map(
                        each ->
                            new AgentReport.Entry(
                                each.source(),
                                Optional.empty(),
                                each.value().map(gone -> "Uninstalled."),
                                each.failure()))
                    .toList(),
                !session.options().noHeaders,
                ZoneId.systemDefault())
            .write(session.out(), session.options().output, session.surface());
        return Commands.tellFailures(session, asked);
      }
    }
  }
}
