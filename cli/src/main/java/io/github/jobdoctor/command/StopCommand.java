package io.github.jobdoctor.command;

import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.jobscheduler.Order;
import io.github.jobdoctor.jobscheduler.StopOrder;
import io.github.jobdoctor.jobscheduler.VerifiedOrder.Setting;
import io.github.jobdoctor.render.OrderReport.Subject;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jobdoctor stop JOB [--reason N]}. */
@Command(
    name = "stop",
    description = {
      "End the run of a job as if the user had stopped it, and verify that it ended (API 34 and"
          + " later).",
      ""
    })
final class StopCommand extends VerifiedOrderCommand {

  @Parameters(paramLabel = "JOB", description = Commands.JOB_FORMS)
  String job;

  @Option(
      names = "--reason",
      paramLabel = "N",
      description =
          "What JobParameters.getStopReason tells the app: 13 (USER) by default, 10 is QUOTA, 3 is"
              + " TIMEOUT.")
  Optional<Integer> reason = Optional.empty();

  StopCommand(Session session) {
    super(session, Order.STOP);
  }

  @Override
  Prepared prepare(Setting setting) throws NoSuchJobException {
    Job meant = resolve(setting, job);
    OptionalInt number = reason.map(OptionalInt::of).orElse(OptionalInt.empty());
    return new Prepared(setting, Subject.of(meant), new StopOrder(order(), setting, meant, number));
  }
}
