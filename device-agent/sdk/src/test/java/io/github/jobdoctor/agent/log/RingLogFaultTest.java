package io.github.jobdoctor.agent.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a log is after its file was cut, torn, zeroed, replaced, or could not be had. */
class RingLogFaultTest {

  private static final int CAPACITY = RingLog.MIN_CAPACITY;

  @TempDir Path folder;

  private File file() {
    return folder.resolve("tasks.ring").toFile();
  }

  private RingLog open() {
    return RingLog.open(file(), CAPACITY, 1);
  }

  private byte[] bytes() throws IOException {
    return Files.readAllBytes(file().toPath());
  }

  private void write(byte[] bytes) throws IOException {
    Files.write(file().toPath(), bytes);
  }

  private static LogRecord record(long number) {
    // Of different lengths, so that new records end in the middle of old ones.
    return LogRecord.builder(LogEvent.EXIT)
        .task(Long.toString(number))
        .message("m".repeat((int) (number * 37 % 90)))
        .build();
  }

  private static List<Long> numbers(LogSnapshot snapshot) {
    List<Long> numbers = new ArrayList<>();
    snapshot.forEach(
        r -> {
          assertEquals(Long.toString(r.seq().getAsLong()), r.task().get(), "torn");
          assertEquals((int) (r.seq().getAsLong() * 37 % 90), r.message().orElse("").length());
          numbers.add(r.seq().getAsLong());
        });
    return numbers;
  }

  /**
   * As {@link LogSnapshot#read} sees a file of these bytes; thousands of files would take a minute.
   */
  private static LogSnapshot snapshotOf(byte[] file) throws IOException {
    return LogSnapshot.scan(
        RingFormat.readHeader(file),
        Arrays.copyOfRange(file, RingFormat.HEADER_BYTES, file.length));
  }

  private void fill(int records) {
    try (RingLog log = open()) {
      for (int i = 1; i <= records; i++) {
        log.append(record(i));
      }
    }
  }

  /**
   * The append of one record, stopped after each of its bytes, over many places of the ring: the
   * wrap at its end and records of several lengths underneath among them.
   */
  @Test
  void anAppendThatStopsAtAnyByteLosesNoOtherRecordAndLeavesNoHalfOne() throws Exception {
    int appendsTorn = 0;
    for (int before = 150; before < 320; before++) {
      Files.deleteIfExists(file().toPath());
      fill(before);
      byte[] old = bytes();
      List<Long> committed = numbers(LogSnapshot.read(file()));
      try (RingLog log = open()) {
        log.append(record(before + 1));
      }
      byte[] done = bytes();
      List<Long> after = numbers(LogSnapshot.read(file()));
      for (byte[] torn : tornStates(old, done)) {
        List<Long> found = numbers(snapshotOf(torn));
        long newest = found.get(found.size() - 1);
        assertTrue(newest == before || newest == before + 1, "newest is " + newest);
        // All that both states hold must be there; what the append overwrites may or may not be.
        List<Long> mustBeThere = new ArrayList<>(committed);
        mustBeThere.retainAll(after);
        assertTrue(found.containsAll(mustBeThere), mustBeThere + " in " + found);
        assertTrue(committed.containsAll(found.subList(0, found.size() - 1)));
        appendsTorn++;
      }
      // And the log goes on from a state in the middle.
      List<byte[]> states = tornStates(old, done);
      write(states.get(states.size() / 2));
      try (RingLog log = open()) {
        long newest = log.snapshot().lastSeq();
        assertEquals(newest + 1, log.append(record(newest + 1)));
        assertEquals(newest + 1, numbers(log.snapshot()).get(log.snapshot().size() - 1));
      }
    }
    assertTrue(appendsTorn > 10_000, "torn states: " + appendsTorn);
  }

