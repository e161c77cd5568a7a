package io.github.jobdoctor.tui;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Attributes.InputFlag;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.TerminalBuilder;

/**
 * A terminal as a whole screen: taken over, written to, and handed back as it was. Handing back
 * works from any thread and any number of times; what is written afterwards is thrown away.
 */
public final class Screen implements AutoCloseable {

  private static final String TAKE =
      // The other screen; no cursor; a line that is too long does not go on in the next.
      "\033[?1049h\033[?25l\033[?7l";

  private static final String HAND_BACK = "\033[0m\033[?7h\033[?25h\033[?1049l";

  /** What follows an Escape within this time belongs to it. */
  private static final long SEQUENCE_MILLIS = 40;

  private static final long STEP_MILLIS = 4;

  private final Terminal terminal;
  private final Attributes before;
  private final OutputStream output;
  private final InputStream input;
  private boolean taken;

  /**
   * The screen of {@code terminal}, not taken over yet.
   *
   * @param keys what is typed; read directly, since jline's own way of reading with a limit starts
   *     a process each time, and makes signals of keys
   */
  public Screen(Terminal terminal, InputStream keys) {
    this.terminal = terminal;
    this.input = keys;
    this.before = terminal.getAttributes();
    // Held on to, since jline closes its terminal when the process is told to end, perhaps before
    // it was handed back.
    this.output = terminal.output();
  }

  /**
   * The terminal that the program was started on; absent when there is none.
   *
   * @param keys standard input
   */
  public static Optional<Screen> system(InputStream keys) {
    try {
      return Optional.of(
          new Screen(
              TerminalBuilder.builder()
                  .system(true)
                  .dumb(false)
                  // Asking the terminal what it can do would have to wait for one that says
                  // nothing.
                  .graphemeCluster(false)
                  .nativeSignals(true)
                  .signalHandler(Terminal.SignalHandler.SIG_DFL)
                  .encoding(StandardCharsets.UTF_8)
                  .build(),
              keys));
    } catch (IOException | IllegalStateException none) {
      return Optional.empty();
    }
  }

  /** Takes the terminal over. */
  synchronized void take() {
    Attributes raw = new Attributes(before);
    raw.setLocalFlag(LocalFlag.ICANON, false);
    raw.setLocalFlag(LocalFlag.ECHO, false);
    raw.setLocalFlag(LocalFlag.IEXTEN, false);
    // Ctrl-C and Ctrl-Z come as keys, and Ctrl-S stops no output.
    raw.setLocalFlag(LocalFlag.ISIG, false);
    raw.setInputFlag(InputFlag.IXON, false);
    raw.setInputFlag(InputFlag.ICRNL, false);
    raw.setControlChar(ControlChar.VMIN, 1);
    raw.setControlChar(ControlChar.VTIME, 0);
    setAttributes(raw);
    taken = true;
    send(TAKE);
  }

  /** Hands the terminal back as it was. */
  synchronized void handBack() {
    if (taken) {
      send(HAND_BACK);
      taken = false;
      setAttributes(before);
    }
  }

  private void setAttributes(Attributes attributes) {
    try {
      terminal.setAttributes(attributes);
    } catch (IllegalStateException closed) {
      // Closing it has put them back already.
    }
  }

  synchronized void write(String text) {
    if (taken) {
      send(text);
    }
  }

  private void send(String text) {
    try {
      output.write(text.getBytes(StandardCharsets.UTF_8));
      output.flush();
    } catch (IOException gone) {
      // A terminal that is gone shows nothing; its input ends, and that ends the program.
    }
  }

  Size size() {
    org.jline.terminal.Size size;
    try {
      size = terminal.getSize();
    } catch (IllegalStateException closed) {
      return Size.USUAL;
    }
    return size.getColumns() <= 0 || size.getRows() <= 0
        ? Size.USUAL
        : new Size(size.getColumns(), size.getRows());
  }

  void onResize(Runnable listener) {
    terminal.handle(Signal.WINCH, signal -> listener.run());
  }

  void onContinue(Runnable listener) {
    terminal.handle(Signal.CONT, signal -> listener.run());
  }

  void onInterrupt(Runnable listener) {
    terminal.handle(Signal.INT, signal -> listener.run());
  }

  /** Reads keys until the terminal is gone; {@code keys} hears each. */
  void read(Consumer<Key> keys) {
    KeyDecoder decoder = new KeyDecoder(keys);
    try {
      while (true) {
        if (decoder.isInSequence() && !comesSoon()) {
          decoder.pause();
          continue;
        }
        int first = input.read();
        if (first < 0) {
          return;
        }
        for (char c : character(first).toCharArray()) {
          decoder.accept(c);
        }
      }
    } catch (IOException gone) {
      // The same as its end.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean comesSoon() throws IOException, InterruptedException {
    for (long waited = 0; waited < SEQUENCE_MILLIS; waited += STEP_MILLIS) {
      if (input.available() > 0) {
        return true;
      }
      Thread.sleep(STEP_MILLIS);
    }
    return input.available() > 0;
  }

  /** The whole character that begins with this byte of UTF-8. */
  private String character(int first) throws IOException {
    int length = first < 0xc0 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    byte[] bytes = new byte[length];
    bytes[0] = (byte) first;
    int read = 1 + input.readNBytes(bytes, 1, length - 1);
    return new String(bytes, 0, read, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    handBack();
    try {
      terminal.close();
    } catch (IOException e) {
      // It is handed back already.
    }
  }
}
