package io.github.jobdoctor.command;

import io.github.jobdoctor.virtual.DemoDevices;
import io.github.jobdoctor.virtual.VirtualAdbServer;
import io.github.jobdoctor.virtual.VirtualDevice;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code jobdoctor demo}. */
@Command(
    name = "demo",
    description = {
      "Keep the built-in virtual devices running behind an adb server of their own, so that several"
          + " commands, and adb itself, can talk to devices that remember.",
      ""
    })
final class DemoCommand implements Callable<Integer> {

  @Spec CommandSpec spec;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "The port to listen on, on this computer only; by default a free one.")
  int port;

  @Option(
      names = "--for",
      paramLabel = "D",
      description = "End after this time; by default with Ctrl-C.")
  Optional<Duration> duration = Optional.empty();

  private final Session session;

  DemoCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (port < 0 || port > 65_535) {
      throw new ParameterException(spec.commandLine(), port + " is no port (0 to 65535)");
    }
    if (session.options().dryRun) {
      session.talk().note("The demo would listen on port " + port + ".");
      return ExitCode.DONE.code();
    }
    List<VirtualDevice> devices = DemoDevices.load();
    try (VirtualAdbServer server = VirtualAdbServer.start(devices, port)) {
      session
          .out()
          .println(
              "adb server with "
                  + devices.stream().map(VirtualDevice::serial).collect(Collectors.joining(", "))
                  + " on port "
                  + server.port());
      session.out().flush();
      session
          .talk()
          .note(
              "Try: jobdoctor -P "
                  + server.port()
                  + " devices, or adb -P "
                  + server.port()
                  + " devices. Ctrl-C ends it.");
      session.host().ticker().sleep(duration.orElse(Duration.ofDays(3650)));
      return ExitCode.DONE.code();
    } catch (IOException e) {
      session.talk().error("The demo cannot listen on port " + port + ": " + e.getMessage());
      return ExitCode.DEVICE.code();
    }
  }
}
