package io.github.jobdoctor.dumpsys;

import io.github.jobdoctor.job.DumpLine;
import io.github.jobdoctor.job.VendorLine;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * A place in the text: the line that comes next, its number, and the lines left unread so far.
 * Takes off what people's tools have put around the lines, once it is told of it ({@link Dressing},
 * {@link Wrapping}).
 */
final class LineCursor {

  private static final int KEPT_UNREAD = 1000;

  private final DumpLines lines;

  /** How many lines of the file come before the text. */
  private final int before;

  private final Deque<String> returned = new ArrayDeque<>();
  private final List<DumpLine> unread = new ArrayList<>();
  private final List<VendorLine> vendorLines = new ArrayList<>();
  private int unreadCount;
  private String next;
  private String previous = "";

  /** How many lines were passed; a wrapped line counts as one. */
  private int passed;

  private final Tabs tabs = new Tabs();
  private Dressing dressing = Dressing.NONE;
  private Wrapping wrapping = Wrapping.NONE;
  private boolean sampled;

  /** The numbers of the lines by how many were passed before; only while lines are joined. */
  private int[] numbers = new int[0];

  LineCursor(DumpLines lines, int before) throws IOException {
    this.lines = lines;
    this.before = before;
    this.next = undressed();
  }

  /** The next line; {@code null} at the end. */
  String peek() {
    return next;
  }

  /** How many lines were passed. */
  int lines() {
    return number() - 1 - before;
  }

  /** The number of the next line; from 1, where no lines come before the text. */
  int number() {
    return number(0);
  }

  /**
   * The number of a line by its distance from the next one: negative for lines that were passed.
   */
  int number(int distance) {
    int index = passed + distance;
    return before + (wrapping.isNone() ? index + 1 : numbers[index]);
  }

  /**
   * The numbers of the first {@code count} of the last {@code last} lines; {@code null} when they
   * follow one another.
   */
  int[] numbers(int last, int count) {
    if (wrapping.isNone()) {
      return null;
    }
    int[] found = Arrays.copyOfRange(numbers, passed - last, passed - last + count);
    for (int i = 0; i < count; i++) {
      found[i] += before;
    }
    return found;
  }

  /** The line passed last; empty before the first. */
  String previous() {
    return previous;
  }

  void advance() throws IOException {
    previous = next == null ? previous : next;
    passed++;
    next = take();
    if (!wrapping.isNone()) {
      join();
    }
  }

  /** Takes back the last lines that were passed, in their order, so that they come next again. */
  void giveBack(List<String> passedLines) {
    if (passedLines.isEmpty()) {
      return;
    }
    if (next != null) {
      returned.addFirst(next);
    }
    for (int i = passedLines.size() - 1; i >= 0; i--) {
      returned.addFirst(passedLines.get(i));
    }
    next = returned.removeFirst();
    passed -= passedLines.size();
  }

  /** The lines after the next one, as many as there are up to {@code count}. */
  List<String> ahead(int count) throws IOException {
    while (returned.size() < count) {
      String line = undressed();
      if (line == null) {
        break;
      }
      returned.addLast(line);
    }
    return returned.stream().limit(count).toList();
  }

  /** Whether something is taken off each line already: it is done once, for all lines. */
  boolean isUndressed() {
    return !dressing.isNone();
  }

  /** From the next line on, all lines wear this. */
  void undress(Dressing worn) {
    dressing = worn;
    next = worn.takenOff(next);
    List<String> waiting = returned.stream().map(worn::takenOff).toList();
    returned.clear();
    returned.addAll(waiting);
  }

  /** Whether somebody has looked already at how the lines are broken: once is enough. */
  boolean isSampled() {
    return sampled;
  }

  /** From the next line on, all lines were broken so. */
  void unwrap(Wrapping broken) throws IOException {
    sampled = true;
    if (!wrapping.isNone() || broken.isNone()) {
      return;
    }
    numbers = new int[passed + 1024];
    for (int i = 0; i <= passed + 1; i++) {
      numbers[i] = i + 1;
    }
    wrapping = broken;
    join();
  }

  private String take() throws IOException {
    return returned.isEmpty() ? undressed() : returned.removeFirst();
  }

  private String undressed() throws IOException {
    String line = lines.next();
    if (line == null) {
      return null;
    }
    return tabs.expanded(dressing.isNone() ? line : dressing.takenOff(line));
  }

  /** Appends to the next line what a terminal has put below it. */
  private void join() throws IOException {
    int last = numbers[passed];
    if (next != null && next.length() == wrapping.width()) {
      StringBuilder joined = new StringBuilder(next);
      String piece = next;
      String following = take();
      while (following != null
          && wrapping.goesOn(piece, following)
          && joined.length() < DumpLines.MAX_LINE) {
        joined.append(following);
        piece = following;
        following = take();
        last++;
      }
      if (following != null) {
        returned.addFirst(following);
      }
      next = joined.toString();
    }
    if (passed + 2 > numbers.length) {
      numbers = Arrays.copyOf(numbers, numbers.length * 2);
    }
    // A line that was given back has its pieces joined already: its successor's number stands.
    numbers[passed + 1] = Math.max(numbers[passed + 1], last + 1);
  }

  /** Keeps a line that nobody understood. */
  void unread(int line, String text) {
    unreadCount++;
    if (unread.size() < KEPT_UNREAD) {
      unread.add(new DumpLine(line, text));
    }
  }

  /** Keeps a line that is not Android's but a vendor's. */
  void vendor(String vendor, int line, String text) {
    if (vendorLines.size() < KEPT_UNREAD) {
      vendorLines.add(new VendorLine(vendor, line, text));
    }
  }

  /** Keeps a line that nobody understood, or that is known as a vendor's. */
  void unreadOrVendor(int line, String text) {
    VendorLines.vendorOf(text)
        .ifPresentOrElse(vendor -> vendor(vendor, line, text), () -> unread(line, text));
  }

  List<DumpLine> unread() {
    return unread;
  }

  int unreadCount() {
    return unreadCount;
  }

  List<VendorLine> vendorLines() {
    return vendorLines;
  }

  /** The number of leading spaces. */
  static int indent(String line) {
    int i = 0;
    while (i < line.length() && line.charAt(i) == ' ') {
      i++;
    }
    return i;
  }
}
