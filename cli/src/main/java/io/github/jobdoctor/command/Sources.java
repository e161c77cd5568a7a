package io.github.jobdoctor.command;

import io.github.jobdoctor.conditions.ConditionException;
import io.github.jobdoctor.device.Adb;
import io.github.jobdoctor.device.AdbServer;
import io.github.jobdoctor.device.Device;
import io.github.jobdoctor.device.DeviceEntry;
import io.github.jobdoctor.device.DeviceException;
import io.github.jobdoctor.device.DeviceSelection;
import io.github.jobdoctor.device.Devices;
import io.github.jobdoctor.diagnosis.NeighbourQuestion;
import io.github.jobdoctor.diagnosis.Surroundings;
import io.github.jobdoctor.dumpsys.UnusableDumpException;
import io.github.jobdoctor.job.Extent;
import io.github.jobdoctor.job.JobSchedulerSnapshot;
import io.github.jobdoctor.job.Neighbours;
import io.github.jobdoctor.jobscheduler.JobScheduler;
import io.github.jobdoctor.jobscheduler.LiveNeighbours;
import io.github.jobdoctor.render.AdbLine;
import io.github.jobdoctor.source.BugReport;
import io.github.jobdoctor.source.DumpFile;
import io.github.jobdoctor.source.Reading;
import io.github.jobdoctor.source.SavedDump;
import io.github.jobdoctor.source.SavedNeighbours;
import io.github.jobdoctor.source.SourceInfo;
import io.github.jobdoctor.source.SourceInfo.Kind;
import io.github.jobdoctor.source.UnreadableInputException;
import io.github.jobdoctor.virtual.DemoDevices;
import io.github.jobdoctor.virtual.VirtualAdbServer;
import io.github.jobdoctor.virtual.VirtualDevice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/** The sources that the options name: a file, the demo's devices, or devices behind adb. */
final class Sources implements AutoCloseable {

  /** How long a dump may take; dumpsys itself gives up after ten seconds. */
  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(20);

  /** Another service than the job scheduler is worth no longer wait. */
  private static final Duration NEIGHBOUR = Duration.ofSeconds(8);

  /** An old phone takes minutes to verify and optimise an APK. */
  private static final Duration INSTALL_TIMEOUT = Duration.ofMinutes(3);

  private static final Duration PULL_TIMEOUT = Duration.ofMinutes(10);

  /** What takes less is over before anybody would read how far it is. */
  private static final Duration QUIET = Duration.ofMillis(700);

  private static final Duration ADB_ANSWER = Duration.ofSeconds(5);

  private final GlobalOptions options;
  private final Host host;
  private final Talk talk;
  private List<VirtualDevice> demoDevices = List.of();
  private VirtualAdbServer demoServer;
  private Devices devices;

  /** Those that ask devices now; guards what follows, too. */
  private final Set<Thread> asking = new HashSet<>();

  private boolean asked;
  private boolean brokenOff;

  Sources(GlobalOptions options, Host host, Talk talk) {
    this.options = options;
    this.host = host;
    this.talk = talk;
  }

  /** The devices behind the adb server that the options name, or the demo's. */
  Devices devices() throws DeviceException, WrongUsageException {
    if (devices == null) {
      if (options.demo) {
        demoDevices = DemoDevices.load();
        demoServer = startDemo(demoDevices);
        devices =
            Adb.connect(
                new AdbServer("127.0.0.1", demoServer.port()), Map.of(), ADB_ANSWER, talk::note);
      } else {
        AdbServer server = server();
        Optional<Duration> less = options.timeout.filter(d -> d.compareTo(ADB_ANSWER) < 0);
        devices =
            less.isPresent()
                ? Adb.connectWithin(less.get(), server, host.environment(), talk::note)
                : Adb.connect(server, host.environment(), ADB_ANSWER, talk::note);
      }
    }
    return devices;
  }

