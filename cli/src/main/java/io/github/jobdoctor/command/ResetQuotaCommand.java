package io.github.jobdoctor.command;

import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.job.JobSchedulerSnapshot;
import io.github.jobdoctor.jobscheduler.Order;
import io.github.jobdoctor.jobscheduler.QuotaOrder;
import io.github.jobdoctor.jobscheduler.VerifiedOrder.Setting;
import io.github.jobdoctor.render.OrderReport.Subject;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code jobdoctor reset-quota JOB|PKG}. */
@Command(
    name = "reset-quota",
    description = {
      "Make Android forget what an app has used of its quota, and verify that in the dump (API 30 and"
          + " later). Jobs that are registered now go on counting as they do until they are"
          + " scheduled again.",
      ""
    })
final class ResetQuotaCommand extends VerifiedOrderCommand {

  @Parameters(paramLabel = "JOB|PKG", description = "The package, or a job that works for it.")
  String what;

  ResetQuotaCommand(Session session) {
    super(session, Order.RESET_QUOTA);
  }

  @Override
  Prepared prepare(Setting setting) throws NoSuchJobException, WrongUsageException {
    JobSchedulerSnapshot snapshot = setting.baseline();
    List<Integer> users =
        narrowing.packages(snapshot, Optional.of(what)).stream()
            .map(use -> use.userId())
            .distinct()
            .toList();
    if (users.size() > 1) {
      throw new WrongUsageException(
          what
              + " is known for the users "
              + String.join(", ", users.stream().map(String::valueOf).toList())
              + ": choose one with -u.");
    }
    if (users.size() == 1) {
      return prepared(setting, what, users.get(0));
    }
    Job.Source source =
        resolve(setting, what)
            .source()
            .orElseThrow(
                () -> new NoSuchJobException("The dump does not tell for whom the job works."));
    return prepared(setting, source.packageName(), source.userId());
  }

  private static Prepared prepared(Setting setting, String packageName, int userId) {
    long jobs =
        setting.baseline().jobs().stream()
            .flatMap(job -> job.source().stream())
            .filter(source -> source.packageName().equals(packageName))
            .filter(source -> source.userId() == userId)
            .count();
    return new Prepared(
        setting,
        Subject.of(packageName, userId, (int) jobs),
        new QuotaOrder(setting, packageName, userId));
  }
}
