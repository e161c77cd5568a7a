package io.github.jobdoctor.command;

import io.github.jobdoctor.agentdoor.Agent;
import io.github.jobdoctor.agentdoor.AgentTask;
import io.github.jobdoctor.agentdoor.TaskRequest;
import io.github.jobdoctor.device.ShellCommand;
import io.github.jobdoctor.render.TasksReport;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code jobdoctor tasks list|register|unregister|status}. */
@Command(
    name = "tasks",
    description = {
      "The tasks in an agent's registry: list them, register one, unregister one, or ask whether"
          + " Android lets them run. Alone it lists them.",
      ""
    },
    synopsisSubcommandLabel = "[list|register|unregister|status]")
final class TasksCommand implements Callable<Integer> {

  @Spec CommandSpec spec;
  @Mixin AgentOptions agent = new AgentOptions();

  private final Session session;

  private TasksCommand(Session session) {
    this.session = session;
  }

  /** The command with its subcommands. */
  static CommandLine line(Session session) {
    TasksCommand group = new TasksCommand(session);
    CommandLine line = new CommandLine(group);
    line.addSubcommand(group.new ListTasks());
    line.addSubcommand(group.new Register());
    line.addSubcommand(group.new Unregister());
    line.addSubcommand(group.new Status());
    return line;
  }

  @Override
  public Integer call() throws Exception {
    return onEach(
        agent.door().tasks(0),
        asked -> {
          List<AgentTask> tasks = asked.tasks();
          if (tasks.isEmpty()) {
            session.talk().note("No task is registered on " + asked.device().serial() + ".");
          }
          return tasks;
        });
  }

  /** What a subcommand asks of an agent. */
  @FunctionalInterface
  private interface Order {
    List<AgentTask> give(Agent agent) throws Exception;
  }

  private int onEach(ShellCommand command, Order order) throws Exception {
    Commands.needsDevice(session, spec.commandLine());
    if (session.options().dryRun) {
      return Commands.dryRun(session, command);
    }
    try (Sources sources = session.sources()) {
      List<Asked<List<AgentTask>>> asked =
          sources.ask(device -> order.give(agent.on(device, sources.timeout())));
      new TasksReport(
              asked.stream()
                  .map(
                      each ->
                          new TasksReport.Entry(
                              each.source(), each.value().orElse(List.of()), each.failure()))
                  .toList(),
              !session.options().noHeaders,
              ZoneId.systemDefault())
          .write(session.out(), session.options().output, session.surface());
      return Commands.tellFailures(session, asked);
    }
  }

  /** {@code tasks list}. */
  @Command(
      name = "list",
      description = {"List the registered tasks.", ""})
  private final class ListTasks implements Callable<Integer> {
    @Override
    public Integer call() throws Exception {
      return TasksCommand.this.call();
    }
  }

  /** {@code tasks register}. */
  @Command(
      name = "register",
      description = {
        "Register a task, or register it again with other options; what is printed is what the agent"
            + " made of them. The interval that was registered last is that of the one worker.",
        ""
      })
  private final class Register implements Callable<Integer> {

    @Spec CommandSpec spec;

    @Parameters(paramLabel = "TASK", description = "The task's name. The app's code defines it.")
    String name;

    @Option(
        names = "--interval",
        paramLabel = "D",
        description = "How often it may run at most, such as 30m or 12h; Android's floor is 15m.")
    Optional<Duration> interval = Optional.empty();

    @Option(
        names = "--network",
        negatable = true,
        description = "Whether it waits for a network; yes unless told otherwise.")
    Boolean network;

    @Option(
        names = "--task-timeout",
        paramLabel = "D",
        description = "After this time a run has failed.")
    Optional<Duration> taskTimeout = Optional.empty();

    @Option(
        names = "--arguments",
        paramLabel = "TEXT",
        description = "What the task's code is given.")
    Optional<String> arguments = Optional.empty();

    @Override
    public Integer call() throws Exception {
      TaskRequest request =
          new TaskRequest(
              interval
                  .map(every -> OptionalLong.of((every.toSeconds() + 59) / 60))
                  .orElse(OptionalLong.empty()),
              Optional.ofNullable(network),
              taskTimeout.map(this::seconds).orElse(OptionalInt.empty()),
              arguments);
      return onEach(
          agent.door().register(name, request), asked -> List.of(asked.register(name, request)));
    }

    private OptionalInt seconds(Duration timeout) {
      long seconds = (timeout.toMillis() + 999) / 1_000;
      if (seconds < 1 || seconds > Integer.MAX_VALUE) {
        throw new ParameterException(spec.commandLine(), "--task-timeout is at least one second");
      }
      return OptionalInt.of((int) seconds);
    }
  }

  /** {@code tasks unregister}. */
  @Command(
      name = "unregister",
      description = {"Unregister a task. A run of it that goes on is not stopped.", ""})
  private final class Unregister implements Callable<Integer> {

    @Parameters(paramLabel = "TASK", description = "The task's name.")
    String name;

    @Override
    public Integer call() throws Exception {
      return onEach(
          agent.door().unregister(name),
          asked -> {
            asked.unregister(name);
            session.talk().note("Unregistered " + name + " on " + asked.device().serial() + ".");
            return List.of();
          });
    }
  }

  /** {@code tasks status}. */
  @Command(
      name = "status",
      description = {
        "Whether Android lets the tasks run: Available, or Restricted and why; and the one worker's"
            + " work.",
        ""
      })
  private final class Status implements Callable<Integer> {

    @Spec CommandSpec spec;

    @Override
    public Integer call() throws Exception {
      Commands.needsDevice(session, spec.commandLine());
      return AgentCommand.status(session, agent, "tasks");
    }
  }
}