  private AdbServer server() throws WrongUsageException {
    try {
      AdbServer server = AdbServer.of(host.environment());
      server = options.adbHost.isPresent() ? server.withHost(options.adbHost.get()) : server;
      return options.adbPort.isPresent() ? server.withPort(options.adbPort.get()) : server;
    } catch (IllegalArgumentException e) {
      throw new WrongUsageException(e.getMessage() + ".");
    }
  }

  private static VirtualAdbServer startDemo(List<VirtualDevice> devices) {
    try {
      return VirtualAdbServer.start(devices, 0);
    } catch (IOException e) {
      throw new UncheckedIOException("the demo could not be started", e);
    }
  }

  /** Reads every chosen source; what fails stands in its reading and hides no other. */
  List<Reading> read() throws DeviceException, WrongUsageException, InterruptedException {
    if (options.from.isPresent()) {
      return List.of(readFile(options.from.get()));
    }
    List<Reading> readings = new ArrayList<>();
    for (Asked<JobSchedulerSnapshot> asked :
        ask(device -> new JobScheduler(device, timeout()).snapshot())) {
      readings.add(
          asked
              .value()
              .map(snapshot -> judged(asked.source(), snapshot))
              .orElseGet(() -> Reading.failed(asked.source(), asked.failure().orElseThrow())));
    }
    return readings;
  }

  /** One device's jobs. */
  Reading look(Device device) throws DeviceException, UnusableDumpException {
    JobSchedulerSnapshot snapshot = new JobScheduler(device, timeout()).snapshot();
    return judged(infoOf(device), snapshot);
  }

  /** What of the neighbours is of interest, once the jobs are known. */
  @FunctionalInterface
  interface Interest {
    NeighbourQuestion in(Surroundings around);
  }

  /** The same, with what other services say of what is of interest. */
  List<Reading> read(Interest interest)
      throws DeviceException, WrongUsageException, InterruptedException {
    if (options.from.isPresent()) {
      Reading reading = readFile(options.from.get());
      return List.of(
          reading
              .diagnoses()
              .map(
                  known -> {
                    NeighbourQuestion question = interest.in(known.around());
                    return reading.with(
                        SavedNeighbours.of(
                            reading.report(), question.asked(), question.packages()));
                  })
              .orElse(reading));
    }
    List<Reading> readings = new ArrayList<>();
    for (Asked<Surroundings> asked : ask(device -> surroundings(device, interest))) {
      readings.add(
          asked
              .value()
              .map(around -> judged(asked.source(), around.snapshot()).with(around.neighbours()))
              .orElseGet(() -> Reading.failed(asked.source(), asked.failure().orElseThrow())));
    }
    return readings;
  }

  /** A device's jobs, with what of its neighbours is of interest. */
  Surroundings surroundings(Device device, Interest interest)
      throws DeviceException, InterruptedException, UnusableDumpException {
    JobSchedulerSnapshot snapshot = new JobScheduler(device, timeout()).snapshot();
    OptionalInt apiLevel = device.properties().apiLevel();
    NeighbourQuestion question = interest.in(Surroundings.of(snapshot, apiLevel));
    return new Surroundings(snapshot, neighbours(device, question));
  }

  /** What the neighbours of a device say to a question. */
  Neighbours neighbours(Device device, NeighbourQuestion question)
      throws DeviceException, InterruptedException {
    Duration each = timeout().compareTo(NEIGHBOUR) < 0 ? timeout() : NEIGHBOUR;
    return new LiveNeighbours(device, each, timeout()).ask(question.asked(), question.packages());
  }

  /** Asks every chosen device, at the same time; what fails hides no other. */
  <T> List<Asked<T>> ask(Asked.Question<T> question)
      throws DeviceException, WrongUsageException, InterruptedException {
    return ask(chosenSerials(), question);
  }

  /** Asks these devices, at the same time. */
  <T> List<Asked<T>> ask(List<String> serials, Asked.Question<T> question)
      throws InterruptedException {
    return new FanOut(options.atOnce, QUIET, progress())
        .ask(serials, serial -> ask(serial, question));
  }

