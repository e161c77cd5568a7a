package io.github.jobdoctor.command;

import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.jobscheduler.Order;
import io.github.jobdoctor.jobscheduler.StopOrder;
import io.github.jobdoctor.jobscheduler.VerifiedOrder.Setting;
import io.github.jobdoctor.render.OrderReport.Subject;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code jobdoctor timeout JOB}. */
@Command(
    name = "timeout",
    description = {
      "End the run of a job as if its time were up, and verify that it ended (API 26 and later).",
      ""
    })
final class TimeoutCommand extends VerifiedOrderCommand {

  @Parameters(paramLabel = "JOB", description = Commands.JOB_FORMS)
  String job;

  TimeoutCommand(Session session) {
    super(session, Order.TIMEOUT);
  }

  @Override
  Prepared prepare(Setting setting) throws NoSuchJobException {
    Job meant = resolve(setting, job);
    return new Prepared(
        setting, Subject.of(meant), new StopOrder(order(), setting, meant, OptionalInt.empty()));
  }
}
