package io.github.jobdoctor.jobscheduler;

import io.github.jobdoctor.device.Device;
import io.github.jobdoctor.device.DeviceException;
import io.github.jobdoctor.device.DeviceProperties;
import io.github.jobdoctor.device.ShellCommand;
import io.github.jobdoctor.device.ShellResult;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A device that expects certain commands in a certain order, and fails the test on any other. */
final class ScriptedDevice implements Device {

  private record Step(String command, ShellResult answer, boolean lost) {}

  private final Deque<Step> script = new ArrayDeque<>();
  private final Map<String, ShellResult> always = new HashMap<>();
  private final List<Step> forEver = new ArrayList<>();
  private int repeated;

  /** The next command, and what it prints. */
  ScriptedDevice expect(String command, String stdout) {
    return expect(command, stdout, "", 0);
  }

  ScriptedDevice expect(String command, String stdout, String stderr, int exitCode) {
    script.add(new Step(command, new ShellResult(stdout, stderr, exitCode), false));
    return this;
  }

  /** The device is lost while the next command runs. */
  ScriptedDevice loseDuring(String command) {
    script.add(new Step(command, new ShellResult("", "", 0), true));
    return this;
  }

  /** Once the script is through: this command, then the next one given so, in a circle. */
  ScriptedDevice thenForEver(String command, String stdout) {
    forEver.add(new Step(command, new ShellResult(stdout, "", 0), false));
    return this;
  }

  /** What a command prints whenever it comes, beside the script. */
  ScriptedDevice always(String command, String stdout) {
    always.put(command, new ShellResult(stdout, "", 0));
    return this;
  }

  /** The commands that were expected and did not come. */
  List<String> notAsked() {
    return script.stream().map(Step::command).toList();
  }

  private ShellResult answer(ShellCommand command) throws DeviceException {
    if (always.containsKey(command.line())) {
      return always.get(command.line());
    }
    Step step;
    if (!script.isEmpty()) {
      step = script.removeFirst();
    } else if (!forEver.isEmpty()) {
      step = forEver.get(repeated++ % forEver.size());
    } else {
      throw new AssertionError("unexpected command: " + command);
    }
    if (!step.command().equals(command.line())) {
      throw new AssertionError("expected " + step.command() + ", but got " + command);
    }
    if (step.lost()) {
      throw new DeviceException.NoDevice();
    }
    return step.answer();
  }

  @Override
  public String serial() {
    return "scripted";
  }

  @Override
  public ShellResult shell(ShellCommand command, Duration timeout) throws DeviceException {
    return answer(command);
  }

  @Override
  public <T> Streamed<T> stream(ShellCommand command, Duration timeout, OutputReader<T> reader)
      throws DeviceException {
    ShellResult result = answer(command);
    byte[] stdout = result.stdout().getBytes(StandardCharsets.UTF_8);
    try {
      return new Streamed<>(
          reader.read(new ByteArrayInputStream(stdout)), result.stderr(), result.exitCode());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public DeviceProperties properties() {
    throw new AssertionError("nobody should ask for properties");
  }

  @Override
  public int exec(ShellCommand command, Duration timeout, OutputStream sink) {
    throw new AssertionError("unexpected: " + command);
  }

  @Override
  public ShellResult install(Path apk, List<String> options, Duration timeout) {
    throw new AssertionError("unexpected: install " + apk);
  }
}