  /** Somebody who looks at a terminal is told how far it is. */
  private FanOut.Progress progress() {
    boolean watched = host.columns().isPresent();
    return new FanOut.Progress() {
      @Override
      public void answered(int done, int all) {
        if (watched) {
          talk.progress(done + " of " + all + " devices have answered");
        }
      }

      @Override
      public void over() {
        talk.wipe();
      }
    };
  }

  private <T> Asked<T> ask(String serial, Asked.Question<T> question) {
    SourceInfo source = SourceInfo.ofSerial(serial, kind());
    try {
      begin();
      Device device = device(serial);
      T value = question.ask(device);
      end();
      return new Asked<>(infoOf(device), Optional.of(value), Optional.empty());
    } catch (RuntimeException ours) {
      throw ours;
    } catch (Exception e) {
      return new Asked<>(
          source, Optional.empty(), Optional.of(failure(e, Commands.adbLineTo(options, serial))));
    } finally {
      end();
    }
  }

  private void begin() throws DeviceException {
    synchronized (asking) {
      if (brokenOff) {
        throw new DeviceException.Interrupted("waiting for its turn, so nothing was asked of it");
      }
      asked = true;
      asking.add(Thread.currentThread());
    }
  }

  /** From here on nobody is interrupted: what is known is to be told. */
  private void end() {
    synchronized (asking) {
      asking.remove(Thread.currentThread());
      if (brokenOff) {
        Thread.interrupted();
      }
    }
  }

  /**
   * Ends all waiting for devices, from another thread: whoever asks one is interrupted, and nobody
   * asks any more.
   *
   * @return whether a device was asked at all, so that there may be something to tell
   */
  boolean breakOff() {
    synchronized (asking) {
      brokenOff = true;
      asking.forEach(Thread::interrupt);
      return asked;
    }
  }

  /** What an exception means for its source. */
  static Reading.Failure failure(Exception e) {
    return failure(e, AdbLine.PLAIN);
  }

  /**
   * What an exception means for a device.
   *
   * @param adb how commands reach it, for what has to be put back by hand
   */
  static Reading.Failure failure(Exception e, AdbLine adb) {
    ExitCode code = Errors.exitCode(e);
    return new Reading.Failure(
        code.code(),
        e instanceof ConditionException condition
            ? Errors.sentence(condition, adb)
            : e.getMessage() == null ? code.meaning() : e.getMessage());
  }

  /** Somebody ended the program while a source was asked. */
  static Reading.Failure interrupted(String seen) {
    return new Reading.Failure(ExitCode.INTERRUPTED.code(), "Interrupted: " + seen);
  }

  /** The device with this serial number, telling its commands if that is wanted. */
  Device device(String serial) throws DeviceException, WrongUsageException {
    Device device = devices().device(serial);
    return options.verbose ? new NarratedDevice(device, options, talk) : device;
  }

  /** How long one command on a device may take. */
  Duration timeout() {
    return options.timeout.orElse(DEFAULT_TIMEOUT);
  }

  /** How long pulling a log may take; it may be as long as the app made it. */
  Duration pullTimeout() {
    return options.timeout.orElse(PULL_TIMEOUT);
  }

  /** How long copying and installing an APK may take. */
  Duration installTimeout() {
    return options.timeout.orElse(INSTALL_TIMEOUT);
  }

  /** The serial numbers that the options choose. The demo has one that needs no choice. */
  List<String> chosenSerials() throws DeviceException, WrongUsageException {
    Devices connected = devices();
    if (options.demo && options.serials.isEmpty() && !options.allDevices) {
      return List.of(demoDevices.get(0).serial());
    }
    Map<String, String> environment = options.demo ? Map.of() : host.environment();
    return DeviceSelection.of(options.serials, options.allDevices, environment).choose(connected);
  }

