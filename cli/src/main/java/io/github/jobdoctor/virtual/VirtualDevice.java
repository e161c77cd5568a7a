package io.github.jobdoctor.virtual;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * An Android device that exists only in this process. Its state lives here, whichever front end
 * asks: several connections, one after another or at the same time, see one device.
 */
public final class VirtualDevice {

  private final String serial;
  private final Set<String> features;
  private final Supplier<Map<String, String>> propertySource;
  private final Map<String, AndroidService> services;
  private final Map<String, Program> programs;
  private final VirtualFiles files = new VirtualFiles();
  private final VirtualPackages packages = new VirtualPackages();
  private final List<String> commands = new CopyOnWriteArrayList<>();
  private final List<Runnable> stateListeners = new CopyOnWriteArrayList<>();

  private volatile ConnectionState state;
  private Map<String, String> properties;
  private Faults faults = Faults.none();
  private int faultsLeft;

  private VirtualDevice(Builder builder) {
    serial = builder.serial;
    state = builder.state;
    features = Collections.unmodifiableSet(new LinkedHashSet<>(builder.features));
    propertySource = builder.propertySource;
    builder.apps.forEach(packages::install);
    PackageService packageService =
        new PackageService(
            packages, files, builder.installable, builder.recordedPackages, builder.home);
    Map<String, AndroidService> allServices = new LinkedHashMap<>(builder.services);
    allServices.putIfAbsent("package", packageService);
    services = Map.copyOf(allServices);
    Map<String, Program> all = StandardPrograms.of(this);
    all.put("content", new ContentProgram(packages));
    all.put("pm", packageService::command);
    all.putAll(builder.programs);
    programs = Map.copyOf(all);
  }

  /** A device to be described further; without further words it is an empty API 36 device. */
  public static Builder named(String serial) {
    return new Builder(serial);
  }

  /** The serial number, as {@code adb devices} lists it. */
  public String serial() {
    return serial;
  }

  /** How it is connected now. */
  public ConnectionState state() {
    return state;
  }

  /** Connects, disconnects or locks it; front ends tell their clients at once. */
  public void state(ConnectionState next) {
    state = next;
    stateListeners.forEach(Runnable::run);
  }

  /** What {@code getprop} knows. */
  public synchronized Map<String, String> properties() {
    if (properties == null) {
      properties = Map.copyOf(propertySource.get());
    }
    return properties;
  }

  /** The features of its adbd, such as {@code shell_v2}. */
  public Set<String> features() {
    return features;
  }

  /** Its files, to which {@code adb push} and {@code adb pull} come. */
  public VirtualFiles files() {
    return files;
  }

  /** The apps that are installed on it. */
  public VirtualPackages packages() {
    return packages;
  }

  /** The shell lines that reached the device, in order, as its clients wrote them. */
  public List<String> commands() {
    return List.copyOf(commands);
  }

  /** Lets the next command, or the next ones, go wrong; replaces what was injected before. */
  public synchronized void inject(Faults next) {
    faults = next;
    faultsLeft = next.times();
  }

  Map<String, AndroidService> services() {
    return services;
  }

  Map<String, Program> programs() {
    return programs;
  }

  /** Its shell, with the exit code of choice where there is one. */
  VirtualShell shellWith(OptionalInt exitCode) {
    return new VirtualShell(programs, files, exitCode);
  }

  void onStateChange(Runnable listener) {
    stateListeners.add(listener);
  }

  void forgetStateListener(Runnable listener) {
    stateListeners.remove(listener);
  }

  /** Remembers a command and tells what shall go wrong with it. */
  synchronized Faults received(String line) {
    commands.add(line);
    if (faultsLeft == 0 || !faults.onlyFor().map(line::contains).orElse(true)) {
      return Faults.none();
    }
    faultsLeft--;
    return faults;
  }

