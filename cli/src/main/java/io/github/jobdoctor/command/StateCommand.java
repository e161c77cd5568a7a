package io.github.jobdoctor.command;

import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.jobscheduler.Order;
import io.github.jobdoctor.jobscheduler.StateOrder;
import io.github.jobdoctor.jobscheduler.VerifiedOrder.Setting;
import io.github.jobdoctor.render.OrderReport.Subject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code jobdoctor state JOB}. */
@Command(
    name = "state",
    description = {
      "Tell where a job stands, in the words of Android's get-job-state; before API 26, which has no"
          + " such command, by the dump.",
      ""
    })
final class StateCommand extends VerifiedOrderCommand {

  @Parameters(paramLabel = "JOB", description = Commands.JOB_FORMS)
  String job;

  StateCommand(Session session) {
    super(session, Order.STATE);
  }

  @Override
  Prepared prepare(Setting setting) throws NoSuchJobException {
    Job meant = resolve(setting, job);
    return new Prepared(setting, Subject.of(meant), new StateOrder(setting, meant));
  }
}
