package io.github.jobdoctor.device;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellV2OutputTest {

  private final ByteArrayOutputStream wire = new ByteArrayOutputStream();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7, 100})
  void packetsAreReadHoweverTheWireCutsThem(int bytesPerRead) throws IOException {
    packet(1, "hello ");
    packet(2, "warning");
    packet(1, "");
    packet(1, "world\n");
    packet(3, "\u0003");

    ShellV2Output output = output(bytesPerRead);

    assertEquals("hello world\n", new String(output.readAllBytes(), UTF_8));
    assertEquals("warning", output.stderr());
    assertEquals(3, output.exitCode());
  }

  @Test
  void theExitCodeIsUnsigned() throws IOException {
    wire.write(new byte[] {3, 1, 0, 0, 0, (byte) 255});
    ShellV2Output output = output(100);
    output.finish();
    assertEquals(255, output.exitCode());
  }

  @Test
  void anEndWithoutExitCodeIsAnError() {
    packet(1, "half a dum");
    assertThrows(EOFException.class, () -> output(100).readAllBytes());
  }

  @Test
  void anEndWithinAPacketIsAnError() {
    packet(1, "whole");
    packet(1, "cut off");
    for (int length = wire.size() - 1; length > 0; length--) {
      byte[] cut = ByteBuffer.wrap(wire.toByteArray(), 0, length).array().clone();
      ShellV2Output output = new ShellV2Output(new ByteArrayInputStream(cut, 0, length)::read);
      assertThrows(EOFException.class, output::readAllBytes, "cut after " + length);
    }
  }

  @Test
  void anUnknownKindOfPacketIsAnError() {
    packet(1, "fine");
    packet(72, "TTP/1.1");
    assertThrows(GarbledAnswer.class, () -> output(100).readAllBytes());
  }

  @Test
  void anExitPacketWithoutCodeIsAnError() {
    packet(3, "");
    assertThrows(GarbledAnswer.class, () -> output(100).readAllBytes());
  }

  @Test
  void anAbsurdLengthCostsNoMemory() {
    wire.writeBytes(new byte[] {2, -1, -1, -1, -1, 'x'});
    assertThrows(EOFException.class, () -> output(100).readAllBytes());
  }

  @Test
  void onlyTheFirst64KibibytesOfStandardErrorAreKept() throws IOException {
    for (int i = 0; i < 100; i++) {
      packet(2, "e".repeat(1000));
    }
    packet(1, "still here");
    packet(3, "\0");

    ShellV2Output output = output(4096);

    assertEquals("still here", new String(output.readAllBytes(), UTF_8));
    assertEquals("e".repeat(65536), output.stderr());
  }

  @Test
  void afterTheEndThereIsNothing() throws IOException {
    packet(3, "\0");
    ShellV2Output output = output(100);
    assertEquals(-1, output.read());
    assertEquals(-1, output.read());
  }

  @Test
  void aFailureIsRememberedEvenIfTheReaderSwallowsIt() {
    packet(1, "half");
    ShellV2Output output = output(100);
    assertThrows(EOFException.class, output::readAllBytes);
    assertThrows(IOException.class, output::finish);
    assertEquals(EOFException.class, output.failure().getClass());
  }

  private void packet(int id, String content) {
    byte[] bytes = content.getBytes(UTF_8);
    wire.writeBytes(
        ByteBuffer.allocate(5)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put((byte) id)
            .putInt(bytes.length)
            .array());
    wire.writeBytes(bytes);
  }

  private ShellV2Output output(int bytesPerRead) {
    ByteArrayInputStream bytes = new ByteArrayInputStream(wire.toByteArray());
    return new ShellV2Output(
        (into, offset, length) -> bytes.read(into, offset, Math.min(length, bytesPerRead)));
  }
}
