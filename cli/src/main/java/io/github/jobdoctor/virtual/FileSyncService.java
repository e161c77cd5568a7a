package io.github.jobdoctor.virtual;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;

/**
 * adb's {@code sync:} service, behind push, pull and ls: requests of a four-letter id, a
 * little-endian length and a path, until {@code QUIT}.
 */
final class FileSyncService implements DeviceService {

  private static final int MAX_DATA = 64 * 1024;

  private final VirtualFiles files;

  FileSyncService(VirtualFiles files) {
    this.files = files;
  }

  @Override
  public void serve(InputStream in, OutputStream out) throws IOException {
    while (true) {
      String id = new String(LittleEndian.readFully(in, 4), US_ASCII);
      String argument = new String(LittleEndian.readFully(in, readNumber(in)), UTF_8);
      switch (id) {
        case "STAT" -> out.write(message("STAT", stat(files.find(argument))));
        case "LIST" -> list(argument, out);
        case "RECV" -> send(argument, out);
        case "SEND" -> receive(argument, in, out);
        case "QUIT" -> {
          return;
        }
        default -> {
          fail("unknown request " + id, out);
          return;
        }
      }
      out.flush();
    }
  }

  /** Mode, size and time; all zero for what does not exist, which is how adb says so. */
  private static int[] stat(Optional<VirtualFiles.Entry> entry) {
    return entry
        .map(e -> new int[] {e.mode(), e.content().length, e.modified()})
        .orElseGet(() -> new int[3]);
  }

  private void list(String directory, OutputStream out) throws IOException {
    for (Map.Entry<String, VirtualFiles.Entry> child : files.list(directory).entrySet()) {
      byte[] name = child.getKey().getBytes(UTF_8);
      int[] stat = stat(Optional.of(child.getValue()));
      out.write(message("DENT", stat[0], stat[1], stat[2], name.length));
      out.write(name);
    }
    out.write(message("DONE", 0, 0, 0, 0));
  }

  private void send(String path, OutputStream out) throws IOException {
    Optional<VirtualFiles.Entry> file = files.find(path);
    if (file.isEmpty() || file.get().isDirectory()) {
      fail(
          file.isEmpty() ? "open failed: No such file or directory" : "read failed: Is a directory",
          out);
      return;
    }
    byte[] content = file.get().content();
    for (int at = 0; at < content.length; at += MAX_DATA) {
      int length = Math.min(MAX_DATA, content.length - at);
      out.write(message("DATA", length));
      out.write(content, at, length);
    }
    out.write(message("DONE", 0));
  }

  private void receive(String pathAndMode, InputStream in, OutputStream out) throws IOException {
    // "/path,33188": the mode is decimal and follows the last comma.
    int comma = pathAndMode.lastIndexOf(',');
    String path = comma < 0 ? pathAndMode : pathAndMode.substring(0, comma);
    int mode = comma < 0 ? 0644 : Integer.parseInt(pathAndMode.substring(comma + 1));
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    while (true) {
      String id = new String(LittleEndian.readFully(in, 4), US_ASCII);
      int number = readNumber(in);
      if (id.equals("DONE")) {
        files.put(path, mode, number, content.toByteArray());
        out.write(message("OKAY", 0));
        return;
      }
      if (!id.equals("DATA") || number < 0 || number > MAX_DATA) {
        throw new IOException("not a data chunk: " + id + " " + number);
      }
      content.write(LittleEndian.readFully(in, number));
    }
  }

  private static void fail(String why, OutputStream out) throws IOException {
    byte[] text = why.getBytes(UTF_8);
    out.write(message("FAIL", text.length));
    out.write(text);
  }

  private static int readNumber(InputStream in) throws IOException {
    return LittleEndian.get(LittleEndian.readFully(in, 4), 0);
  }

  private static byte[] message(String id, int... numbers) {
    byte[] message = new byte[4 + 4 * numbers.length];
    System.arraycopy(id.getBytes(US_ASCII), 0, message, 0, 4);
    for (int i = 0; i < numbers.length; i++) {
      LittleEndian.put(message, 4 + 4 * i, numbers[i]);
    }
    return message;
  }
}
