package io.github.jobdoctor.virtual;

import java.io.IOException;
import java.util.function.Supplier;

/** A system service of a virtual device, as {@code dumpsys NAME} and {@code cmd NAME} reach it. */
public interface AndroidService {

  /** Answers {@code dumpsys NAME ARGUMENTS}; returns the exit code. */
  int dump(Program.Invocation invocation) throws IOException;

  /** Answers {@code cmd NAME ARGUMENTS}; returns the exit code. */
  int command(Program.Invocation invocation) throws IOException;

  /** A service that dumps {@code text} whatever it is asked, and has no shell command. */
  static AndroidService dumping(String text) {
    return dumping(() -> text);
  }

  /** The same with a text that is asked for each time. */
  static AndroidService dumping(Supplier<String> text) {
    return new AndroidService() {
      @Override
      public int dump(Program.Invocation invocation) throws IOException {
        invocation.print(text.get());
        return 0;
      }

      @Override
      public int command(Program.Invocation invocation) throws IOException {
        // What Android's Binder answers for a service that does not override onShellCommand.
        invocation.printError("No shell command implementation.\n");
        return 0;
      }
    };
  }
}
