package io.github.jobdoctor.command;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code jobdoctor help [COMMAND]}. */
@Command(
    name = "help",
    description = {"Show the help of jobdoctor, or of one of its commands.", ""})
final class HelpCommand implements Callable<Integer> {

  @Spec CommandSpec spec;

  @Parameters(
      paramLabel = "COMMAND",
      description = "The command, and its subcommand if one is meant.")
  List<String> commands = new ArrayList<>();

  private final Session session;

  HelpCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    CommandLine meant = spec.root().commandLine();
    for (String name : commands) {
      meant = meant.getSubcommands().get(name);
      if (meant == null) {
        throw new ParameterException(
            spec.commandLine(), "there is no command '" + String.join(" ", commands) + "'");
      }
    }
    meant.usage(session.out());
    return ExitCode.DONE.code();
  }
}