  /**
   * The service that adb calls by this name, such as {@code shell:id}, {@code exec:cat /f} or
   * {@code sync:}; absent when the device has none.
   */
  Optional<DeviceService> service(String name) {
    int colon = name.indexOf(':');
    if (colon < 0) {
      return Optional.empty();
    }
    List<String> words = List.of(name.substring(0, colon).split(",", -1));
    String argument = name.substring(colon + 1);
    return switch (words.get(0)) {
      case "shell" -> shell(words, argument);
      case "exec" -> Optional.of(new CommandService(this, argument, false));
      case "sync" -> Optional.of(new FileSyncService(files));
      default -> Optional.empty();
    };
  }

  private Optional<DeviceService> shell(List<String> words, String line) {
    boolean packets = words.contains("v2");
    if (packets && !features.contains("shell_v2")) {
      return Optional.empty();
    }
    return Optional.of(new CommandService(this, line, packets));
  }

  /** Describes a {@link VirtualDevice}. */
  public static final class Builder {
    private final String serial;
    private final Set<String> features =
        new LinkedHashSet<>(List.of("shell_v2", "cmd", "fixed_push_mkdir"));
    private final Map<String, AndroidService> services = new LinkedHashMap<>();
    private final Map<String, Program> programs = new LinkedHashMap<>();
    private final Map<String, String> properties = new LinkedHashMap<>();
    private final List<VirtualApp> apps = new ArrayList<>();
    private Function<byte[], Optional<VirtualApp>> installable = file -> Optional.empty();
    private Supplier<String> recordedPackages = () -> "";
    private Supplier<Map<String, String>> propertySource = () -> properties;
    private Optional<String> home = Optional.empty();
    private ConnectionState state = ConnectionState.DEVICE;

    private Builder(String serial) {
      this.serial = serial;
      property("ro.product.name", "virtual");
      property("ro.product.device", "virtual");
      property("ro.product.model", "Virtual phone");
      property("ro.product.manufacturer", "jobdoctor");
      apiLevel(36, "16");
    }

    /** What {@code getprop NAME} answers. */
    public Builder property(String name, String value) {
      properties.put(name, value);
      return this;
    }

    /** All properties at once, asked for when the first one is wanted; in place of the others. */
    public Builder properties(Supplier<Map<String, String>> source) {
      propertySource = source;
      return this;
    }

    /** The API level and the release that people know it by, such as 30 and {@code 11}. */
    public Builder apiLevel(int level, String release) {
      return property("ro.build.version.sdk", Integer.toString(level))
          .property("ro.build.version.release", release);
    }

    /** A device before Android 7: no {@code shell_v2}, so no exit codes and one output stream. */
    public Builder withoutShellV2() {
      features.remove("shell_v2");
      return this;
    }

    /** Its state at the beginning. */
    public Builder state(ConnectionState first) {
      state = first;
      return this;
    }

    /** A program, in place of the usual one of that name if there is one. */
    public Builder program(String name, Program program) {
      programs.put(name, program);
      return this;
    }

    /** An app that is installed at the beginning. */
    public Builder app(VirtualApp app) {
      apps.add(app);
      return this;
    }

    /**
     * What {@code pm install} makes of a file: the app in these bytes, or nothing when they are no
     * APK. Without this no file is one.
     */
    public Builder installable(Function<byte[], Optional<VirtualApp>> fromFile) {
      installable = fromFile;
      return this;
    }

    /**
     * What {@code dumpsys package} prints under {@code Packages:} besides the apps that are
     * installed here: apps that are there only to be seen.
     */
    public Builder recordedPackages(Supplier<String> text) {
      recordedPackages = text;
      return this;
    }

    /** The activity that is the home screen, such as {@code com.x/.Home}; without this none is. */
    public Builder home(String component) {
      home = Optional.of(component);
      return this;
    }

    /** A system service, in place of the usual one of that name if there is one. */
    public Builder service(String name, AndroidService service) {
      services.put(name, service);
      return this;
    }

    /** A text that {@code dumpsys SERVICE} prints whatever its further arguments are. */
    public Builder dumpsys(String service, String text) {
      return service(service, AndroidService.dumping(text));
    }

    /** The device. */
    public VirtualDevice build() {
      return new VirtualDevice(this);
    }
  }

  /** All programs and services by name, for error messages of tests. */
  @Override
  public String toString() {
    return serial + " (" + state.word() + "), services " + new ArrayList<>(services.keySet());
  }
}
