package io.github.jobdoctor.tui;

import io.github.jobdoctor.agentdoor.Door;
import io.github.jobdoctor.conditions.Restored;
import io.github.jobdoctor.device.Device;
import io.github.jobdoctor.device.DeviceException;
import io.github.jobdoctor.device.Devices;
import io.github.jobdoctor.device.ShellCommand;
import io.github.jobdoctor.diagnosis.NeighbourQuestion;
import io.github.jobdoctor.diagnosis.rules.Rules;
import io.github.jobdoctor.dumpsys.UnusableDumpException;
import io.github.jobdoctor.jobscheduler.Ticker;
import io.github.jobdoctor.render.Surface;
import io.github.jobdoctor.source.Reading;
import io.github.jobdoctor.source.SavedNeighbours;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * The loop: takes what happens, one event after the other, draws what changed once no more is
 * waiting, and lets effects happen on other threads. Nothing in it waits for a device.
 */
public final class Watch {

  /** What counts down does so by the second. */
  private static final long TICK_NANOS = 1_000_000_000L;

  private static final DateTimeFormatter FILE_TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

  private final Station station;
  private final Setting setting;
  private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final AtomicBoolean resized = new AtomicBoolean();

  /** Errands go one after the other, so that each outcome is its own. */
  private final ExecutorService errands =
      Executors.newSingleThreadExecutor(work -> daemon(work, "watch-errands"));

  private final ExecutorService worker =
      Executors.newCachedThreadPool(work -> daemon(work, "watch-worker"));

  private final Orders orders;
  private final Optional<Poller> poller;
  private Optional<LogFollower> follower = Optional.empty();
  private Painter painter;
  private volatile Screen screen;
  private WatchState state;
  private boolean ended;
  private boolean interrupted;

  /**
   * How the screen is to be.
   *
   * @param readOnly whether nothing may be changed on the device
   * @param interval how often the device is asked
   * @param filter what the table shows at first
   * @param color whether to use colours
   * @param locality what depends on where the screen stands
   * @param folder where saved screens go
   * @param ticker the clock
   * @param suspension stops the process until its shell lets it go on
   */
  record Setting(
      boolean readOnly,
      Duration interval,
      String filter,
      boolean color,
      Locality locality,
      Path folder,
      Ticker ticker,
      Runnable suspension) {}

  /** How it ended. */
  public enum End {
    /** The user left. */
    LEFT,
    /** Ctrl-C. */
    INTERRUPTED
  }

  Watch(Station station, Setting setting) {
    this.station = station;
    this.setting = setting;
    this.orders = new DeviceOrders(station.conditions(), station.timeout(), setting.ticker());
    this.poller =
        station
            .devices()
            .map(
                devices ->
                    new Poller(
                        this::open,
                        station.look(),
                        station.asking(),
                        station.serial(),
                        setting.interval(),
                        setting.ticker()::nanoTime,
                        events::add));
  }

  private static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  /**
   * A screen on {@code station}.
   *
   * @param readOnly whether nothing may be changed on the device
   * @param interval how often the device is asked
   * @param filter what the table shows at first
   * @param surface whether the terminal has colours, and more characters than ASCII
   * @param folder where saved screens go
   * @param ticker the clock
   */
  public static Watch on(
      Station station,
      boolean readOnly,
      Duration interval,
      String filter,
      Surface surface,
      Path folder,
      Ticker ticker) {
    return new Watch(
        station,
        new Setting(
            readOnly,
            interval,
            filter,
            surface.color(),
            new Locality(surface.unicode(), ZoneId.systemDefault()),
            folder,
            ticker,
            new Suspension()));
  }

  /** Begins to read, so that there is something to draw when the terminal is ready. */
  public void start() {
    poller.ifPresent(Poller::start);
    station
        .saved()
        .flatMap(
            reading ->
                Polled.of(reading, Optional.empty(), setting.ticker().nanoTime(), Duration.ZERO)
                    .map(polled -> polled.with(saved(reading, polled))))
        .ifPresent(polled -> events.add(new Event.Arrived(polled)));
  }

