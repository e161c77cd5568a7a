package io.github.jobdoctor.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A packed text")
class ArchiveTest {

  private static final byte[] REPORT =
      Reports.bytes(
          Reports.HEAD + Reports.HEADING + Reports.service("jobscheduler", Reports.dump(3)));
  private static final byte[] OTHER = Reports.bytes("nothing of this is a dump\n");

  @TempDir Path folder;

  @Test
  @DisplayName("may be a bug report of any Android, as a file or by standard input")
  void bugReports() throws Exception {
    // Android 7 and later; main_entry.txt comes last.
    assertJobs(
        zip(
            "version.txt",
            Reports.bytes("2.0"),
            "FS/data/anr/traces.txt",
            OTHER,
            "dumpstate_log.txt",
            OTHER,
            "proto/jobscheduler.proto",
            new byte[] {8, 1},
            "bugreport-one-UP1A-2026-05-03-16-24-39.txt",
            REPORT,
            "main_entry.txt",
            Reports.bytes("bugreport-one-UP1A-2026-05-03-16-24-39.txt")));
    // Android 6.
    assertJobs(zip("bugreport-2026-05-03-16-24-39.txt", REPORT));
    // Samsung.
    assertJobs(zip("lastkmsg.txt", OTHER, "dumpState_G990BXX_202605031624.log", REPORT));
    // In a folder, by a person with a Mac.
    assertJobs(
        zip("a/", new byte[0], "a/bugreport-1.txt", REPORT, "__MACOSX/a/._bugreport-1.txt", OTHER));
  }

  @Test
  @DisplayName("may be the only text of a zip, whatever its name")
  void onlyText() throws Exception {
    assertJobs(zip("jobs.txt", REPORT, "screenshot.png", new byte[9]));
    assertJobs(zip("dumpsys.txt", REPORT, "notes.txt", OTHER));
    assertJobs(zip("phone.dumpsys", REPORT));
  }

  @Test
  @DisplayName("in a zip file is the one that main_entry.txt names")
  void mainEntry() throws Exception {
    byte[] zip =
        zip(
            "bugreport-a.txt", OTHER,
            "renamed.txt", REPORT,
            "main_entry.txt", Reports.bytes("renamed.txt\n"));
    assertEquals(3, jobs(file(zip)));
    assertTrue(
        refusal(zip("a.txt", REPORT, "main_entry.txt", Reports.bytes("b.txt")))
            .contains("main_entry.txt names is missing"));
  }

  @Test
  @DisplayName("may be packed by gzip, in one piece or several")
  void gzip() throws Exception {
    assertJobs(gzip(REPORT));
    ByteArrayOutputStream two = new ByteArrayOutputStream();
    two.write(gzip(Arrays.copyOf(REPORT, 700)));
    two.write(gzip(Arrays.copyOfRange(REPORT, 700, REPORT.length)));
    assertJobs(two.toByteArray());
  }

