package io.github.jobdoctor.source;

import io.github.jobdoctor.dumpsys.JobSchedulerDump;
import io.github.jobdoctor.dumpsys.UnusableDumpException;
import io.github.jobdoctor.job.JobSchedulerSnapshot;
import java.io.InputStream;
import java.nio.file.Path;

/** A saved dump: a file, or standard input. */
public final class DumpFile {

  private DumpFile() {}

  /**
   * Reads the dump in {@code name}.
   *
   * @param folder what a relative name starts from
   * @param standardInput what {@code -} means
   * @throws UnreadableInputException when there is no such file, or it cannot be read
   * @throws UnusableDumpException when it holds no dump
   */
  public static JobSchedulerSnapshot read(String name, Path folder, InputStream standardInput)
      throws UnreadableInputException, UnusableDumpException {
    return SavedText.read(name, folder, standardInput, JobSchedulerDump::parse);
  }
}
