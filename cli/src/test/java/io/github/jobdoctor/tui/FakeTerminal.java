package io.github.jobdoctor.tui;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Predicate;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.impl.ExternalTerminal;
import org.jline.utils.ScreenTerminal;

/** A terminal in memory: what is typed into it, and what it shows. */
final class FakeTerminal implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final PipedOutputStream typing = new PipedOutputStream();
  private final PipedInputStream keys = new PipedInputStream(1 << 16);
  private final Written written = new Written();
  private final ExternalTerminal terminal;
  private final Attributes before;
  private volatile Attributes now = new Attributes();

  /** Keeps all bytes. */
  private static final class Written extends ByteArrayOutputStream {
    synchronized String text() {
      return toString(StandardCharsets.UTF_8);
    }
  }

  FakeTerminal(int columns, int rows) throws IOException {
    keys.connect(typing);
    terminal =
        new ExternalTerminal(
            "fake",
            "xterm-256color",
            InputStream.nullInputStream(),
            written,
            StandardCharsets.UTF_8) {
          @Override
          public void setAttributes(Attributes attributes) {
            super.setAttributes(attributes);
            now = new Attributes(attributes);
          }
        };
    terminal.setSize(org.jline.terminal.Size.of(columns, rows));
    before = new Attributes(terminal.getAttributes());
    now = before;
  }

  Screen screen() {
    return new Screen(terminal, keys);
  }

  void type(String keys) throws IOException {
    typing.write(keys.getBytes(StandardCharsets.UTF_8));
    typing.flush();
  }

  void resize(int columns, int rows) {
    terminal.setSize(org.jline.terminal.Size.of(columns, rows));
    terminal.raise(Signal.WINCH);
  }

  void raise(Signal signal) {
    terminal.raise(signal);
  }

  /** How many bytes were written so far. */
  int bytes() {
    return written.size();
  }

  String written() {
    return written.text();
  }

  boolean isAsBefore() {
    return now.getLocalFlags().equals(before.getLocalFlags())
        && now.getInputFlags().equals(before.getInputFlags());
  }

  /** What a terminal of the present size shows of all that was written since it has this size. */
  String shown() {
    String all = written.text();
    int clear = all.lastIndexOf("\033[2J");
    ScreenTerminal picture =
        new ScreenTerminal(terminal.getSize().getColumns(), terminal.getSize().getRows());
    picture.write("\033[?25l\033[?7l" + all.substring(Math.max(0, clear)));
    return picture.dump().replaceAll("<[^>]*>", "").replace("&lt;", "<").replace("&gt;", ">");
  }

  /** Waits until the screen is as wanted, and returns it. */
  String await(Predicate<String> wanted) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    String shown = shown();
    while (!wanted.test(shown)) {
      if (System.nanoTime() > end) {
        throw new AssertionError("never came to be; the screen is\n" + shown);
      }
      Thread.sleep(20);
      shown = shown();
    }
    return shown;
  }

  String await(String text) throws InterruptedException {
    return await(shown -> shown.contains(text));
  }

  @Override
  public void close() throws IOException {
    typing.close();
    terminal.close();
  }
}
