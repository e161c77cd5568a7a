package io.github.jobdoctor.command;

import io.github.jobdoctor.agentdoor.AgentApk;
import io.github.jobdoctor.conditions.ConditionException;
import io.github.jobdoctor.conditions.Conditions;
import io.github.jobdoctor.conditions.Journal;
import io.github.jobdoctor.device.AdbProgram;
import io.github.jobdoctor.device.Device;
import io.github.jobdoctor.device.DeviceEntry;
import io.github.jobdoctor.device.DeviceException;
import io.github.jobdoctor.device.DeviceState;
import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.diagnosis.Surroundings;
import io.github.jobdoctor.diagnosis.Verdict;
import io.github.jobdoctor.diagnosis.rules.DeviceChecks;
import io.github.jobdoctor.jobscheduler.JobScheduler;
import io.github.jobdoctor.render.AdbLine;
import io.github.jobdoctor.render.DoctorReport;
import io.github.jobdoctor.source.Reading;
import io.github.jobdoctor.source.SourceInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code jobdoctor doctor}. */
@Command(
    name = "doctor",
    description = {
      "Check this computer and the devices: adb, authorisation, the job scheduler's dump, the agent,"
          + " and what experiments have left behind (forced Doze, a faked battery, forced buckets).",
      ""
    })
final class DoctorCommand implements Callable<Integer> {

  private static final String JOURNAL = "leftover-conditions";
  private static final String JOURNAL_LABEL = "conditions";

  private final Session session;

  DoctorCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    if (session.options().dryRun) {
      return Commands.dryRun(session, JobScheduler.DUMP);
    }
    try (Sources sources = session.sources()) {
      List<DoctorReport.Entry> entries = new ArrayList<>();
      List<Finding> host = new ArrayList<>();
      if (session.options().from.isPresent()) {
        for (Reading reading : sources.read(DeviceChecks::question)) {
          entries.add(ofFile(reading));
        }
      } else {
        host.addAll(hostChecks());
        List<DeviceEntry> devices = connected(sources, host);
        for (DeviceEntry entry : devices) {
          if (entry.state() != DeviceState.DEVICE) {
            entries.add(unusable(sources, entry));
          }
        }
        List<String> usable =
            devices.stream()
                .filter(entry -> entry.state() == DeviceState.DEVICE)
                .map(DeviceEntry::serial)
                .toList();
        if (!usable.isEmpty()) {
          for (Asked<List<Finding>> asked :
              sources.ask(usable, device -> deviceChecks(sources, device))) {
            entries.add(ofDevice(sources, asked));
          }
        }
      }
      new DoctorReport(host, entries)
          .write(session.out(), session.options().output, session.surface());
      return conclude(host, entries);
    }
  }

  private List<Finding> hostChecks() {
    if (session.options().demo) {
      return List.of();
    }
    Optional<AdbProgram> adb = AdbProgram.find(session.host().environment());
    return List.of(
        adb.isPresent()
            ? Finding.clear("adb", "adb")
                .summary("The adb program is " + adb.get().path() + ".")
                .build()
            : Finding.note("adb", "adb")
                .summary("There is no adb program on the PATH or in the Android SDK's folders.")
                .remedy("Install Android's platform-tools, or set ANDROID_HOME.")
                .build());
  }

  /** The devices that the options mean; without a choice all of them. */
  private List<DeviceEntry> connected(Sources sources, List<Finding> host)
      throws WrongUsageException {
    try {
      List<DeviceEntry> all = sources.devices().list();
      List<DeviceEntry> chosen = sources.chosen(all);
      host.add(
          Finding.clear("adb-server", "adb server")
              .summary(
                  "It answers, and has "
                      + all.size()
                      + (all.size() == 1 ? " device." : " devices."))
              .build());
      if (all.isEmpty()) {
        throw new DeviceException.NoDevice();
      }
      return chosen;
    } catch (DeviceException e) {
      host.add(Finding.blocked("devices", "devices").summary(e.getMessage()).build());
      return List.of();
    }
  }

  private static DoctorReport.Entry unusable(Sources sources, DeviceEntry entry) {
    Finding.Builder finding =
        Finding.blocked("device-state", "connection")
            .summary("adb sees the device, but it is " + entry.state().word() + ".");
    if (entry.state() == DeviceState.UNAUTHORIZED) {
      finding.remedy("Unlock the device, and allow USB debugging for this computer.");
    } else {
      finding.remedy("Plug it in again, or restart the adb server: adb kill-server.");
    }
    return new DoctorReport.Entry(
        SourceInfo.ofSerial(entry.serial(), sources.kind()),
        Optional.empty(),
        List.of(finding.build()),
        AdbLine.PLAIN);
  }

  private List<Finding> deviceChecks(Sources sources, Device device) throws Exception {
    long start = System.nanoTime();
    Surroundings around = sources.surroundings(device, DeviceChecks::question);
    List<Finding> checks = new ArrayList<>();
    checks.add(dump(around, Optional.of(System.nanoTime() - start)));
    checks.add(
        AgentApk.version(device, sources.timeout())
            .map(
                version ->
                    Finding.clear("agent", "agent")
                        .summary("Version " + version + " is installed.")
                        .build())
            .orElseGet(
                () ->
                    Finding.clear("agent", "agent")
                        .summary("Not installed; only `tasks`, `trigger` and `logs` need it.")
                        .build()));
    checks.add(journal(sources, device));
    checks.addAll(DeviceChecks.of(around));
    return checks;
  }

  /** Conditions that a `with` has set, and nobody has put back. */
  private Finding journal(Sources sources, Device device) throws Exception {
    Conditions conditions = new SessionConditions(session).toRead(sources);
    try {
      Optional<Journal> journal = conditions.journal(device);
      if (journal.isEmpty() && conditions.isClaimed(device)) {
        return Finding.note(JOURNAL, JOURNAL_LABEL)
            .summary(
                "A run is about to set conditions, or was ended before it changed anything; until"
                    + " then no other may.")
            .remedy("Unless it still runs, take its lock away: jobdoctor conditions restore.")
            .build();
      }
      if (journal.isEmpty()) {
        return Finding.clear(JOURNAL, JOURNAL_LABEL)
            .summary("None is journalled on the device or here.")
            .build();
      }
      String who =
          journal.get().conditions()
              + ", by process "
              + journal.get().pid()
              + " on "
              + journal.get().host()
              + ", since "
              + journal.get().since()
              + ".";
      return conditions.isAtWork(journal.get())
          ? Finding.note(JOURNAL, JOURNAL_LABEL)
              .summary("In force by a run that goes on: " + who)
              .remedy("It puts the device back at its end.")
              .build()
          : Finding.blocked(JOURNAL, JOURNAL_LABEL)
              .summary("Set, and not put back: " + who)
              .remedy("Put the device back: jobdoctor conditions restore.")
              .build();
    } catch (ConditionException e) {
      return Finding.cannotTell(JOURNAL, JOURNAL_LABEL).summary(e.getMessage()).build();
    }
  }

  private static Finding dump(Surroundings around, Optional<Long> nanos) {
    return Finding.clear("dump", "job scheduler")
        .summary(
            "Its dump was read"
                + nanos.map(time -> " in " + time / 1_000_000 + " ms").orElse("")
                + ": "
                + around.snapshot().jobs().size()
                + (around.snapshot().jobs().size() == 1 ? " job." : " jobs."))
        .build();
  }

  private static DoctorReport.Entry ofDevice(Sources sources, Asked<List<Finding>> asked)
      throws Exception {
    AdbLine adb =
        asked.source().serial().isPresent()
            ? sources.adbLine(asked.source().serial().get())
            : AdbLine.PLAIN;
    return new DoctorReport.Entry(
        asked.source(), asked.failure(), asked.value().orElse(List.of()), adb);
  }

  private static DoctorReport.Entry ofFile(Reading reading) {
    List<Finding> checks =
        reading
            .diagnoses()
            .map(
                known -> {
                  List<Finding> all = new ArrayList<>();
                  all.add(dump(known.around(), Optional.empty()));
                  all.addAll(DeviceChecks.of(known.around()));
                  return all;
                })
            .orElse(new ArrayList<>());
    return new DoctorReport.Entry(reading.source(), reading.failure(), checks, AdbLine.PLAIN);
  }

  private int conclude(List<Finding> host, List<DoctorReport.Entry> entries) {
    int worst = 0;
    for (DoctorReport.Entry entry : entries) {
      worst =
          Math.max(
              worst,
              Commands.tellFailure(session, entry.source(), entry.failure(), entries.size() > 1));
      boolean unusable = entry.checks().stream().anyMatch(one -> one.id().equals("device-state"));
      boolean trouble = entry.checks().stream().anyMatch(one -> one.verdict() == Verdict.BLOCKED);
      ExitCode code = unusable ? ExitCode.DEVICE : trouble ? ExitCode.NO : ExitCode.DONE;
      worst = Math.max(worst, code.code());
    }
    boolean none = host.stream().anyMatch(one -> one.verdict() == Verdict.BLOCKED);
    return Math.max(worst, none ? ExitCode.DEVICE.code() : 0);
  }
}
