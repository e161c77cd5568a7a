package io.github.jobdoctor.command;

import io.github.jobdoctor.conditions.Condition;
import io.github.jobdoctor.conditions.ConditionKind;
import io.github.jobdoctor.conditions.ConditionKinds;
import io.github.jobdoctor.conditions.Conditions;
import io.github.jobdoctor.conditions.Held;
import io.github.jobdoctor.conditions.Journal;
import io.github.jobdoctor.conditions.Restored;
import io.github.jobdoctor.conditions.Shown;
import io.github.jobdoctor.device.Device;
import io.github.jobdoctor.device.ShellCommand;
import io.github.jobdoctor.render.ConditionsReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code jobdoctor conditions show|set|restore}. */
@Command(
    name = "conditions",
    description = {
      "The conditions that devices are in: show them, set some and leave them, or put back what was"
          + " set here or by a `with` that was killed. Alone it shows them.",
      ""
    },
    footerHeading = "%nConditions:%n",
    synopsisSubcommandLabel = "[show|set|restore]")
final class ConditionsCommand implements Callable<Integer> {

  @Spec CommandSpec spec;

  private final Session session;
  private final SessionConditions here;

  private ConditionsCommand(Session session) {
    this.session = session;
    this.here = new SessionConditions(session);
  }

  /** The command with its subcommands. */
  static CommandLine line(Session session) {
    ConditionsCommand group = new ConditionsCommand(session);
    CommandLine line = new CommandLine(group);
    line.addSubcommand(group.new Show());
    line.addSubcommand(group.new SetSome());
    line.addSubcommand(group.new Restore());
    line.getCommandSpec().usageMessage().footer(forms());
    return line;
  }

  private static String[] forms() {
    List<String> lines = new ArrayList<>();
    for (ConditionKind kind : ConditionKinds.ALL) {
      lines.add("  " + kind.form());
      lines.add("      " + kind.meaning());
    }
    return lines.toArray(String[]::new);
  }

  @Override
  public Integer call() throws Exception {
    Commands.needsDevice(session, spec.commandLine());
    if (session.options().dryRun) {
      return Commands.dryRun(
          session,
          ShellCommand.of("dumpsys", "deviceidle"),
          ShellCommand.of("dumpsys", "battery"),
          ShellCommand.of("dumpsys", "power"),
          ShellCommand.of("dumpsys", "connectivity"),
          ShellCommand.of("dumpsys", "activity", "lru"));
    }
    try (Sources sources = session.sources()) {
      return report(sources.ask(device -> answer(sources, device)));
    }
  }

  /** What came of asking a device. */
  private record Answer(List<Shown> shown, Optional<Journal> journal, boolean atWork) {

    /** The same, with conditions that stay once this program has ended. */
    Answer left() {
      return new Answer(shown, journal, false);
    }
  }

  private Answer answer(Sources sources, Device device) throws Exception {
    Conditions conditions = here.with(sources);
    Optional<Journal> journal = conditions.journal(device);
    return new Answer(
        conditions.show(device), journal, journal.map(conditions::isAtWork).orElse(false));
  }

  private int report(List<Asked<Answer>> asked) {
    List<ConditionsReport.Entry> entries = new ArrayList<>();
    for (Asked<Answer> each : asked) {
      Answer answer = each.value().orElse(new Answer(List.of(), Optional.empty(), false));
      entries.add(
          new ConditionsReport.Entry(
              each.source(), answer.shown(), answer.journal(), answer.atWork(), each.failure()));
    }
    new ConditionsReport(entries, !session.options().noHeaders)
        .write(session.out(), session.options().output, session.surface());
    session.out().flush();
    return Commands.tellFailures(session, asked);
  }

  /** {@code conditions show}. */
  @Command(
      name = "show",
      description = {
        "The conditions of devices, which of them are forced or faked, and what a journal would put"
            + " back.",
        ""
      })
  private final class Show implements Callable<Integer> {
    @Override
    public Integer call() throws Exception {
      return ConditionsCommand.this.call();
    }
  }

  /** {@code conditions set}. */
  @Command(
      name = "set",
      description = {"Set conditions and leave them, until `jobdoctor conditions restore`.", ""})
  private final class SetSome implements Callable<Integer> {

    @Spec CommandSpec spec;
    @Mixin ConditionWords words = new ConditionWords();

    @Parameters(paramLabel = "CONDITION", description = "As in: doze unplugged")
    List<String> all = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
      Commands.needsDevice(session, spec.commandLine());
      List<Condition> wanted = words.parse(all, spec.commandLine());
      try (Sources sources = session.sources()) {
        if (session.options().dryRun) {
          return words.dryRun(session, sources, wanted, List.of());
        }
        Conditions conditions = here.guarded(sources, () -> {});
        int code =
            report(
                sources.ask(
                    device -> {
                      try (Held held = conditions.apply(device, wanted, words.force)) {
                        held.keep();
                        String prefix = here.prefix(device.serial());
                        held.notes().forEach(note -> session.talk().note(prefix + note));
                      }
                      // This run still goes on, but does not put them back at its end.
                      return answer(sources, device).left();
                    }));
        if (session.options().demo && code == 0) {
          session.talk().note("The demo's devices end with this command, and these with them.");
        }
        return code;
      }
    }
  }

  /** {@code conditions restore}. */
  @Command(
      name = "restore",
      description = {
        "Put devices back to how they were before `conditions set`, or before a `with` that was"
            + " killed or lost its device, on this computer or on another one.",
        ""
      })
  private final class Restore implements Callable<Integer> {

    @Spec CommandSpec spec;
    @Mixin ConditionWords words = new ConditionWords();

    @Override
    public Integer call() throws Exception {
      Commands.needsDevice(session, spec.commandLine());
      try (Sources sources = session.sources()) {
        Conditions conditions = here.with(sources);
        if (session.options().dryRun) {
          return dryRun(sources, conditions);
        }
        List<Asked<Restored>> asked =
            sources.ask(device -> conditions.restore(device, words.force));
        int code = Commands.tellFailures(session, asked);
        for (Asked<Restored> each : asked) {
          if (each.value().isPresent()) {
            code = Math.max(code, tell(sources, each));
          }
        }
        return code;
      }
    }

    private int tell(Sources sources, Asked<Restored> asked) throws Exception {
      Restored restored = asked.value().orElseThrow();
      String serial = asked.source().serial().orElse("");
      if (restored.conditions().isEmpty()) {
        session.talk().note("Nothing is journalled for " + serial + ", so nothing was changed.");
      }
      return here.tell(serial, sources.adbLine(serial), restored);
    }

    private int dryRun(Sources sources, Conditions conditions) throws Exception {
      List<Asked<List<Conditions.Planned>>> asked =
          sources.ask((Device device) -> conditions.planOfRestore(device));
      for (Asked<List<Conditions.Planned>> each : asked) {
        here.script(each.source().serial().orElse(""), each.value().orElse(List.of()), List.of())
            .forEach(session.out()::println);
      }
      return Commands.tellFailures(session, asked);
    }
  }
}