  /**
   * The states of a file while an append runs, byte by byte, in the order in which it stores: zeros
   * to the end of the ring if it begins again at 0, zeros over the first eight bytes, the bytes
   * behind them, then the first eight at once.
   */
  private static List<byte[]> tornStates(byte[] old, byte[] done) {
    int first = 0;
    int last = 0;
    for (int i = 0; i < old.length; i++) {
      if (old[i] != done[i]) {
        first = first == 0 ? i : first;
        last = i;
      }
    }
    List<byte[]> states = new ArrayList<>();
    byte[] state = old.clone();
    int start = first / 8 * 8;
    int end = last + 1;
    boolean wrapped = start == RingFormat.HEADER_BYTES && last > old.length / 2;
    if (wrapped) {
      int rest = start;
      while (Arrays.equals(old, rest, rest + 8, done, rest, rest + 8) || rest < old.length / 2) {
        rest += 8;
      }
      for (int i = rest; i < old.length; i++) {
        state[i] = done[i];
        states.add(state.clone());
      }
      end = rest;
    }
    Arrays.fill(state, start, start + 8, (byte) 0);
    states.add(state.clone());
    for (int i = start + 8; i < end; i++) {
      state[i] = done[i];
      states.add(state.clone());
    }
    states.add(done.clone());
    return states;
  }

  @Test
  void aFileCutAtAnyLengthKeepsTheRecordsBeforeTheCutAndSaysSo() throws Exception {
    fill(40);
    byte[] whole = bytes();
    int all = LogSnapshot.read(file()).size();
    for (int length = 0; length < whole.length; length += length < 300 ? 1 : 7) {
      write(Arrays.copyOf(whole, length));
      try (RingLog log = open()) {
        List<Long> found = numbers(log.snapshot());
        if (length < RingFormat.HEADER_BYTES) {
          assertEquals(LogOrigin.Kind.STARTED_ANEW, log.origin().kind());
          assertEquals("the file ends after " + length + " bytes", log.origin().reason());
          assertEquals(List.of(), found);
        } else {
          assertEquals(LogOrigin.Kind.REPAIRED, log.origin().kind());
          assertEquals(
              "the file had " + length + " bytes instead of " + whole.length,
              log.origin().reason());
          assertTrue(found.size() <= all);
        }
        long next = log.append(record(found.size() + 1));
        assertEquals(found.size() + 1, next);
        assertEquals(whole.length, file().length());
        assertEquals(next, numbers(LogSnapshot.read(file())).get(found.size()));
      }
    }
  }

  @Test
  void anyByteThatChangedCostsAtMostOneRecord() throws Exception {
    fill(60);
    byte[] whole = bytes();
    int all = LogSnapshot.read(file()).size();
    for (int i = RingFormat.HEADER_BYTES; i < whole.length; i++) {
      byte[] bent = whole.clone();
      bent[i] ^= 0x40;
      assertTrue(numbers(snapshotOf(bent)).size() >= all - 1);
    }
  }

  @Test
  void anyByteOfTheHeaderThatChangedStartsTheLogAnew() throws Exception {
    fill(10);
    byte[] whole = bytes();
    for (int i = 0; i < 44; i++) {
      byte[] bent = whole.clone();
      bent[i] ^= 0x01;
      write(bent);
      assertThrows(UnreadableLogException.class, () -> LogSnapshot.read(file()));
      try (RingLog log = open()) {
        assertEquals(LogOrigin.Kind.STARTED_ANEW, log.origin().kind());
        assertFalse(log.origin().reason().isEmpty());
        assertEquals(1, log.append(record(1)));
      }
      assertEquals(List.of(1L), numbers(LogSnapshot.read(file())));
    }
  }

  @Test
  void zerosGarbageAndEmptyFilesStartTheLogAnew() throws Exception {
    byte[] garbage = new byte[100_000];
    new Random(5).nextBytes(garbage);
    for (byte[] bad : new byte[][] {new byte[0], new byte[100_000], garbage}) {
      write(bad);
      try (RingLog log = open()) {
        assertEquals(LogOrigin.Kind.STARTED_ANEW, log.origin().kind());
        assertEquals(1, log.append(record(1)));
      }
    }
  }

  @Test
  void aRingOfZerosOrGarbageBehindAGoodHeaderIsAnEmptyLog() throws Exception {
    fill(10);
    byte[] whole = bytes();
    byte[] garbage = new byte[CAPACITY];
    new Random(6).nextBytes(garbage);
    for (byte[] ring : new byte[][] {new byte[CAPACITY], garbage}) {
      System.arraycopy(ring, 0, whole, RingFormat.HEADER_BYTES, CAPACITY);
      write(whole);
      try (RingLog log = open()) {
        assertEquals(0, log.snapshot().size());
        assertEquals(1, log.append(record(1)));
      }
    }
  }

