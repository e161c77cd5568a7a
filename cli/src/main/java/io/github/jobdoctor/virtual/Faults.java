package io.github.jobdoctor.virtual;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What goes wrong with a command on a virtual device. Immutable; the methods return changed copies.
 * {@link VirtualDevice#inject} puts them in force, for the next command or for as many as {@link
 * #times} says.
 *
 * @param dropAfter the connection breaks after this many bytes of output (standard output and
 *     standard error together); absent: it holds
 * @param delay the pause before each chunk of output; zero: none
 * @param noAnswer whether the device accepts the command and then says nothing until the client
 *     gives up
 * @param noExitPacket whether the stream ends in order, but without the exit packet of {@code
 *     shell_v2}
 * @param exitCode the exit code instead of the program's; absent: the program's
 * @param extraOutput how many bytes of lines are written before the program's own output
 * @param onlyFor the faults wait for a command line that contains this; absent: any command
 * @param times how many commands are hit
 */
public record Faults(
    OptionalLong dropAfter,
    Duration delay,
    boolean noAnswer,
    boolean noExitPacket,
    OptionalInt exitCode,
    long extraOutput,
    Optional<String> onlyFor,
    int times) {

  /** Nothing goes wrong. */
  public static Faults none() {
    return new Faults(
        OptionalLong.empty(),
        Duration.ZERO,
        false,
        false,
        OptionalInt.empty(),
        0,
        Optional.empty(),
        1);
  }

  /** The connection breaks after so many bytes of output. */
  public Faults droppingAfter(long bytes) {
    return new Faults(
        OptionalLong.of(bytes),
        delay,
        noAnswer,
        noExitPacket,
        exitCode,
        extraOutput,
        onlyFor,
        times);
  }

  /** Each chunk of output comes this much later. */
  public Faults delayingEachChunkBy(Duration pause) {
    return new Faults(
        dropAfter, pause, noAnswer, noExitPacket, exitCode, extraOutput, onlyFor, times);
  }

  /** The device never answers. */
  public Faults notAnswering() {
    return new Faults(dropAfter, delay, true, noExitPacket, exitCode, extraOutput, onlyFor, times);
  }

  /** The stream ends without an exit packet. */
  public Faults withoutExitPacket() {
    return new Faults(dropAfter, delay, noAnswer, true, exitCode, extraOutput, onlyFor, times);
  }

  /** The command seems to end with this exit code. */
  public Faults exitingWith(int code) {
    return new Faults(
        dropAfter,
        delay,
        noAnswer,
        noExitPacket,
        OptionalInt.of(code),
        extraOutput,
        onlyFor,
        times);
  }

  /** At least so many bytes of lines come before the program's own output. */
  public Faults withExtraOutput(long bytes) {
    return new Faults(dropAfter, delay, noAnswer, noExitPacket, exitCode, bytes, onlyFor, times);
  }

  /** Only a command line that contains {@code part} is hit; others do not count. */
  public Faults onlyFor(String part) {
    return new Faults(
        dropAfter, delay, noAnswer, noExitPacket, exitCode, extraOutput, Optional.of(part), times);
  }

  /** So many commands are hit. */
  public Faults times(int commands) {
    return new Faults(
        dropAfter, delay, noAnswer, noExitPacket, exitCode, extraOutput, onlyFor, commands);
  }
}
