package io.github.jobdoctor.agentlog;

import java.util.ArrayList;
import java.util.List;

/** Writes down what it is told, in short. */
final class Heard implements LogListener {

  final List<String> said = new ArrayList<>();
  final List<LogRecord> records = new ArrayList<>();

  @Override
  public void head(LogHead head, boolean anew) {
    said.add((anew ? "log " : "on with ") + head.log());
  }

  @Override
  public void record(LogRecord record) {
    said.add(Long.toString(record.seq()));
    records.add(record);
  }

  @Override
  public void gap(LogGap gap) {
    said.add(gap.from() + "-" + gap.to() + " " + gap.cause().word());
  }

  @Override
  public void unread(long line, String text) {
    said.add("line " + line + " unread");
  }
}
