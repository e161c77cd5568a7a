package io.github.jobdoctor.virtual;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The files of a virtual device, in memory. Directories come into being with the files in them, and
 * {@code /}, {@code /sdcard} and {@code /data/local/tmp} are always there.
 */
public final class VirtualFiles {

  private static final int DIRECTORY = 0040000;
  private static final int REGULAR_FILE = 0100000;

  /** Modification time of what a test put there: fixed, so that listings are the same each time. */
  private static final int SOME_TIME = (int) Instant.parse("2026-01-01T00:00:00Z").getEpochSecond();

  private final TreeMap<String, Entry> entries = new TreeMap<>();

  VirtualFiles() {
    entries.put("/", directory());
    makeDirectories("/sdcard/.");
    makeDirectories("/data/local/tmp/.");
  }

  /**
   * A file or directory.
   *
   * @param mode type and permission bits as in Linux's {@code st_mode}
   * @param modified seconds since 1970
   * @param content the bytes; empty for a directory; not copied
   */
  @SuppressWarnings("ArrayRecordComponent") // Compared by nobody; copying 2 MB pushes buys nothing.
  record Entry(int mode, int modified, byte[] content) {
    boolean isDirectory() {
      return (mode & DIRECTORY) != 0;
    }
  }

  /** Puts a readable file at an absolute path, in place of what was there. */
  public void put(String path, byte[] content) {
    put(path, 0644, SOME_TIME, content.clone());
  }

  /** The content of the file at this path; absent when there is none. */
  public Optional<byte[]> content(String path) {
    return find(path).filter(entry -> !entry.isDirectory()).map(entry -> entry.content().clone());
  }

  synchronized void put(String path, int permissions, int modified, byte[] content) {
    String file = normal(path);
    makeDirectories(file);
    entries.put(file, new Entry(REGULAR_FILE | (permissions & 0777), modified, content));
  }

  synchronized Optional<Entry> find(String path) {
    return Optional.ofNullable(entries.get(normal(path)));
  }

  /** What lies directly in a directory, by name; empty when there is no such directory. */
  synchronized Map<String, Entry> list(String directory) {
    String start = normal(directory);
    String prefix = start.equals("/") ? "/" : start + "/";
    TreeMap<String, Entry> children = new TreeMap<>();
    entries
        .tailMap(prefix, false)
        .forEach(
            (path, entry) -> {
              if (path.startsWith(prefix) && path.indexOf('/', prefix.length()) < 0) {
                children.put(path.substring(prefix.length()), entry);
              }
            });
    return children;
  }

  /** Makes an empty directory; false when there is something at that path. */
  synchronized boolean makeDirectory(String path) {
    String directory = normal(path);
    if (entries.containsKey(directory)) {
      return false;
    }
    makeDirectories(directory);
    entries.put(directory, directory());
    return true;
  }

  /** Removes what is at a path, with all that is in it; false when there is nothing. */
  public synchronized boolean remove(String path) {
    String start = normal(path);
    boolean there = entries.remove(start) != null;
    entries.keySet().removeIf(entry -> entry.startsWith(start + "/"));
    return there;
  }

  private void makeDirectories(String file) {
    for (int slash = file.indexOf('/', 1); slash > 0; slash = file.indexOf('/', slash + 1)) {
      entries.putIfAbsent(file.substring(0, slash), directory());
    }
  }

  private static Entry directory() {
    return new Entry(DIRECTORY | 0755, SOME_TIME, new byte[0]);
  }

  private static String normal(String path) {
    String single = ("/" + path).replaceAll("/+", "/");
    return single.length() > 1 && single.endsWith("/")
        ? single.substring(0, single.length() - 1)
        : single;
  }
}
