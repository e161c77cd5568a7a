package io.github.jobdoctor.command;

import io.github.jobdoctor.render.VersionReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code jobdoctor version}. */
@Command(
    name = "version",
    description = {"Print the version.", ""})
final class VersionCommand implements Callable<Integer> {

  private final Session session;

  VersionCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    new VersionReport(Commands.version(), System.getProperty("java.version"))
        .write(session.out(), session.options().output);
    return ExitCode.DONE.code();
  }
}
