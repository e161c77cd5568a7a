package io.github.jobdoctor.command;

import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The program: its commands, and one run of it. */
@Command(
    name = "jobdoctor",
    description = {
      "Why did my Android background job not run, and what makes it run?",
      "",
      "Try it without a phone: jobdoctor --demo jobs",
      ""
    },
    synopsisSubcommandLabel = "COMMAND")
public final class JobDoctor implements Runnable {

  /** picocli lays out its help in no less. */
  private static final int MIN_HELP_WIDTH = 55;

  @Spec CommandSpec spec;
  @Mixin GlobalOptions options;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Print the version.")
  boolean version;

  private JobDoctor(GlobalOptions options) {
    this.options = options;
  }

  /** Without a command there is nothing to do. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

  /**
   * Runs the program once.
   *
   * @return the exit code
   */
  public static int run(Host host, String... args) {
    ResultStream results = new ResultStream(host.out());
    PrintWriter out = writer(results);
    PrintWriter err = writer(host.err());
    int code = commandLine(host, out, err, List.of(args)).execute(args);
    out.flush();
    return results.judge(code, new Talk(err));
  }

  /**
   * The command line, the same for the program, for tests and for documents.
   *
   * @param words the words of the line; none gives all commands
   */
  static CommandLine commandLine(Host host, PrintWriter out, PrintWriter err, List<String> words) {
    GlobalOptions options = new GlobalOptions();
    Session session = new Session(host, options, out, new Talk(err));
    CommandLine line = new CommandLine(new JobDoctor(options));
    Map<String, Supplier<Object>> commands = commands(session);
    // Reading a command's annotations takes longer than running most: only those that the line may
    // name are read, and all of them for help, completion, and a name that there is not.
    Set<String> named = new LinkedHashSet<>(commands.keySet());
    named.retainAll(words);
    boolean all = named.isEmpty() || named.contains("help") || named.contains("completion");
    for (String name : all ? commands.keySet() : named) {
      line.addSubcommand(name, commands.get(name).get());
    }
    Errors errors = new Errors(options);
    line.setOut(out)
        .setErr(err)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(errors)
        .setExecutionExceptionHandler(errors)
        .setExecutionStrategy(parsed -> strategy(options, parsed))
        .registerConverter(Duration.class, new Durations())
        .setUsageHelpWidth(Math.max(MIN_HELP_WIDTH, Math.min(host.columns().orElse(80), 120)))
        .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    // A command's own options first, then those that all have.
    line.getSubcommands()
        .values()
        .forEach(sub -> sub.getCommandSpec().usageMessage().sortOptions(false));
    line.getCommandSpec().versionProvider(() -> new String[] {"jobdoctor " + Commands.version()});
    line.getCommandSpec()
        .usageMessage()
        .exitCodeListHeading("%nExit codes:%n")
        .exitCodeList(codes());
    return line;
  }

  private static Map<String, Supplier<Object>> commands(Session session) {
    Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
    commands.put("devices", () -> new DevicesCommand(session));
    commands.put("doctor", () -> new DoctorCommand(session));
    commands.put("jobs", () -> new JobsCommand(session));
    commands.put("show", () -> new ShowCommand(session));
    commands.put("why", () -> new WhyCommand(session));
    commands.put("history", () -> new HistoryCommand(session));
    commands.put("stats", () -> new StatsCommand(session));
    commands.put("run", () -> new RunCommand(session));
    commands.put("stop", () -> new StopCommand(session));
    commands.put("timeout", () -> new TimeoutCommand(session));
    commands.put("cancel", () -> new CancelCommand(session));
    commands.put("reset-quota", () -> new ResetQuotaCommand(session));
    commands.put("state", () -> new StateCommand(session));
    commands.put("expect", () -> new ExpectCommand(session));
    commands.put("with", () -> new WithCommand(session));
    commands.put("conditions", () -> ConditionsCommand.line(session));
    commands.put("tasks", () -> TasksCommand.line(session));
    commands.put("trigger", () -> new TriggerCommand(session));
    commands.put("logs", () -> LogsCommand.line(session));
    commands.put("agent", () -> AgentCommand.line(session));
    commands.put("watch", () -> new WatchCommand(session));
    commands.put("demo", () -> new DemoCommand(session));
    commands.put("schema", () -> new SchemaCommand(session));
    commands.put("completion", () -> new CompletionCommand(session));
    commands.put("version", () -> new VersionCommand(session));
    commands.put("help", () -> new HelpCommand(session));
    return commands;
  }

  private static int strategy(GlobalOptions options, CommandLine.ParseResult parsed) {
    boolean chosen = !options.serials.isEmpty() || options.allDevices;
    boolean contradiction = options.from.isPresent() && (options.demo || chosen);
    CommandLine.ParseResult last = parsed;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    CommandLine line = last.commandSpec().commandLine();
    if (contradiction) {
      throw new ParameterException(line, "--from names a file: it cannot go with devices");
    }
    if (options.allDevices && !options.serials.isEmpty()) {
      throw new ParameterException(line, "-s and --all-devices exclude each other");
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  private static Map<String, String> codes() {
    Map<String, String> codes = new LinkedHashMap<>();
    for (ExitCode code : ExitCode.values()) {
      codes.put(String.format("%4d", code.code()), code.meaning().replace("`", ""));
    }
    return codes;
  }

  private static PrintWriter writer(OutputStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), false);
  }
}
