package io.github.jobdoctor.agent.log;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * What stood in a log at one moment: a copy of its ring, in which later appends change nothing.
 *
 * <p>Records come in the order of their sequence numbers. A number that is missing between two
 * records was damaged; numbers before {@link #firstSeq()} were overwritten.
 */
public final class LogSnapshot {

  private final RingFormat.Header header;
  private final ByteBuffer ring;
  private final long[] seqs;
  private final int[] offsets;
  private final int count;

  private LogSnapshot(
      RingFormat.Header header, ByteBuffer ring, long[] seqs, int[] offsets, int count) {
    this.header = header;
    this.ring = ring;
    this.seqs = seqs;
    this.offsets = offsets;
    this.count = count;
  }

  /**
   * Reads a log that any process may be writing at this moment.
   *
   * @throws UnreadableLogException when the file is no log of a known version
   * @throws IOException when the file cannot be read
   */
  public static LogSnapshot read(File file) throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file, "r")) {
      byte[] headerBytes = new byte[(int) Math.min(in.length(), RingFormat.HEADER_BYTES)];
      in.readFully(headerBytes);
      RingFormat.Header header = RingFormat.readHeader(headerBytes);
      LogSnapshot first = scan(header, copy(in, header));
      if (first.count == 0 || first.lastSeq() - first.firstSeq() == first.count - 1) {
        return first; // No gap, or no record at all: nothing can have slipped through.
      }
      // While a copy is made the writer goes on, so it may hold a record and lack the one before
      // it.
      // All that the first copy holds was there before the second was begun.
      return scan(header, copy(in, header)).upTo(first.lastSeq());
    }
  }

  private static byte[] copy(RandomAccessFile in, RingFormat.Header header) throws IOException {
    byte[] ring = new byte[header.capacity()];
    in.seek(RingFormat.HEADER_BYTES);
    int at = 0;
    while (at < ring.length) {
      int n = in.read(ring, at, ring.length - at);
      if (n < 0) {
        break; // A file that was cut: what is missing counts as zeros, like a ring not yet written.
      }
      at += n;
    }
    return ring;
  }

  /** Finds the valid records in a ring that nobody writes any more. */
  static LogSnapshot scan(RingFormat.Header header, byte[] bytes) {
    ByteBuffer ring = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    RingFormat.FrameChecksum checksum = new RingFormat.FrameChecksum(header.logId());
    int room = Math.max(16, bytes.length / 256);
    long[] seqs = new long[room];
    int[] offsets = new int[room];
    int count = 0;
    int offset = 0;
    while (offset + RingFormat.FRAME_BYTES <= bytes.length) {
      int length = ring.getInt(offset);
      if (length <= RingFormat.FRAME_BYTES
          || length > RecordCodec.MAX_RECORD_BYTES
          || length > bytes.length - offset
          || ring.getInt(offset + 4) != checksum.of(bytes, offset, offset, length)) {
        offset += 8;
        continue;
      }
      if (count == seqs.length) {
        seqs = Arrays.copyOf(seqs, count * 2);
        offsets = Arrays.copyOf(offsets, count * 2);
      }
      seqs[count] = ring.getLong(offset + 8);
      offsets[count++] = offset;
      offset += RingFormat.align(length);
    }
    rotateToOldest(seqs, offsets, count);
    return new LogSnapshot(header, ring, seqs, offsets, count);
  }

  /**
   * Records lie in the order of their numbers, but for one place: behind the newest is the oldest.
   */
  private static void rotateToOldest(long[] seqs, int[] offsets, int count) {
    int oldest = 0;
    for (int i = 1; i < count; i++) {
      if (seqs[i] < seqs[i - 1]) {
        oldest = i;
        break;
      }
    }
    if (oldest == 0) {
      return;
    }
    long[] seqsBefore = Arrays.copyOf(seqs, oldest);
    int[] offsetsBefore = Arrays.copyOf(offsets, oldest);
    int after = count - oldest;
    System.arraycopy(seqs, oldest, seqs, 0, after);
    System.arraycopy(offsets, oldest, offsets, 0, after);
    System.arraycopy(seqsBefore, 0, seqs, after, oldest);
    System.arraycopy(offsetsBefore, 0, offsets, after, oldest);
  }

  private LogSnapshot upTo(long lastSeq) {
    int kept = count;
    while (kept > 0 && seqs[kept - 1] > lastSeq) {
      kept--;
    }
    return new LogSnapshot(header, ring, seqs, offsets, kept);
  }

  /**
   * Tells this log from others at the same place; sequence numbers mean something only within it.
   */
  public long logId() {
    return header.logId();
  }

  /** When the log was created: wall clock in milliseconds. */
  public long created() {
    return header.created();
  }

  /** Bytes of the ring. */
  public int capacity() {
    return header.capacity();
  }

  /** How many records there are. */
  public int size() {
    return count;
  }

  /** Number of the oldest record; 0 when there is none. */
  public long firstSeq() {
    return count == 0 ? 0 : seqs[0];
  }

  /** Number of the newest record; 0 when there is none. */
  public long lastSeq() {
    return count == 0 ? 0 : seqs[count - 1];
  }

  /** Where the next record belongs in the ring, before a decision to begin again at 0. */
  int end() {
    if (count == 0) {
      return 0;
    }
    int last = offsets[count - 1];
    return last + RingFormat.align(ring.getInt(last));
  }

  /**
   * Hands over the records with a number above {@code after}, oldest first.
   *
   * @param after 0 for all
   */
  public void forEachAfter(long after, Consumer<LogRecord> reader) {
    RecordCodec codec = new RecordCodec();
    int from = Arrays.binarySearch(seqs, 0, count, after);
    for (int i = from < 0 ? -from - 1 : from + 1; i < count; i++) {
      int offset = offsets[i];
      LogRecord record;
      try {
        record = codec.decode(ring, offset, ring.getInt(offset), seqs[i]);
      } catch (IllegalArgumentException unknownCode) {
        // Its checksum is right, so some other writer wrote it: to a reader it is one of the gaps.
        continue;
      }
      reader.accept(record);
    }
  }

  /** Hands over all records, oldest first. */
  public void forEach(Consumer<LogRecord> reader) {
    forEachAfter(0, reader);
  }
}