  @Test
  @DisplayName("among several is not guessed")
  void severalTexts() throws Exception {
    assertRefused("holds several texts", zip("a.txt", REPORT, "b.txt", REPORT));
    assertRefused("without a text file", zip("a.png", OTHER, "b.png", OTHER));
    assertRefused(
        "empty", new byte[] {'P', 'K', 5, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
  }

  @Test
  @DisplayName("in an archive within the archive is not read")
  void nested() throws Exception {
    byte[] inner = zip("bugreport-1.txt", REPORT);
    assertRefused("holds another archive (inner.zip)", zip("inner.zip", inner));
    assertRefused("holds another archive", zip("bugreport-1.txt", inner));
    assertRefused("holds another archive", gzip(gzip(REPORT)));
    assertRefused("holds another archive", gzip(inner));
    byte[] tar = new byte[1024];
    System.arraycopy(Reports.bytes("ustar"), 0, tar, 257, 5);
    assertRefused("is a tar archive", tar);
    assertRefused("is a tar archive", gzip(tar));
  }

  @Test
  @DisplayName("by a name that leads out of its folder is refused")
  void pathTricks() throws Exception {
    for (String name :
        new String[] {
          "../bugreport-1.txt",
          "a/../../bugreport-1.txt",
          "/etc/bugreport-1.txt",
          "C:\\bugreport-1.txt",
          "..\\bugreport-1.txt"
        }) {
      assertRefused("named so as to be written outside", zip(name, REPORT));
    }
    assertTrue(refusal(file(zip("bugreport-1.txt", REPORT, "../x", OTHER))).contains("outside"));
    assertTrue(
        refusal(file(zip("a.txt", REPORT, "main_entry.txt", Reports.bytes("../a.txt"))))
            .contains("outside"));
    assertEquals(3, jobs(file(zip("bugreport..1.txt", REPORT))));
  }

  @Test
  @DisplayName("that would unpack out of all proportion is refused, and large ones are not")
  void bombs() throws Exception {
    byte[] blank = new byte[1 << 20];
    Arrays.fill(blank, (byte) ' ');
    assertRefused("would unpack to more", packed(true, blank, 36));
    assertRefused("would unpack to more", packed(false, blank, 36));
    // Hardly any text of a bug report can be packed to less than a hundredth.
    byte[] text = new byte[1 << 20];
    Random random = new Random(3);
    for (int i = 0; i < text.length; i++) {
      text[i] = (byte) (i % 100 == 0 ? '\n' : i % 100 < 97 ? 'x' : 'a' + random.nextInt(26));
    }
    assertJobs(packed(true, text, 36));
    assertJobs(packed(false, text, 36));
  }

  @Test
  @DisplayName("that is damaged says so in a sentence")
  void damaged() throws Exception {
    byte[] noise = new byte[20_000];
    new Random(1).nextBytes(noise);
    byte[] zip = zip("bugreport-1.txt", join(REPORT, noise));
    byte[] gzip = gzip(join(REPORT, noise));
    for (int length : new int[] {3, 4, 10, 30, 100, zip.length / 2}) {
      assertRefused("", Arrays.copyOf(zip, Math.max(length, 4)));
      assertRefused("damaged", Arrays.copyOf(gzip, length));
    }
    byte[] turned = zip.clone();
    turned[zip.length / 2] ^= 0x55;
    assertRefused("damaged", turned);
    byte[] turnedGzip = gzip.clone();
    turnedGzip[gzip.length / 2] ^= 0x55;
    assertRefused("damaged", turnedGzip);
  }

  @Test
  @DisplayName("whose checksum does not fit is damaged, also where nothing else tells")
  void checksum() throws Exception {
    byte[] zip = stored("bugreport-1.txt", REPORT);
    zip[200] ^= 1;
    assertRefused("damaged", zip);
  }

  @Test
  @DisplayName("that is encrypted says so")
  void encrypted() throws Exception {
    byte[] zip = stored("bugreport-1.txt", REPORT);
    zip[6] |= 1;
    int directory = indexOf(zip, new byte[] {'P', 'K', 1, 2});
    zip[directory + 8] |= 1;
    assertRefused("is encrypted", zip);
  }

  @Test
  @DisplayName("with a name that is said to be UTF-8 and is not, is damaged")
  void badName() throws Exception {
    byte[] zip = stored("bugreport-1.txt", REPORT);
    zip[7] |= 8;
    zip[30] = (byte) 0xff;
    int directory = indexOf(zip, new byte[] {'P', 'K', 1, 2});
    zip[directory + 9] |= 8;
    zip[directory + 46] = (byte) 0xff;
    assertRefused("damaged", zip);
  }

  private void assertJobs(byte[] archive) throws Exception {
    assertEquals(3, jobs(file(archive)), "as a file");
    assertEquals(
        3,
        Reports.read(new ByteArrayInputStream(archive)).snapshot().jobs().size(),
        "by standard input");
  }

  private static int jobs(Path file) throws Exception {
    return DumpFile.read(file.toString(), Path.of(""), InputStream.nullInputStream())
        .snapshot()
        .jobs()
        .size();
  }

  private void assertRefused(String words, byte[] archive) throws IOException {
    for (String refusal : new String[] {refusal(file(archive)), refusal(archive)}) {
      assertTrue(refusal.contains(words), refusal);
      assertTrue(refusal.endsWith("."), refusal);
      assertEquals(1, refusal.lines().count());
    }
  }

  private static String refusal(Path file) {
    return assertThrows(UnreadableInputException.class, () -> jobs(file)).getMessage();
  }

  private static String refusal(byte[] archive) {
    return assertThrows(UnreadableInputException.class, () -> Reports.read(archive)).getMessage();
  }

  private Path file(byte[] content) throws IOException {
    return Files.write(folder.resolve("saved"), content);
  }

  /** Names and contents in turn. */
  private static byte[] zip(Object... entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (int i = 0; i < entries.length; i += 2) {
        zip.putNextEntry(new ZipEntry((String) entries[i]));
        zip.write((byte[]) entries[i + 1]);
      }
    }
    return bytes.toByteArray();
  }

  /** A zip that is packed by nothing, so that only its checksum guards it. */
  private static byte[] stored(String name, byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      ZipEntry entry = new ZipEntry(name);
      entry.setMethod(ZipEntry.STORED);
      entry.setSize(content.length);
      CRC32 checksum = new CRC32();
      checksum.update(content);
      entry.setCrc(checksum.getValue());
      zip.putNextEntry(entry);
      zip.write(content);
    }
    return bytes.toByteArray();
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    }
    return bytes.toByteArray();
  }

  /** A report with so many pieces behind it. */
  private static byte[] packed(boolean zip, byte[] piece, int times) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = zip ? new ZipOutputStream(bytes) : new GZIPOutputStream(bytes)) {
      if (out instanceof ZipOutputStream entries) {
        entries.putNextEntry(new ZipEntry("bugreport-1.txt"));
      }
      out.write(REPORT);
      for (int i = 0; i < times; i++) {
        out.write(piece);
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] joined = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }

  private static int indexOf(byte[] bytes, byte[] wanted) {
    int i = 0;
    while (!Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
      i++;
    }
    return i;
  }
}
