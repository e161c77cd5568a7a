package io.github.jobdoctor.command;

import io.github.jobdoctor.conditions.Condition;
import io.github.jobdoctor.conditions.Conditions;
import io.github.jobdoctor.device.Device;
import io.github.jobdoctor.render.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The words of conditions as they are typed, and the options that go with them. */
final class ConditionWords {

  @Option(
      names = {"-u", "--user"},
      paramLabel = "N",
      description = "The user whose apps are meant; else the current one.")
  Optional<Integer> user = Optional.empty();

  @Option(
      names = "--force",
      description =
          "Switch a network off through which the device is reached; restore what another process"
              + " still holds.")
  boolean force;

  List<Condition> parse(List<String> words, CommandLine line) {
    if (words.isEmpty()) {
      throw new ParameterException(line, line.getCommandName() + " wants at least one condition");
    }
    if (user.isPresent() && user.get() < 0) {
      throw new ParameterException(line, "a user is a number such as 0 or 10");
    }
    OptionalInt whose = user.map(OptionalInt::of).orElse(OptionalInt.empty());
    List<Condition> conditions = new ArrayList<>();
    for (String word : words) {
      try {
        conditions.add(Condition.parse(word, whose));
      } catch (IllegalArgumentException e) {
        throw new ParameterException(line, Printable.clean(e.getMessage()));
      }
    }
    return conditions.stream().distinct().toList();
  }

  /** What a device would get, in the order of the devices. */
  int dryRun(Session session, Sources sources, List<Condition> wanted, List<String> between)
      throws Exception {
    SessionConditions here = new SessionConditions(session);
    Conditions conditions = here.with(sources);
    List<Asked<List<Conditions.Planned>>> asked =
        sources.ask((Device device) -> conditions.plan(device, wanted, force));
    for (Asked<List<Conditions.Planned>> each : asked) {
      each.value()
          .ifPresent(
              plan ->
                  here.script(each.source().serial().orElse(""), plan, between)
                      .forEach(session.out()::println));
    }
    return Commands.tellFailures(session, asked);
  }
}
