package io.github.jobdoctor.tui;

import java.io.IOException;

/** Stops the process, as Ctrl-Z does, until its shell lets it go on. */
final class Suspension implements Runnable {

  @Override
  public void run() {
    try {
      Process kill =
          new ProcessBuilder("kill", "-TSTP", Long.toString(ProcessHandle.current().pid()))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      // The process stops in here, and goes on from here.
      int unused = kill.waitFor();
    } catch (IOException noSuchProgram) {
      // Without it there is no shell to go to: the screen just goes on.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
