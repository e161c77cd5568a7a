package io.github.jobdoctor.command;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code jobdoctor completion}. */
@Command(
    name = "completion",
    description = {
      "Print a completion script for bash or zsh: source <(jobdoctor completion bash).",
      ""
    })
final class CompletionCommand implements Callable<Integer> {

  @Spec CommandSpec spec;

  @Parameters(arity = "0..1", paramLabel = "SHELL", description = "bash (the default) or zsh.")
  String shell = "bash";

  private final Session session;

  CompletionCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (!shell.equals("bash") && !shell.equals("zsh")) {
      throw new ParameterException(
          spec.commandLine(), "there is no completion for '" + shell + "': take bash or zsh");
    }
    // One script serves both: under zsh it turns on zsh's own support for bash completions.
    CommandLine root = spec.root().commandLine();
    session.out().print(AutoComplete.bash(root.getCommandName(), root));
    return ExitCode.DONE.code();
  }
}
