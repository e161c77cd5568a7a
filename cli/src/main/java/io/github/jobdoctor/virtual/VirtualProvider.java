package io.github.jobdoctor.virtual;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/**
 * A content provider of an app on a virtual device, as the shell's {@code content call} and {@code
 * content read} reach it. Several clients may ask at the same time.
 *
 * <p>A {@code RuntimeException} that it throws is what Android would throw at the shell: the shell
 * prints it on standard error and still ends with exit code 0.
 */
public interface VirtualProvider {

  /**
   * One {@code --extra KEY:TYPE:VALUE}.
   *
   * @param key its name
   * @param type {@code s}, {@code i}, {@code l}, {@code b}, {@code f}, {@code d}, or {@code n} for
   *     a key without a value
   * @param value as it was typed; a number where the type says so
   */
  record Extra(String key, char type, String value) {}

  /**
   * Answers {@code content call}.
   *
   * @param argument what {@code --arg} said
   * @return the {@code Bundle} as Android prints it, such as <code>Bundle[{answer=…}]</code>
   */
  String call(String method, Optional<String> argument, List<Extra> extras);

  /**
   * Answers {@code content read}: writes the file to its end, or until {@code out} fails.
   *
   * @param pathAndQuery what follows the authority in the URI, such as {@code /log?after=3}
   * @throws FileNotFoundException when there is no such file
   * @throws IOException when {@code out} failed: the reader went away
   */
  void read(String pathAndQuery, OutputStream out) throws FileNotFoundException, IOException;
}