  @Test
  void anotherVersionIsNamedAndNotReadAsThisOne() throws Exception {
    fill(10);
    byte[] whole = bytes();
    whole[8] = 2;
    write(whole);
    String reason =
        assertThrows(UnreadableLogException.class, () -> LogSnapshot.read(file())).getMessage();
    assertEquals("the file has format version 2, known is 1", reason);
    try (RingLog log = open()) {
      assertEquals(reason, log.origin().reason());
    }
  }

  @Test
  void recordsOfAnotherLogAndMessagesThatLookLikeRecordsAreNotTakenForRecords() throws Exception {
    fill(3);
    byte[] first = bytes();
    Files.delete(file().toPath());
    fill(1);
    byte[] second = bytes();
    // Behind the one record of the second log lie those of the first, as after a file system's
    // mix-up.
    int behind = RingFormat.HEADER_BYTES + 400;
    System.arraycopy(first, RingFormat.HEADER_BYTES, second, behind, 600);
    write(second);
    assertEquals(List.of(1L), numbers(LogSnapshot.read(file())));
  }

  @Test
  void aFullDiskLeavesALogInMemoryThatSaysSo() throws Exception {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "this system has no device that is always full");
    // The new log is first written beside its place; there the disk is full.
    Files.createSymbolicLink(folder.resolve("tasks.ring.new"), full);
    try (RingLog log = open()) {
      assertEquals(LogOrigin.Kind.IN_MEMORY, log.origin().kind());
      assertTrue(log.origin().reason().contains("No space left"), log.origin().reason());
      assertEquals(1, log.append(record(1)));
      assertEquals(List.of(1L), numbers(log.snapshot()));
      log.sync();
      log.clear(2);
      assertEquals(LogOrigin.Kind.IN_MEMORY, log.origin().kind());
      assertEquals(1, log.append(record(1)));
    }
    assertFalse(file().exists());
    try (RingLog log = open()) {
      assertEquals(LogOrigin.Kind.CREATED, log.origin().kind(), "there is room again");
    }
  }

  @Test
  void aLogThatExistsGoesOnWhenTheDiskIsFull() throws Exception {
    assumeTrue(Files.exists(Path.of("/dev/full")), "this system has no device that is always full");
    fill(5);
    Files.createSymbolicLink(folder.resolve("tasks.ring.new"), Path.of("/dev/full"));
    try (RingLog log = open()) {
      assertEquals(LogOrigin.Kind.CONTINUED, log.origin().kind());
      assertEquals(6, log.append(record(6)));
    }
    assertEquals(6, LogSnapshot.read(file()).lastSeq());
  }

  @Test
  void aPlaceThatCannotBeWrittenLeavesALogInMemory() throws Exception {
    Path notAFolder = Files.writeString(folder.resolve("file"), "x");
    try (RingLog log = RingLog.open(notAFolder.resolve("tasks.ring").toFile(), CAPACITY, 1)) {
      assertEquals(LogOrigin.Kind.IN_MEMORY, log.origin().kind());
      assertTrue(log.origin().reason().contains("cannot make the folder"), log.origin().reason());
      assertEquals(1, log.append(record(1)));
    }
  }

  @Test
  void aReadOnlyFileIsReadAndTheNewRecordsLiveInMemory() throws Exception {
    fill(5);
    File lock = new File(file() + ".lock");
    assertTrue(file().setReadOnly() && lock.setReadOnly() && folder.toFile().setWritable(false));
    try {
      assumeTrue(!lock.canWrite(), "for root nothing is read-only");
      try (RingLog log = open()) {
        assertEquals(LogOrigin.Kind.IN_MEMORY, log.origin().kind());
        assertEquals(1, log.append(record(1)));
      }
      assertEquals(5, LogSnapshot.read(file()).lastSeq());
    } finally {
      assertTrue(folder.toFile().setWritable(true));
    }
  }

  @Test
  void aFolderInTheFilesPlaceLeavesALogInMemory() {
    assertTrue(file().mkdirs());
    try (RingLog log = open()) {
      assertEquals(LogOrigin.Kind.IN_MEMORY, log.origin().kind());
      assertEquals(1, log.append(record(1)));
    }
  }
}
