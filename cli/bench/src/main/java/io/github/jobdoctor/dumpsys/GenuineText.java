package io.github.jobdoctor.dumpsys;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A dump as long as wanted, made of genuine blocks of all levels from 28, each with an id of its
 * own, and the end of a genuine dump.
 */
final class GenuineText {

  private static final int MEGABYTE = 1_000_000;
  private static final int OLDEST = 28;
  private static final int NEWEST = 37;

  /** The id in a heading, between the uid and the hash; a namespace may hold slashes and colons. */
  private static final Pattern ID =
      Pattern.compile("(?<=[#:]u\\d{1,3}a\\d{1,5}/|[#:]\\d{1,7}/)-?\\d+(?=: [0-9a-f]+ )");

  private final byte[] bytes;
  private final int jobs;

  private GenuineText(byte[] bytes, int jobs) {
    this.bytes = bytes;
    this.jobs = jobs;
  }

  /** The text of at least so many megabytes. */
  static GenuineText ofMegabytes(int megabytes) throws IOException {
    int size = Math.multiplyExact(megabytes, MEGABYTE);
    List<String> blocks = blocks();
    ByteArrayOutputStream registered = new ByteArrayOutputStream(size + MEGABYTE);
    int jobs = 0;
    while (registered.size() < size) {
      registered.writeBytes(bytes(withId(blocks.get(jobs % blocks.size()), jobs)));
      jobs++;
    }
    String newest = dump(NEWEST);
    ByteArrayOutputStream text = new ByteArrayOutputStream(registered.size() + MEGABYTE);
    text.writeBytes(bytes("Started users: [0, 10]\nRegistered " + jobs + " jobs:\n"));
    registered.writeTo(text);
    text.writeBytes(bytes(newest.substring(newest.indexOf("\nPrefetchController:"))));
    return new GenuineText(text.toByteArray(), jobs);
  }

  /** The length in bytes. */
  int length() {
    return bytes.length;
  }

  /** How many jobs it holds. */
  int jobs() {
    return jobs;
  }

  /** The text in UTF-8, from its beginning. */
  InputStream open() {
    return new ByteArrayInputStream(bytes);
  }

  /** Whole blocks of registered jobs, up to the line that closes each. */
  private static List<String> blocks() throws IOException {
    List<String> blocks = new ArrayList<>();
    for (int api = OLDEST; api <= NEWEST; api++) {
      for (String block : dump(api).split("(?m)(?=^  JOB )", -1)) {
        int ready = block.indexOf("\n    Ready: ");
        if (block.startsWith("  JOB ") && ready >= 0) {
          blocks.add(block.substring(0, block.indexOf('\n', ready + 1) + 1));
        }
      }
    }
    return blocks;
  }

  private static String withId(String block, int id) {
    return ID.matcher(block).replaceFirst(Integer.toString(id));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String dump(int api) throws IOException {
    String name = "aosp/api-" + api + "/active.txt";
    try (InputStream in = GenuineText.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
