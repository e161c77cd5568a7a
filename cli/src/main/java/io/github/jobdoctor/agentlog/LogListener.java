package io.github.jobdoctor.agentlog;

/** Hears what stands in a log, in its order. What it does not care for it leaves out. */
public interface LogListener {

  /**
   * A log begins, or goes on: a text may hold several pieces of one log, or of several.
   *
   * @param anew whether this is another log than before, whose numbers start anew
   */
  default void head(LogHead head, boolean anew) {}

  /** A record. Numbers rise within one log. */
  default void record(LogRecord record) {}

  /** Records are missing before the next record, or at the end. */
  default void gap(LogGap gap) {}

  /**
   * A line could not be understood.
   *
   * @param line its number in the text, from 1
   * @param text its beginning, as it stands there: it may hold control characters
   */
  default void unread(long line, String text) {}

  /** One that tells both, {@code first} first. */
  static LogListener both(LogListener first, LogListener second) {
    return new LogListener() {
      @Override
      public void head(LogHead head, boolean anew) {
        first.head(head, anew);
        second.head(head, anew);
      }

      @Override
      public void record(LogRecord record) {
        first.record(record);
        second.record(record);
      }

      @Override
      public void gap(LogGap gap) {
        first.gap(gap);
        second.gap(gap);
      }

      @Override
      public void unread(long line, String text) {
        first.unread(line, text);
        second.unread(line, text);
      }
    };
  }
}
