package io.github.jobdoctor.command;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;

/** Standard output that remembers why it failed, since writers above it only know that it did. */
final class ResultStream extends FilterOutputStream {

  private IOException failure;

  ResultStream(OutputStream out) {
    super(out);
  }

  @Override
  public void write(int b) throws IOException {
    try {
      out.write(b);
    } catch (IOException e) {
      throw remembered(e);
    }
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      throw remembered(e);
    }
  }

  @Override
  public void flush() throws IOException {
    try {
      out.flush();
    } catch (IOException e) {
      throw remembered(e);
    }
  }

  /**
   * The exit code after all. A reader that went away early, as {@code head} does, has what it
   * wanted; a full disk has not.
   */
  int judge(int code, Talk talk) {
    if (failure == null) {
      return code;
    }
    String message = String.valueOf(failure.getMessage());
    if (message.toLowerCase(Locale.ROOT).contains("broken pipe")) {
      return code;
    }
    talk.error("The results could not be written: " + message);
    return ExitCode.BUG.code();
  }

  private IOException remembered(IOException e) {
    failure = failure == null ? e : failure;
    return e;
  }
}
