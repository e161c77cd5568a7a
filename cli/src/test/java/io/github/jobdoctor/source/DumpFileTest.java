package io.github.jobdoctor.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.jobdoctor.dumpsys.UnusableDumpException;
import io.github.jobdoctor.dumpsys.UnusableDumpException.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A saved dump")
class DumpFileTest {

  private static final String DUMP = "Registered 1 jobs:\n  JOB #u0a5/7: abc com.x/.Svc\n";

  @TempDir Path folder;

  @Test
  @DisplayName("is read from a name that starts at the folder, or that stands alone")
  void reads() throws Exception {
    Path file = Files.writeString(folder.resolve("a dump.txt"), DUMP);
    assertEquals(
        1, DumpFile.read("a dump.txt", folder, nothing()).snapshot().registered().orElseThrow());
    assertEquals(
        1,
        DumpFile.read(file.toString(), Path.of("/"), nothing())
            .snapshot()
            .registered()
            .orElseThrow());
  }

  @Test
  @DisplayName("comes from standard input by the name -")
  void standardInput() throws Exception {
    InputStream in = new ByteArrayInputStream(DUMP.getBytes(StandardCharsets.UTF_8));
    assertEquals(1, DumpFile.read("-", folder, in).snapshot().registered().orElseThrow());
  }

  @Test
  @DisplayName("from standard input that fails is unreadable, not empty")
  void failingStandardInput() {
    InputStream failing =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("the pipe broke");
          }

          @Override
          public int read(byte[] into, int offset, int length) throws IOException {
            throw new IOException("the pipe broke");
          }
        };
    assertTrue(refusal("-", failing).contains("the pipe broke"));
  }

  @Test
  @DisplayName("that is missing, or a folder, is named in the message")
  void missingOrFolder() throws Exception {
    Files.createDirectory(folder.resolve("sub"));
    assertEquals("There is no file none.txt.", refusal("none.txt", nothing()));
    assertEquals("sub is a folder: name a file in it.", refusal("sub", nothing()));
    Files.writeString(folder.resolve("file"), DUMP);
    assertTrue(refusal("file/below", nothing()).contains("file/below"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\0b", ""})
  @DisplayName("by a name that no file can have is refused as well")
  void impossibleNames(String name) {
    assertTrue(refusal(name, nothing()).length() > 10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "P", "PK", "\u001f", " \n\n", "\ufeff"})
  @DisplayName("that is shorter than any mark is simply no dump")
  void tooShort(String content) throws Exception {
    Files.writeString(folder.resolve("short"), content);
    UnusableDumpException e =
        assertThrows(UnusableDumpException.class, () -> DumpFile.read("short", folder, nothing()));
    assertEquals(Reason.NOT_A_DUMP, e.reason());
  }

  private String refusal(String name, InputStream in) {
    return assertThrows(UnreadableInputException.class, () -> DumpFile.read(name, folder, in))
        .getMessage();
  }

  private static InputStream nothing() {
    return new ByteArrayInputStream(new byte[0]);
  }
}
