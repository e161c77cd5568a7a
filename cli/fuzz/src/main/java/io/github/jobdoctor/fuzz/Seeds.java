package io.github.jobdoctor.fuzz;

import io.github.jobdoctor.dumpsys.UnusableDumpException;
import io.github.jobdoctor.job.Neighbour;
import io.github.jobdoctor.source.BugReport;
import io.github.jobdoctor.source.CapturedService;
import io.github.jobdoctor.source.DumpFile;
import io.github.jobdoctor.source.UnreadableInputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** What the fuzzers begin with: the texts of the tests, cut to what each of them reads. */
final class Seeds {

  /** A fuzzer cuts what is longer. */
  private static final int LONGEST = 8192;

  private Seeds() {}

  /**
   * Writes them into a folder for each fuzzer.
   *
   * @param arguments the tests' resources, and the folder for the folders
   */
  public static void main(String[] arguments) throws IOException, ReportException {
    Path resources = Path.of(arguments[0]);
    Path into = Path.of(arguments[1]);
    write(into.resolve("neighbours"), neighbours(resources));
    write(into.resolve("reports"), reports(resources));
    write(into.resolve("logs"), logs(resources));
  }

  /** A bug report of the tests cannot be read. */
  static final class ReportException extends Exception {

    private static final long serialVersionUID = 1L;

    ReportException(Path report, Throwable cause) {
      super(report.toString(), cause);
    }
  }

  private static void write(Path folder, Map<String, byte[]> seeds) throws IOException {
    Files.createDirectories(folder);
    for (Map.Entry<String, byte[]> seed : seeds.entrySet()) {
      Files.write(folder.resolve(seed.getKey()), seed.getValue());
    }
  }

  private static List<Path> files(Path folder, String end) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(end)).sorted().toList();
    }
  }

  /** For {@link NeighbourFuzzer}: what the bug reports of the tests have of each neighbour. */
  static Map<String, byte[]> neighbours(Path resources) throws IOException, ReportException {
    Map<String, byte[]> seeds = new LinkedHashMap<>();
    for (Path file : files(resources, "report.txt")) {
      Map<String, CapturedService> services;
      try (InputStream none = InputStream.nullInputStream()) {
        services =
            DumpFile.read(file.toString(), Path.of(""), none)
                .report()
                .map(BugReport::services)
                .orElse(Map.of());
      } catch (UnusableDumpException | UnreadableInputException e) {
        throw new ReportException(file, e);
      }
      for (Neighbour neighbour : Neighbour.values()) {
        Optional.ofNullable(services.get(neighbour.service()))
            .map(service -> NeighbourFuzzer.input(neighbour, service.text()))
            .filter(seed -> seed.length <= LONGEST)
            // Many reports say the same.
            .ifPresent(seed -> seeds.putIfAbsent(name(neighbour.service(), seed), seed));
      }
    }
    return seeds;
  }

  private static String name(String service, byte[] seed) {
    CRC32 crc = new CRC32();
    crc.update(seed);
    return service.replace(' ', '-') + "-" + Long.toHexString(crc.getValue());
  }

  /** For {@link ReportFuzzer}: short bug reports, as text and packed. */
  static Map<String, byte[]> reports(Path resources) throws IOException {
    Map<String, byte[]> seeds = new LinkedHashMap<>();
    for (Path file : files(resources, "report.txt")) {
      byte[] text = Files.readAllBytes(file);
      if (text.length <= LONGEST) {
        seeds.put("report-" + seeds.size() + ".txt", text);
      }
    }
    byte[] first = seeds.values().iterator().next();
    seeds.put("report.txt.gz", ReportFuzzer.gzipped(first));
    seeds.put("report.zip", zipped(first, ZipEntry.DEFLATED));
    seeds.put("stored.zip", zipped(first, ZipEntry.STORED));
    String beginning = new String(first, StandardCharsets.UTF_8).substring(0, LONGEST / 4);
    seeds.put("utf-16.txt", ("\ufeff" + beginning).getBytes(StandardCharsets.UTF_16LE));
    return seeds;
  }

  private static byte[] zipped(byte[] report, int method) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(packed)) {
      add(zip, "version.txt", "2.0".getBytes(StandardCharsets.UTF_8), method);
      add(zip, "main_entry.txt", "bugreport-one.txt".getBytes(StandardCharsets.UTF_8), method);
      add(zip, "bugreport-one.txt", report, method);
    }
    return packed.toByteArray();
  }

  private static void add(ZipOutputStream zip, String name, byte[] content, int method)
      throws IOException {
    CRC32 crc = new CRC32();
    crc.update(content);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(method);
    entry.setSize(content.length);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }

  /** For {@link LogFuzzer}: what agents have said, and the file of a ring. */
  static Map<String, byte[]> logs(Path resources) throws IOException {
    Map<String, byte[]> seeds = new LinkedHashMap<>();
    for (Path file : files(resources, ".jsonl")) {
      seeds.put(seeds.size() + "-" + file.getFileName(), Files.readAllBytes(file));
    }
    seeds.put("tasks.ring", RingBytes.ring());
    return seeds;
  }
}