  /**
   * Of the devices that adb lists, in whatever state, those that {@code -s} names; all of them
   * where it names none.
   *
   * @throws DeviceException.NotFound when one of those that it names is not listed
   */
  List<DeviceEntry> chosen(List<DeviceEntry> listed) throws DeviceException {
    for (String serial : options.serials) {
      if (listed.stream().noneMatch(entry -> entry.serial().equals(serial))) {
        throw new DeviceException.NotFound(serial, listed);
      }
    }
    return listed.stream()
        .filter(entry -> options.serials.isEmpty() || options.serials.contains(entry.serial()))
        .toList();
  }

  /** What was to be asked, when there was no way to it. */
  SourceInfo unreached() {
    return options
        .from
        .map(SourceInfo::ofFile)
        .or(() -> options.serials.stream().findFirst().map(one -> SourceInfo.ofSerial(one, kind())))
        .orElseGet(() -> SourceInfo.ofNone(kind()));
  }

  /** What is known of a device; its serial number alone when it does not tell more. */
  SourceInfo infoOf(Device device) {
    SourceInfo bare = SourceInfo.ofSerial(device.serial(), kind());
    try {
      return bare.with(device.properties());
    } catch (DeviceException e) {
      return bare;
    }
  }

  /**
   * How a person reaches a device: by its serial number where one was chosen or there are several.
   * The demo's devices go with the program, so no words lead to them.
   */
  AdbLine adbLine(String serial) throws WrongUsageException {
    if (options.demo) {
      return AdbLine.PLAIN;
    }
    return !options.serials.isEmpty() || isOneOfSeveral()
        ? Commands.adbLineTo(options, serial)
        : new AdbLine(Commands.adbWord(options));
  }

  private boolean isOneOfSeveral() throws WrongUsageException {
    try {
      return devices().list().size() > 1;
    } catch (DeviceException unknown) {
      // What there is to tell is not lost with the adb server; the serial number is right anyway.
      return true;
    }
  }

  /** The variables by which adb, and jobdoctor, find the same adb server. */
  Map<String, String> adbEnvironment() {
    Map<String, String> environment = new TreeMap<>();
    if (demoServer != null) {
      environment.put("ANDROID_ADB_SERVER_ADDRESS", "127.0.0.1");
      environment.put("ANDROID_ADB_SERVER_PORT", Integer.toString(demoServer.port()));
    } else {
      options.adbHost.ifPresent(name -> environment.put("ANDROID_ADB_SERVER_ADDRESS", name));
      options.adbPort.ifPresent(
          port -> environment.put("ANDROID_ADB_SERVER_PORT", Integer.toString(port)));
    }
    return environment;
  }

  Kind kind() {
    return options.demo ? Kind.DEMO : Kind.DEVICE;
  }

  private Reading readFile(String name) {
    SourceInfo source = SourceInfo.ofFile(name);
    try {
      SavedDump dump = DumpFile.read(name, host.folder(), host.in());
      SourceInfo told = dump.report().map(BugReport::device).map(source::with).orElse(source);
      return judged(told, dump.snapshot()).with(dump.report());
    } catch (UnreadableInputException | UnusableDumpException e) {
      return Reading.failed(source, failure(e));
    }
  }

  /**
   * A dump that was cut off is shown, but never as if it were whole. Where only the sections after
   * the jobs are missing, the list of jobs is whole, and nothing failed.
   */
  private static Reading judged(SourceInfo source, JobSchedulerSnapshot snapshot) {
    if (snapshot.extent() != Extent.CUT_OFF || snapshot.hasAllJobs()) {
      return Reading.of(source, snapshot);
    }
    OptionalInt registered = snapshot.registered();
    String message =
        "The dump was cut off: "
            + snapshot.jobs().size()
            + (registered.isPresent() ? " of " + registered.getAsInt() : "")
            + " jobs can be read, and what follows them is missing.";
    return new Reading(
        source,
        Optional.of(snapshot),
        Optional.of(new Reading.Failure(ExitCode.INPUT.code(), message)),
        Optional.empty(),
        Optional.empty());
  }

  @Override
  public void close() {
    if (devices != null) {
      devices.close();
    }
    if (demoServer != null) {
      demoServer.close();
    }
  }
}
