package io.github.jobdoctor.fuzz;

import io.github.jobdoctor.diagnosis.Surroundings;
import io.github.jobdoctor.diagnosis.rules.Diagnoses;
import io.github.jobdoctor.dumpsys.UnusableDumpException;
import io.github.jobdoctor.job.Job;
import io.github.jobdoctor.job.JobSchedulerSnapshot;
import io.github.jobdoctor.job.Neighbour;
import io.github.jobdoctor.job.Neighbours;
import io.github.jobdoctor.source.CapturedService;
import io.github.jobdoctor.source.DumpFile;
import io.github.jobdoctor.source.SavedDump;
import io.github.jobdoctor.source.SavedNeighbours;
import io.github.jobdoctor.source.UnreadableInputException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/**
 * The readers of files: bug reports as text, zipped and gzipped, and the diagnosis with all that
 * stands in them.
 */
public final class ReportFuzzer {

  private ReportFuzzer() {}

  /** Reads {@code data}; throws when the readers do not keep their promises. */
  public static void fuzzerTestOneInput(byte[] data) {
    Optional<SavedDump> dump = read(data);
    dump.ifPresent(read -> check(read, data));
    if (data.length > 1 && data[0] == 'P' && data[1] == 'K') {
      // A file is read from its end, a stream from its beginning.
      inFile(data).ifPresent(ReportFuzzer::diagnose);
    } else if (dump.isPresent() && isAscii(data)) {
      Optional<JobSchedulerSnapshot> unpacked = read(gzipped(data)).map(SavedDump::snapshot);
      if (!unpacked.equals(dump.map(SavedDump::snapshot))) {
        throw new IllegalStateException("packed it is another report");
      }
    }
  }

  private static Optional<SavedDump> read(byte[] data) {
    return read("-", data);
  }

  private static Optional<SavedDump> inFile(byte[] data) {
    try {
      Path file = Files.createTempFile("fuzzed", ".zip");
      try {
        Files.write(file, data);
        return read(file.toString(), data);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<SavedDump> read(String name, byte[] data) {
    try {
      return Optional.of(DumpFile.read(name, Path.of(""), new ByteArrayInputStream(data)));
    } catch (UnusableDumpException | UnreadableInputException refused) {
      if (refused.getMessage().isBlank() || refused.getMessage().contains("null")) {
        throw new IllegalStateException("a refusal without a reason", refused);
      }
      return Optional.empty();
    }
  }

  private static void check(SavedDump dump, byte[] data) {
    Neighbours neighbours = diagnose(dump);
    if (isAscii(data)) {
      CitedLines file = new CitedLines(data, 1);
      file.check(neighbours);
      // Of a line that was wrapped the whole is told, so the texts may differ.
      dump.snapshot().unread().forEach(line -> file.checkNumber(line.line()));
      dump.snapshot().jobs().forEach(job -> file.checkNumber(job.line()));
    }
    for (CapturedService service :
        dump.report().map(report -> report.services().values()).orElse(Set.of())) {
      if (service.leftOut() < 0 || service.firstLine() < 1) {
        throw new IllegalStateException("a service that cannot stand there: " + service);
      }
    }
  }

  private static Neighbours diagnose(SavedDump dump) {
    JobSchedulerSnapshot snapshot = dump.snapshot();
    Set<String> packages =
        snapshot.jobs().stream()
            .flatMap(job -> job.packageName().stream())
            .collect(Collectors.toSet());
    Neighbours neighbours =
        SavedNeighbours.of(dump.report(), EnumSet.allOf(Neighbour.class), packages);
    Diagnoses diagnoses = new Diagnoses(new Surroundings(snapshot, neighbours));
    for (Job job : snapshot.jobs()) {
      if (diagnoses.of(job).findings().stream().anyMatch(one -> one.id().equals("rule-failed"))) {
        throw new IllegalStateException("a rule failed on " + job.key());
      }
    }
    return neighbours;
  }

  /** Whether the text is as it is, and not in UTF-16 or marked. */
  private static boolean isAscii(byte[] data) {
    for (byte letter : data) {
      if (letter <= 0) {
        return false;
      }
    }
    return true;
  }

  static byte[] gzipped(byte[] data) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }
}
