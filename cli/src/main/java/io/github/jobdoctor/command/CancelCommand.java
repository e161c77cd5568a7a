package io.github.jobdoctor.command;

import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.job.Uid;
import io.github.jobdoctor.jobscheduler.CancelOrder;
import io.github.jobdoctor.jobscheduler.Order;
import io.github.jobdoctor.jobscheduler.VerifiedOrder.Setting;
import io.github.jobdoctor.render.OrderReport.Subject;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jobdoctor cancel JOB}, {@code jobdoctor cancel PKG --all}. */
@Command(
    name = "cancel",
    description = {
      "Take a job off Android's list, or all jobs of an app, and verify that they are gone (API 28"
          + " and later). Only the app can schedule them again.",
      ""
    })
final class CancelCommand extends VerifiedOrderCommand {

  @Parameters(
      paramLabel = "JOB|PKG",
      description = {Commands.JOB_FORMS, "With --all: a package."})
  String what;

  @Option(
      names = "--all",
      description =
          "All jobs of the package's uid, in every namespace, and those of apps that share the uid.")
  boolean all;

  CancelCommand(Session session) {
    super(session, Order.CANCEL);
  }

  @Override
  Prepared prepare(Setting setting) throws NoSuchJobException, WrongUsageException {
    if (all) {
      return prepareAll(setting);
    }
    if (narrowing.meant(setting.baseline(), what).isEmpty()
        && setting.baseline().jobsOf(what).findAny().isPresent()) {
      throw new WrongUsageException(
          what + " is a package: name one of its jobs, or cancel them all with --all.");
    }
    Job meant = resolve(setting, what);
    return new Prepared(setting, Subject.of(meant), CancelOrder.of(setting, meant));
  }

  private Prepared prepareAll(Setting setting) throws NoSuchJobException, WrongUsageException {
    if (narrowing.namespace.isPresent()) {
      throw new WrongUsageException("--all takes the jobs of every namespace: leave out -n.");
    }
    // Android cancels by the uid that scheduled a job, which is that of the job's service.
    List<Uid> uids =
        narrowing.apply(setting.baseline(), Optional.of(what)).stream()
            .filter(job -> job.servicePackage().filter(what::equals).isPresent())
            .flatMap(job -> job.key().callingUid().stream())
            .distinct()
            .toList();
    if (uids.isEmpty()) {
      throw new NoSuchJobException(
          "No job is registered by the package " + what + narrowing.words(true) + ".");
    }
    if (uids.size() > 1) {
      throw new WrongUsageException(
          what
              + " has jobs of the users "
              + String.join(", ", uids.stream().map(uid -> "" + uid.userId()).toList())
              + ": choose one with -u.");
    }
    CancelOrder order = CancelOrder.ofAll(setting, what, uids.get(0));
    return new Prepared(
        setting, Subject.of(what, uids.get(0).userId(), order.jobs().size()), order);
  }
}