  /** What the same file says beside the jobs. */
  private Aside saved(Reading reading, Polled polled) {
    NeighbourQuestion question =
        Rules.question(polled.diagnoses().around(), Inquiry.OF_DEVICE.jobs(polled));
    return new Aside(
        Inquiry.OF_DEVICE,
        question.asked(),
        SavedNeighbours.of(reading.report(), question.asked(), question.packages()),
        polled.at(),
        Duration.ZERO);
  }

  /** Runs until the user leaves. The terminal is handed back whatever happens. */
  public End run(Supplier<Optional<Screen>> terminal) throws NoTerminalException {
    Optional<Screen> opened = terminal.get();
    if (opened.isEmpty()) {
      stop();
      throw new NoTerminalException();
    }
    screen = opened.get();
    // A process that is told to end hands the terminal back as well.
    Thread hook = new Thread(screen::handBack, "watch-hand-back");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      screen.onResize(
          () -> {
            resized.set(true);
            events.add(new Event.Ticked());
          });
      screen.onContinue(() -> events.add(new Event.Resumed()));
      screen.onInterrupt(() -> events.add(new Event.Ended(true)));
      painter = new Painter(setting.color());
      state = firstState(screen.size());
      poller.ifPresent(one -> one.about(state.inquiry()));
      screen.take();
      Thread keys =
          new Thread(
              () -> {
                screen.read(key -> events.add(new Event.Pressed(key)));
                events.add(new Event.Ended(false));
              },
              "watch-keys");
      keys.setDaemon(true);
      keys.start();
      draw();
      loop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      interrupted = true;
    } finally {
      screen.close();
      stop();
      forget(hook);
    }
    return interrupted ? End.INTERRUPTED : End.LEFT;
  }

  private static void forget(Thread hook) {
    try {
      boolean unused = Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      // The process is ending already, and runs it.
    }
  }

  /** Hands the terminal back, for those who have to say something before the end. */
  public void handBack() {
    Screen taken = screen;
    if (taken != null) {
      taken.handBack();
    }
  }

  /** Puts back what was changed on devices; what came of it for each, by serial number. */
  public Map<String, Restored> restore() {
    return orders.restore();
  }

  private void stop() {
    poller.ifPresent(Poller::stop);
    follower.ifPresent(LogFollower::stop);
    worker.shutdownNow();
    errands.shutdownNow();
  }

  private WatchState firstState(Size size) {
    boolean live = station.devices().isPresent();
    Reach reach =
        new Reach(
            station.program(),
            station.adb(),
            live,
            setting.readOnly(),
            live ? orders.refusals() : Map.of(),
            setting.interval(),
            false);
    WatchState first =
        WatchState.first(
            size, setting.locality(), reach, station.serial(), setting.ticker().nanoTime());
    return Update.filtered(first, setting.filter());
  }

  private void loop() throws InterruptedException {
    while (!ended) {
      long sinceSecond = setting.ticker().nanoTime() % TICK_NANOS;
      Event event = events.poll(TICK_NANOS - sinceSecond, TimeUnit.NANOSECONDS);
      on(event == null ? new Event.Ticked() : event);
      // What else is waiting is not worth a frame of its own.
      for (Event next = events.poll(); next != null && !ended; next = events.poll()) {
        on(next);
      }
      if (!ended) {
        draw();
      }
    }
  }

  private void on(Event event) {
    if (event instanceof Event.Broken broken) {
      throw broken.bug();
    }
    if (resized.getAndSet(false)) {
      step(new Event.Resized(screen.size()));
    }
    step(event);
  }

  private void step(Event event) {
    Step step = Update.on(state.at(setting.ticker().nanoTime()), event);
    Optional<Inquiry> inquiry = step.state().inquiry();
    if (!inquiry.equals(state.inquiry())) {
      poller.ifPresent(one -> one.about(inquiry));
    }
    state = step.state();
    step.effects().forEach(this::happen);
  }

  private void draw() {
    String change = painter.paint(Views.frame(state), state.size());
    if (!change.isEmpty()) {
      screen.write(change);
    }
  }

  private void happen(Effect effect) {
    if (effect instanceof Effect.Quit quit) {
      ended = true;
      interrupted = quit.interrupted();
    } else if (effect instanceof Effect.Refresh) {
      poller.ifPresent(Poller::refresh);
    } else if (effect instanceof Effect.Pace pace) {
      poller.ifPresent(one -> one.pace(pace.interval(), pace.paused()));
    } else if (effect instanceof Effect.SwitchTo to) {
      poller.ifPresent(one -> one.switchTo(to.serial()));
      events.add(new Event.Switched(to.serial()));
      worker.execute(() -> events.add(new Event.InForce(to.serial(), orders.inForce(to.serial()))));
    } else if (effect instanceof Effect.ListDevices) {
      station.devices().ifPresent(devices -> worker.execute(() -> list(devices)));
    } else if (effect instanceof Effect.FollowLog follow) {
      followLog(follow.packageName());
    } else if (effect instanceof Effect.Give give) {
      give.errands().forEach(this::give);
    } else if (effect instanceof Effect.Copy copy) {
      copy(copy.text());
    } else if (effect instanceof Effect.Save) {
      save();
    } else if (effect instanceof Effect.Suspend) {
      suspend();
    } else if (effect instanceof Effect.Redraw) {
      screen.take();
      painter.forget();
      step(new Event.Resized(screen.size()));
    }
  }

  private void suspend() {
    screen.handBack();
    setting.suspension().run();
    screen.take();
    painter.forget();
    step(new Event.Resized(screen.size()));
  }

  /** The device as it is told to the page of commands. */
  private Device open(String serial) throws DeviceException {
    Device device = station.devices().orElseThrow().device(serial);
    return new WatchedDevice(
        device,
        station.adb().orElse("adb") + " " + ShellCommand.of("-s", serial).line(),
        InstantSource.system(),
        command -> events.add(new Event.Issued(command)));
  }

  private void list(Devices devices) {
    try {
      events.add(new Event.Listed(devices.list()));
    } catch (DeviceException e) {
      events.add(new Event.Told(Outcome.Tone.BAD, String.valueOf(e.getMessage())));
    } catch (RuntimeException bug) {
      events.add(new Event.Broken(bug));
    }
  }

  private void followLog(Optional<String> packageName) {
    follower.ifPresent(LogFollower::stop);
    follower = Optional.empty();
    step(new Event.Logged(LogTail.NONE));
    follower =
        packageName.map(
            name ->
                new LogFollower(
                    this::open,
                    state.feed().serial(),
                    new Door(name, OptionalInt.empty()),
                    events::add));
    follower.ifPresent(LogFollower::start);
  }

  private void give(Errand errand) {
    String serial = state.feed().serial();
    step(new Event.Begun(errand));
    errands.execute(
        () -> {
          Outcome outcome;
          try {
            outcome = orders.give(errand, open(serial));
          } catch (DeviceException | UnusableDumpException e) {
            outcome =
                new Outcome(Outcome.Tone.OPEN, "cannot tell what came of it. " + e.getMessage());
          } catch (InterruptedException e) {
            return;
          } catch (RuntimeException bug) {
            events.add(new Event.Broken(bug));
            return;
          }
          events.add(new Event.InForce(serial, orders.inForce(serial)));
          events.add(new Event.Done(errand, outcome));
        });
  }

  /** Terminals that know this sequence put the text into the clipboard; it is told in any case. */
  private void copy(String text) {
    String encoded = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    screen.write("\033]52;c;" + encoded + "\007");
    step(new Event.Told(Outcome.Tone.GOOD, text));
  }

  private void save() {
    StringBuilder text = new StringBuilder();
    for (StyledLine line : Views.frame(state)) {
      text.append(line.text().stripTrailing()).append('\n');
    }
    String name =
        "jobdoctor-"
            + state.view().word()
            + "-"
            + FILE_TIME.format(LocalDateTime.now(setting.locality().zone()))
            + ".txt";
    Path file = setting.folder().resolve(name);
    worker.execute(
        () -> {
          try {
            Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
            events.add(new Event.Told(Outcome.Tone.GOOD, "The screen is in " + file + "."));
          } catch (IOException e) {
            events.add(
                new Event.Told(
                    Outcome.Tone.BAD, "The screen could not be written into " + file + "."));
          }
        });
  }
}
