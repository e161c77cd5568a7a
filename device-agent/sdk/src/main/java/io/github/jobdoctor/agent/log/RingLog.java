package io.github.jobdoctor.agent.log;

import java.io.Closeable;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.security.SecureRandom;

/**
 * The log of one process that writes; safe for several threads.
 *
 * <p>A task must run whether or not there is a disk to tell of it. So {@link #open} never fails:
 * where no file can be had, the log lives in memory, and {@link #origin()} says why. When {@link
 * #append} has returned, the record survives the death of the process at any instruction (of the
 * device: from the next {@link #sync()}, or some seconds later by the kernel's own doing).
 *
 * <pre>{@code
 * try (RingLog log = RingLog.open(new File(dir, "tasks.ring"), RingLog.DEFAULT_CAPACITY, now)) {
 *   long run = log.append(LogRecord.builder(LogEvent.ENTRY).task("sync").wallTime(now).build());
 *   ...
 *   log.append(LogRecord.builder(LogEvent.EXIT).run(run).outcome(Outcome.SUCCESS).build());
 * }
 * }</pre>
 */
public final class RingLog implements Closeable {

  /** 256 KiB: about 2,000 records. */
  public static final int DEFAULT_CAPACITY = 256 * 1024;

  /** Smaller rings could not hold two records of full length. */
  public static final int MIN_CAPACITY = 8 * 1024;

  /** Larger ones cannot be copied for a reader. */
  public static final int MAX_CAPACITY = 512 * 1024 * 1024;

  private final File file;
  private FileChannel lockChannel;
  private MappedByteBuffer mapped;
  private Ring ring;
  private LogOrigin origin;

  private RingLog(File file) {
    this.file = file;
  }

  /**
   * Opens the log for writing, and makes it when it is not there.
   *
   * @param file where it lives; a file of the same name and {@code .lock} is put beside it
   * @param capacity bytes of the ring, brought into the allowed range and to a multiple of 8; a log
   *     of another capacity is moved into one of this capacity with as many of its newest records
   *     as fit
   * @param wallTime now, in milliseconds
   */
  public static RingLog open(File file, int capacity, long wallTime) {
    int allowed = RingFormat.align(Math.max(MIN_CAPACITY, Math.min(capacity, MAX_CAPACITY)));
    RingLog log = new RingLog(file);
    try {
      log.lock();
      log.openLocked(allowed, wallTime);
    } catch (IOException | RuntimeException noFile) {
      log.release();
      log.useMemory(allowed, wallTime, String.valueOf(noFile.getMessage()));
    }
    return log;
  }

  private void lock() throws IOException {
    File parent = file.getAbsoluteFile().getParentFile();
    if (!parent.isDirectory() && !parent.mkdirs() && !parent.isDirectory()) {
      throw new IOException("cannot make the folder " + parent);
    }
    @SuppressWarnings("resource") // Closing the channel closes the file, and gives the lock back.
    RandomAccessFile lockFile = new RandomAccessFile(new File(file.getPath() + ".lock"), "rw");
    lockChannel = lockFile.getChannel();
    FileLock lock;
    try {
      lock = lockChannel.tryLock();
    } catch (OverlappingFileLockException heldByThisProcess) {
      lock = null;
    }
    if (lock == null) {
      throw new IOException("another writer holds " + file);
    }
  }

  private void openLocked(int capacity, long wallTime) throws IOException {
    if (!file.exists()) {
      writeFile(emptyRing(capacity, wallTime));
      map();
      origin = new LogOrigin(LogOrigin.Kind.CREATED, "");
      return;
    }
    LogSnapshot found;
    try {
      found = LogSnapshot.read(file);
    } catch (UnreadableLogException unreadable) {
      writeFile(emptyRing(capacity, wallTime));
      map();
      origin = new LogOrigin(LogOrigin.Kind.STARTED_ANEW, unreadable.getMessage());
      return;
    }
    long length = file.length();
    long expected = RingFormat.HEADER_BYTES + (long) found.capacity();
    if (length == expected && found.capacity() == capacity) {
      map();
      origin = new LogOrigin(LogOrigin.Kind.CONTINUED, "");
      return;
    }
    // What is missing must be written, not merely be declared: a hole in a file has no room on a
    // disk
    // that is full by the time somebody stores into its mapping, and that is a SIGBUS.
    writeFile(refilled(found, capacity));
    map();
    origin =
        new LogOrigin(
            LogOrigin.Kind.REPAIRED,
            length != expected
                ? "the file had " + length + " bytes instead of " + expected
                : "moved from a ring of " + found.capacity() + " bytes to one of " + capacity);
  }

  private static byte[] emptyRing(int capacity, long wallTime) {
    return fileBytes(
        new RingFormat.Header(capacity, new SecureRandom().nextLong(), wallTime),
        new byte[capacity]);
  }

