package io.github.jobdoctor.command;

import io.github.jobdoctor.render.Schema;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code jobdoctor schema}. */
@Command(
    name = "schema",
    description = {"Print the JSON Schema (2020-12) of the JSON output.", ""})
final class SchemaCommand implements Callable<Integer> {

  private final Session session;

  SchemaCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    session.out().print(Schema.text());
    return ExitCode.DONE.code();
  }
}
