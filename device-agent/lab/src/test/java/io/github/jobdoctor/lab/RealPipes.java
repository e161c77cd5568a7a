package io.github.jobdoctor.lab;

import android.os.ParcelFileDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.robolectric.annotation.Implementation;
import org.robolectric.annotation.Implements;
import org.robolectric.shadows.ShadowParcelFileDescriptor;

/**
 * Pipes of the operating system in place of Robolectric's, which are files: a reader waits for what
 * is written later, and sees the end when the writer has closed its side. Unlike on a device the
 * writer does not see that the reader is gone. Put in by {@code @Config(shadows =
 * RealPipes.class)}; wants {@code mkfifo}.
 */
@Implements(ParcelFileDescriptor.class)
public class RealPipes extends ShadowParcelFileDescriptor {

  @Implementation
  protected static ParcelFileDescriptor[] createPipe() throws IOException {
    Path folder = Files.createTempDirectory("jobdoctor-pipe");
    Path pipe = folder.resolve("pipe");
    try {
      Process made = new ProcessBuilder("mkfifo", pipe.toString()).inheritIO().start();
      if (made.waitFor() != 0) {
        throw new IOException("mkfifo " + pipe + " ended with " + made.exitValue());
      }
      // Opened for both directions a pipe does not wait for its other end; then neither does that.
      ParcelFileDescriptor writeEnd =
          ParcelFileDescriptor.open(pipe.toFile(), ParcelFileDescriptor.MODE_READ_WRITE);
      ParcelFileDescriptor readEnd =
          ParcelFileDescriptor.open(pipe.toFile(), ParcelFileDescriptor.MODE_READ_ONLY);
      return new ParcelFileDescriptor[] {readEnd, writeEnd};
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException(interrupted);
    } finally {
      Files.deleteIfExists(pipe); // Its ends are open; nobody needs the name.
      Files.delete(folder);
    }
  }
}
