package io.github.jobdoctor.command;

import java.util.Optional;
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

  @Parameters(arity = "0..1", paramLabel = "COMMAND", description = "The command.")
  Optional<String> command = Optional.empty();

  private final Session session;

  HelpCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    CommandLine root = spec.root().commandLine();
    CommandLine meant = command.map(name -> root.getSubcommands().get(name)).orElse(root);
    if (meant == null || (command.isPresent() && meant == root)) {
      throw new ParameterException(
          spec.commandLine(), "there is no command '" + command.orElse("") + "'");
    }
    meant.usage(session.out());
    return ExitCode.DONE.code();
  }
}
