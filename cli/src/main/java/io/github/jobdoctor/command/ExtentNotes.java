package io.github.jobdoctor.command;

import io.github.jobdoctor.job.Extent;
import io.github.jobdoctor.job.JobSchedulerSnapshot;

/** What a reader of a list of jobs has to know of the dump that it comes from. */
final class ExtentNotes {

  private ExtentNotes() {}

  /** Tells whether jobs may be missing, and whether lines were not understood. */
  static void tell(Talk talk, String name, JobSchedulerSnapshot snapshot) {
    if (snapshot.extent() == Extent.FILTERED) {
      talk.note(
          name
              + " was dumped for one package: it shows "
              + snapshot.jobs().size()
              + " of "
              + snapshot.registered().orElse(0)
              + " registered jobs.");
    } else if (snapshot.extent() == Extent.FRAGMENT) {
      talk.note(
          name
              + " is a fragment: it does not say how many jobs are registered, and has "
              + snapshot.jobs().size()
              + ".");
    }
    if (snapshot.extent() == Extent.CUT_OFF && snapshot.hasAllJobs()) {
      talk.note("The end of " + name + " is missing; all of its jobs are there.");
    }
    if (snapshot.unreadCount() > 0) {
      talk.note(
          snapshot.unreadCount()
              + (snapshot.unreadCount() == 1 ? " line of " : " lines of ")
              + name
              + " could not be understood; -o json lists them.");
    }
  }
}
