package io.github.jobdoctor.command;

import io.github.jobdoctor.agentdoor.Agent;
import io.github.jobdoctor.agentdoor.Door;
import io.github.jobdoctor.device.Device;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The options that say which agent is meant; a group of commands shares one of these. */
final class AgentOptions {

  @Spec(Spec.Target.MIXEE)
  CommandSpec spec;

  @Option(
      names = {"-p", "--package"},
      scope = ScopeType.INHERIT,
      paramLabel = "PKG",
      description = "The app that embeds the agent; without it the agent's own APK is meant.")
  String packageName = Agent.APK_PACKAGE;

  @Option(
      names = {"-u", "--user"},
      scope = ScopeType.INHERIT,
      paramLabel = "N",
      description = "The Android user whose app is meant; 0 by default.")
  Optional<Integer> user = Optional.empty();

  /** The commands that reach the agent that is meant. */
  Door door() {
    if (!packageName.matches("\\w+(\\.\\w+)*")) {
      throw new ParameterException(
          spec.commandLine(), "'" + packageName + "' is no package: it is like com.example.app");
    }
    return new Door(
        packageName, user.isPresent() ? OptionalInt.of(user.get()) : OptionalInt.empty());
  }

  /** The agent that is meant, on a device. */
  Agent on(Device device, Duration timeout) {
    return new Agent(device, door(), timeout);
  }
}