  /** The records of {@code found}, under their old numbers, in a whole file. */
  private static byte[] refilled(LogSnapshot found, int capacity) {
    RingFormat.Header header = new RingFormat.Header(capacity, found.logId(), found.created());
    byte[] bytes = new byte[capacity];
    Ring target = new Ring(header, ByteBuffer.wrap(bytes), LogSnapshot.scan(header, bytes));
    found.forEach(record -> target.append(record, record.seq));
    return fileBytes(header, bytes);
  }

  private static byte[] fileBytes(RingFormat.Header header, byte[] ring) {
    byte[] bytes = new byte[RingFormat.HEADER_BYTES + ring.length];
    System.arraycopy(RingFormat.headerBytes(header), 0, bytes, 0, RingFormat.HEADER_BYTES);
    System.arraycopy(ring, 0, bytes, RingFormat.HEADER_BYTES, ring.length);
    return bytes;
  }

  /**
   * Puts a whole file in place at once: whoever dies in between leaves the old one or the new one.
   */
  private void writeFile(byte[] bytes) throws IOException {
    File next = new File(file.getPath() + ".new");
    try {
      try (FileOutputStream out = new FileOutputStream(next)) {
        write(out, bytes);
        out.getFD().sync();
      }
      if (!next.renameTo(file)) {
        throw new IOException("cannot put " + next + " in place");
      }
    } catch (IOException failed) {
      next.delete();
      throw failed;
    }
  }

  private static void write(OutputStream out, byte[] bytes) throws IOException {
    int step = 64 * 1024;
    for (int at = 0; at < bytes.length; at += step) {
      out.write(bytes, at, Math.min(step, bytes.length - at));
    }
  }

  private void map() throws IOException {
    LogSnapshot found = LogSnapshot.read(file);
    try (RandomAccessFile access = new RandomAccessFile(file, "rw")) {
      mapped =
          access
              .getChannel()
              .map(FileChannel.MapMode.READ_WRITE, RingFormat.HEADER_BYTES, found.capacity());
    }
    ring =
        new Ring(
            new RingFormat.Header(found.capacity(), found.logId(), found.created()), mapped, found);
  }

  private void useMemory(int capacity, long wallTime, String reason) {
    mapped = null;
    RingFormat.Header header =
        new RingFormat.Header(capacity, new SecureRandom().nextLong(), wallTime);
    byte[] bytes = new byte[capacity];
    ring = new Ring(header, ByteBuffer.wrap(bytes), LogSnapshot.scan(header, bytes));
    origin = new LogOrigin(LogOrigin.Kind.IN_MEMORY, reason);
  }

  /** How the log came to be; changes only by {@link #clear}. */
  public synchronized LogOrigin origin() {
    return origin;
  }

  /**
   * Appends a record.
   *
   * @return its sequence number
   */
  public synchronized long append(LogRecord record) {
    return open().append(record);
  }

  /** The id by which {@link LogSnapshot#logId()} tells this log from others; costs no copy. */
  public synchronized long logId() {
    return open().header().logId();
  }

  /** Number of the newest record, 0 when there is none; costs no copy. */
  public synchronized long lastSeq() {
    return open().lastSeq();
  }

  private Ring open() {
    if (ring == null) {
      throw new IllegalStateException("the log is closed");
    }
    return ring;
  }

  /** A copy of all that was appended until now. */
  public synchronized LogSnapshot snapshot() {
    return open().snapshot();
  }

  /** Forgets all records; the log gets another id and its numbers begin at 1 again. */
  public synchronized void clear(long wallTime) {
    int capacity = ring.header().capacity();
    if (mapped != null) {
      try {
        writeFile(emptyRing(capacity, wallTime));
        map();
        origin = new LogOrigin(LogOrigin.Kind.CLEARED, "");
        return;
      } catch (IOException noFile) {
        release();
        useMemory(capacity, wallTime, String.valueOf(noFile.getMessage()));
        return;
      }
    }
    useMemory(capacity, wallTime, origin.reason());
  }

  /**
   * Whether the file is still there in its full length. Somebody with the right to do so may have
   * cut or deleted it; then the log is to be closed and opened again before the next append, since
   * a store into a mapping without a file behind it ends the process.
   */
  public synchronized boolean isIntact() {
    return mapped == null
        ? ring != null
        : file.length() == RingFormat.HEADER_BYTES + (long) ring.header().capacity();
  }

  /** Brings all records to the disk, so that they also survive the loss of power. Milliseconds. */
  public synchronized void sync() {
    if (mapped != null) {
      mapped.force();
    }
  }

  /** Gives the file to the next writer. */
  @Override
  public synchronized void close() {
    release();
    mapped = null;
    ring = null;
  }

  private void release() {
    if (lockChannel == null) {
      return;
    }
    try {
      lockChannel.close();
    } catch (IOException alreadyGone) {
      // The lock ends with the descriptor, and that is closed however this call ended.
    }
    lockChannel = null;
  }
}
