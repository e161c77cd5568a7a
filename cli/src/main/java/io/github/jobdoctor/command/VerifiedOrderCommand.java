package io.github.jobdoctor.command;

import io.github.jobdoctor.device.DeviceException;
import io.github.jobdoctor.device.ShellCommand;
import io.github.jobdoctor.dumpsys.UnusableDumpException;
import io.github.jobdoctor.jobscheduler.Order;
import io.github.jobdoctor.jobscheduler.OrderOutcome;
import io.github.jobdoctor.jobscheduler.VerifiedOrder;
import io.github.jobdoctor.jobscheduler.VerifiedOrder.Setting;
import io.github.jobdoctor.render.OrderReport;
import io.github.jobdoctor.render.OrderReport.Answer;
import io.github.jobdoctor.render.OrderReport.Subject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A command that gives one of Android's orders beside {@code run}, and looks for its effect. */
abstract class VerifiedOrderCommand extends OrderCommand<VerifiedOrderCommand.Prepared, Answer> {

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final Order order;

  VerifiedOrderCommand(Session session, Order order) {
    super(session);
    this.order = order;
  }

  /**
   * An order on one device.
   *
   * @param setting the device
   * @param subject whom it is about
   * @param order the order
   */
  record Prepared(Setting setting, Subject subject, VerifiedOrder order) {}

  final Order order() {
    return order;
  }

  @Override
  final Duration patience() {
    return PATIENCE;
  }

  @Override
  final ShellCommand command(Prepared prepared) {
    return prepared.order().command();
  }

  @Override
  final Optional<String> refusal(Prepared prepared) {
    return order.refusal(prepared.setting().apiLevel());
  }

  @Override
  final Given<Answer> give(Prepared prepared, String prefix) {
    if (refusal(prepared).isEmpty()) {
      prepared.order().warnings().forEach(warning -> session.talk().note(prefix + warning));
    }
    try {
      return new Given<>(new Answer(prepared.subject(), prepared.order().give()), Optional.empty());
    } catch (DeviceException | UnusableDumpException | InterruptedException e) {
      OrderOutcome outcome = prepared.order().brokenOff();
      return brokenOff(
          new Answer(prepared.subject(), outcome), e, outcome.why().orElseThrow() + ".");
    }
  }

  @Override
  final void report(Sources sources, List<Asked<Given<Answer>>> asked) {
    new OrderReport(
            order,
            asked.stream()
                .map(
                    each ->
                        new OrderReport.Entry(
                            each.source(), each.value().map(Given::answer), failure(each)))
                .toList(),
            !session.options().noHeaders)
        .write(session.out(), session.options().output, session.surface());
  }

  @Override
  final ExitCode exitCode(Answer answer) {
    OrderOutcome outcome = answer.outcome();
    return switch (outcome.kind()) {
      case STOPPED, CANCELLED, RESET, NOTHING_TO_RESET, TOLD -> ExitCode.DONE;
      case NOT_RUNNING, ENDED, STILL_THERE, NOT_RESET -> ExitCode.NO;
      case STILL_RUNNING -> ExitCode.TIMED_OUT;
      case NOT_FOUND -> ExitCode.NOT_FOUND;
      case REFUSED -> ExitCode.REFUSED;
      case UNOBSERVABLE -> ExitCode.CANNOT_TELL;
    };
  }
}
