package io.github.jobdoctor.dumpsys;

import io.github.jobdoctor.job.DumpLine;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A place in the text: the line that comes next, its number, and the lines left unread so far. */
final class LineCursor {

  private static final int KEPT_UNREAD = 1000;

  private final DumpLines lines;
  private final Deque<String> returned = new ArrayDeque<>();
  private final List<DumpLine> unread = new ArrayList<>();
  private int unreadCount;
  private String next;
  private int number = 1;

  LineCursor(DumpLines lines) throws IOException {
    this.lines = lines;
    this.next = lines.next();
  }

  /** The next line; {@code null} at the end. */
  String peek() {
    return next;
  }

  /** The number of the next line, from 1. */
  int number() {
    return number;
  }

  void advance() throws IOException {
    next = returned.isEmpty() ? lines.next() : returned.removeFirst();
    number++;
  }

  /** Takes back the last lines that were passed, in their order, so that they come next again. */
  void giveBack(List<String> passed) {
    if (passed.isEmpty()) {
      return;
    }
    if (next != null) {
      returned.addFirst(next);
    }
    for (int i = passed.size() - 1; i >= 0; i--) {
      returned.addFirst(passed.get(i));
    }
    next = returned.removeFirst();
    number -= passed.size();
  }

  /** Keeps a line that nobody understood. */
  void unread(int line, String text) {
    unreadCount++;
    if (unread.size() < KEPT_UNREAD) {
      unread.add(new DumpLine(line, text));
    }
  }

  List<DumpLine> unread() {
    return unread;
  }

  int unreadCount() {
    return unreadCount;
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
