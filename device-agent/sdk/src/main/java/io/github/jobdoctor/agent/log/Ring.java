package io.github.jobdoctor.agent.log;

import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Appends records to a ring that lies in a mapped file or in memory; not for several threads. */
final class Ring {

  private final RingFormat.Header header;

  /** Position and limit of this buffer are only ever set by {@link #append}. */
  private final ByteBuffer ring;

  private final RingFormat.FrameChecksum checksum;
  private final ByteBuffer scratch =
      ByteBuffer.allocate(RecordCodec.MAX_RECORD_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private int end;
  private long lastSeq;

  /**
   * Goes on behind the newest record of {@code found}.
   *
   * @param ring the place of the ring alone, without the file's header
   */
  Ring(RingFormat.Header header, ByteBuffer ring, LogSnapshot found) {
    this.header = header;
    this.ring = ring.order(ByteOrder.LITTLE_ENDIAN);
    this.checksum = new RingFormat.FrameChecksum(header.logId());
    this.end = found.end();
    this.lastSeq = found.lastSeq();
  }

  RingFormat.Header header() {
    return header;
  }

  long lastSeq() {
    return lastSeq;
  }

  long append(LogRecord record) {
    return append(record, lastSeq + 1);
  }

  long append(LogRecord record, long seq) {
    scratch.putLong(8, seq);
    int length = RecordCodec.encode(record, scratch, 0);
    int at = end;
    if (length > header.capacity() - at) {
      for (int rest = at; rest < header.capacity(); rest += 8) {
        ring.putLong(rest, 0); // No record of the last lap may stay behind the newest one.
      }
      at = 0;
    }
    long crc = checksum.of(scratch.array(), 0, at, length) & 0xFFFFFFFFL;
    ring.putLong(at, 0);
    // As a Buffer: ByteBuffer has its own position(int) only since Java 9, and Android 24 has not.
    ((Buffer) ring).position(at + 8);
    ring.put(scratch.array(), 8, length - 8);
    // The commit point. No fence before it: whoever sees this store before the bytes above finds
    // the
    // checksum wrong, and takes the record for one that is not there yet.
    ring.putLong(at, (crc << 32) | length);
    end = at + RingFormat.align(length);
    lastSeq = seq;
    return seq;
  }

  /** A copy; the caller sees to it that nobody appends meanwhile. */
  LogSnapshot snapshot() {
    byte[] bytes = new byte[header.capacity()];
    ((Buffer) ring).position(0);
    ring.get(bytes);
    return LogSnapshot.scan(header, bytes);
  }
}
