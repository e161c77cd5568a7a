package io.github.jobdoctor.command;

import io.github.jobdoctor.agentdoor.AgentApk;
import io.github.jobdoctor.device.Device;
import io.github.jobdoctor.device.DeviceEntry;
import io.github.jobdoctor.device.DeviceException;
import io.github.jobdoctor.device.DeviceProperties;
import io.github.jobdoctor.device.DeviceState;
import io.github.jobdoctor.device.Devices;
import io.github.jobdoctor.render.DevicesReport;
import io.github.jobdoctor.source.SourceInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code jobdoctor devices}. */
@Command(
    name = "devices",
    description = {
      "List the devices with their state, model, API level and the agent's version.",
      ""
    })
final class DevicesCommand implements Callable<Integer> {

  @Spec CommandSpec spec;

  private final Session session;

  DevicesCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws DeviceException, WrongUsageException {
    if (session.options().from.isPresent()) {
      throw new ParameterException(spec.commandLine(), "a saved dump (--from) lists no devices");
    }
    if (session.options().dryRun) {
      session.out().println(Commands.adbWord(session.options()) + " devices");
      return ExitCode.DONE.code();
    }
    try (Sources sources = session.sources()) {
      Devices devices = sources.devices();
      List<DevicesReport.Entry> entries = new ArrayList<>();
      for (DeviceEntry entry : sources.chosen(devices.list())) {
        entries.add(described(sources, devices, entry));
      }
      new DevicesReport(entries, !session.options().noHeaders)
          .write(session.out(), session.options().output, session.surface());
      if (entries.isEmpty()) {
        throw new DeviceException.NoDevice();
      }
      return ExitCode.DONE.code();
    }
  }

  private static DevicesReport.Entry described(
      Sources sources, Devices devices, DeviceEntry entry) {
    SourceInfo bare = SourceInfo.ofSerial(entry.serial(), sources.kind());
    if (entry.state() != DeviceState.DEVICE) {
      return new DevicesReport.Entry(
          bare,
          entry.state().word(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }
    try {
      Device device = devices.device(entry.serial());
      DeviceProperties properties = device.properties();
      return new DevicesReport.Entry(
          bare.with(properties),
          entry.state().word(),
          properties.manufacturer(),
          properties.release(),
          AgentApk.version(device, sources.timeout()),
          Optional.empty());
    } catch (DeviceException e) {
      return new DevicesReport.Entry(
          bare,
          entry.state().word(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.of(e.getMessage()));
    }
  }
}
