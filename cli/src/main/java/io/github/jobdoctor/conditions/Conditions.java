package io.github.jobdoctor.conditions;

import io.github.jobdoctor.conditions.ConditionException.Reason;
import io.github.jobdoctor.conditions.Restoring.Settling;
import io.github.jobdoctor.device.Device;
import io.github.jobdoctor.device.DeviceException;
import io.github.jobdoctor.device.ShellCommand;
import io.github.jobdoctor.device.ShellResult;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.BiFunction;

/**
 * Sets conditions on devices, and puts them back.
 *
 * <pre>
 * Conditions conditions = new Conditions(folder, "laptop", pause, Duration.ofSeconds(20));
 * try (Held held = conditions.apply(device, List.of(Condition.parse("unplugged", none)))) {
 *   … run the job …
 *   if (!held.restore().isComplete()) …
 * }
 * </pre>
 */
public final class Conditions {

  private final Optional<JournalFolder> folder;
  private final String host;
  private final Settling settling;
  private final Duration timeout;
  private final Interruption interruption;
  private final BiFunction<String, Restored, OptionalInt> farewell;

  /**
   * Conditions that end with the program that sets them.
   *
   * @param folder where this computer keeps journals; absent for devices that go with the program
   * @param host this computer's name, for people elsewhere
   * @param pause how to wait
   * @param timeout how long one command may take
   */
  public Conditions(Optional<JournalFolder> folder, String host, Pause pause, Duration timeout) {
    this(
        folder,
        host,
        pause,
        timeout,
        Interruption.never(),
        (serial, restored) -> OptionalInt.empty());
  }

  private Conditions(
      Optional<JournalFolder> folder,
      String host,
      Pause pause,
      Duration timeout,
      Interruption interruption,
      BiFunction<String, Restored, OptionalInt> farewell) {
    this.folder = folder;
    this.host = host;
    this.settling = new Settling(pause);
    this.timeout = timeout;
    this.interruption = interruption;
    this.farewell = farewell;
  }

  /**
   * The same, which also puts devices back when the program is ended by Ctrl-C.
   *
   * @param last told then of which device and what came of it; gives the exit code, where it shall
   *     not be that of the signal
   */
  public Conditions guardedBy(Interruption guard, BiFunction<String, Restored, OptionalInt> last) {
    return new Conditions(folder, host, settling.pause(), timeout, guard, last);
  }

  /**
   * One condition as it would be set.
   *
   * @param condition what
   * @param set the commands; none when the device is in this condition already
   * @param undo the commands that put it back
   */
  public record Planned(Condition condition, List<ShellCommand> set, List<ShellCommand> undo) {}

  /** What {@link #apply} would do; reads, and changes nothing. */
  public List<Planned> plan(Device device, List<Condition> wanted, boolean evenOverNetwork)
      throws DeviceException, ConditionException {
    Shell shell = new Shell(device, timeout);
    List<Planned> plan = new ArrayList<>();
    Wanted.refuse(shell, wanted, evenOverNetwork);
    for (Journal.Entry entry : Wanted.entries(shell, wanted)) {
      Condition condition = entry.condition();
      ConditionKind kind = condition.kind();
      boolean already = kind.holds(condition, entry.was());
      plan.add(
          new Planned(
              condition,
              already ? List.of() : kind.set(condition, entry.was(), shell.apiLevel()),
              already
                  ? List.of()
                  : kind.undo(condition, entry.was(), Optional.empty(), shell.apiLevel())));
    }
    return plan;
  }

  /** {@link #apply(Device, List, boolean)}, which leaves a device's own network alone. */
  public Held apply(Device device, List<Condition> wanted)
      throws DeviceException, ConditionException, InterruptedException {
    return apply(device, wanted, false);
  }

  /**
   * Sets conditions, in this order. First all is read, and kept on this computer and on the device;
   * each is read back. What cannot be set undoes those before it.
   *
   * @param evenOverNetwork whether the network may be switched off through which the device is
   *     reached
   * @throws ConditionException when they are not set; whether all is as before is in {@link
   *     Reason#NOT_RESTORED}
   */
  public Held apply(Device device, List<Condition> wanted, boolean evenOverNetwork)
      throws DeviceException, ConditionException, InterruptedException {
    Shell shell = new Shell(device, timeout);
    Wanted.refuse(shell, wanted, evenOverNetwork);
    refuseWhatIsHeld(shell);
    DeviceJournal onDevice = new DeviceJournal(shell);
    if (!onDevice.claim()) {
      throw held(shell);
    }
    Journal journal = readClaimed(onDevice, shell, wanted);
    List<Journal.Entry> entries = journal.entries();
    Held held = new Held(new Restoring(shell, folder, settling), journal, interruption, farewell);
    boolean[] changing = {false};
    try {
      held.step(
          () -> {
            if (folder.isPresent()) {
              folder.get().save(journal);
            }
            onDevice.write(journal);
          });
      for (Journal.Entry entry : entries) {
        held.step(
            () -> {
              changing[0] = true;
              putInForce(entry.condition(), shell, held);
            });
      }
      for (Journal.Entry entry : entries) {
        held.step(() -> stillHolds(entry.condition(), shell));
      }
      return held;
    } catch (DeviceException | ConditionException | InterruptedException | RuntimeException e) {
      Restored restored = held.restore();
      if (changing[0] && !restored.isComplete()) {
        throw new ConditionException(e, restored);
      }
      throw e;
    }
  }

  /**
   * How things are, read under the lock: else it could be what another run has set, and puts back
   * before this one begins.
   */
  private Journal readClaimed(DeviceJournal onDevice, Shell shell, List<Condition> wanted)
      throws DeviceException, ConditionException {
    Interruption.Registration claim =
        interruption.beforeTheEnd(
            () -> {
              giveBack(onDevice);
              return OptionalInt.empty();
            });
    try (claim) {
      return journal(shell.device().serial(), Wanted.entries(shell, wanted));
    } catch (DeviceException | ConditionException | RuntimeException e) {
      giveBack(onDevice);
      throw e;
    }
  }

  private static void giveBack(DeviceJournal onDevice) {
    try {
      onDevice.forget();
    } catch (DeviceException | ConditionException stays) {
      // The next run meets a lock without a journal, and says what to do about it.
      return;
    }
  }

  private void putInForce(Condition condition, Shell shell, Held held)
      throws DeviceException, ConditionException, InterruptedException {
    ConditionKind kind = condition.kind();
    State now = kind.read(condition, shell);
    String said = "";
    boolean accepted = true;
    if (!kind.holds(condition, now)) {
      for (ShellCommand command : kind.set(condition, now, shell.apiLevel())) {
        ShellResult result = shell.run(command);
        String line = Shell.said(result);
        said = line.isEmpty() ? said : " It said: " + line;
        accepted &= Shell.accepts(result);
      }
      now = settling.until(condition, shell, state -> kind.holds(condition, state), accepted);
    }
    if (!kind.holds(condition, now)) {
      throw new ConditionException(
          Reason.REFUSED,
          "The device did not take "
              + condition.text()
              + ", and stays at: "
              + kind.describe(now)
              + "."
              + said);
    }
    kind.caution(condition, shell).ifPresent(held::note);
  }

  /** One condition may end another, as a charger ends battery saver. */
  private static void stillHolds(Condition condition, Shell shell)
      throws DeviceException, ConditionException {
    ConditionKind kind = condition.kind();
    State now = kind.read(condition, shell);
    if (!kind.holds(condition, now)) {
      throw new ConditionException(
          Reason.REFUSED,
          "The device took "
              + condition.text()
              + ", but not together with the others: it is at "
              + kind.describe(now)
              + " again.");
    }
  }

  /**
   * The journals of a device, the latest first; one that is in both places once. One that cannot be
   * read here does not matter when the device has it.
   */
  private List<Journal> journals(Shell shell) throws DeviceException, ConditionException {
    List<Journal> journals = new ArrayList<>();
    new DeviceJournal(shell).read().ifPresent(journals::add);
    try {
      if (folder.isPresent()) {
        folder
            .get()
            .find(shell.device().serial())
            .filter(
                journal -> journals.stream().noneMatch(other -> other.id().equals(journal.id())))
            .ifPresent(journals::add);
      }
    } catch (ConditionException unreadable) {
      if (journals.isEmpty()) {
        throw unreadable;
      }
    }
    journals.sort(Comparator.comparing(Journal::since).reversed());
    return journals;
  }

  /** The journal of a device, on it or on this computer; absent when nothing is journalled. */
  public Optional<Journal> journal(Device device) throws DeviceException, ConditionException {
    return journals(new Shell(device, timeout)).stream().findFirst();
  }

  /**
   * Whether a run has locked a device and not journalled anything: it is about to set conditions,
   * or was ended before it came to that.
   */
  public boolean isClaimed(Device device) throws DeviceException, ConditionException {
    Shell shell = new Shell(device, timeout);
    return new DeviceJournal(shell).isClaimed() && journals(shell).isEmpty();
  }

  /**
   * Whether the process that set these conditions runs on this computer, and will put them back.
   */
  public boolean isAtWork(Journal journal) {
    return folder.map(here -> here.has(journal.id())).orElse(false) && journal.processRuns();
  }

  private void refuseWhatIsHeld(Shell shell) throws DeviceException, ConditionException {
    if (!journals(shell).isEmpty() || new DeviceJournal(shell).isClaimed()) {
      throw held(shell);
    }
  }

  private ConditionException held(Shell shell) throws DeviceException, ConditionException {
    Optional<Journal> journal = journals(shell).stream().findFirst();
    String serial = shell.device().serial();
    if (journal.isEmpty()) {
      return new ConditionException(
          Reason.HELD,
          "Another run is about to set conditions on "
              + serial
              + ", or was ended before it came to that: `jobdoctor conditions restore` clears it.");
    }
    return new ConditionException(
        Reason.HELD,
        "Conditions are set on "
            + serial
            + " already ("
            + journal.get().conditions()
            + "): by process "
            + journal.get().pid()
            + " on "
            + journal.get().host()
            + ", since "
            + journal.get().since()
            + (isAtWork(journal.get())
                ? ", which still runs."
                : "; `jobdoctor conditions restore` puts the device back first."));
  }

  /**
   * Puts back what is journalled of a device, on it or on this computer. Where nothing is, there is
   * nothing to do.
   *
   * @param evenAtWork whether conditions are put back whose process still runs
   * @throws ConditionException when such a process runs, or a journal is not understood
   */
  public Restored restore(Device device, boolean evenAtWork)
      throws DeviceException, ConditionException {
    Shell shell = new Shell(device, timeout);
    List<Journal> journals = journals(shell);
    List<Condition> conditions = new ArrayList<>();
    List<Restored.Missing> missing = new ArrayList<>();
    List<String> remarks = new ArrayList<>();
    for (Journal journal : journals) {
      if (!evenAtWork && isAtWork(journal)) {
        throw held(shell);
      }
      Restored restored = new Restoring(shell, folder, settling).restore(journal);
      conditions.addAll(restored.conditions());
      missing.addAll(restored.missing());
      remarks.addAll(restored.remarks());
    }
    if (journals.isEmpty() && new DeviceJournal(shell).isClaimed()) {
      // The journal is written before the first change, and there is none.
      new DeviceJournal(shell).forget();
      remarks.add("The lock of a run that had changed nothing yet was taken away.");
    }
    return new Restored(conditions, missing, remarks);
  }

  /** What {@link #restore} would do, as orders to set; reads, and changes nothing. */
  public List<Planned> planOfRestore(Device device) throws DeviceException, ConditionException {
    Shell shell = new Shell(device, timeout);
    List<Planned> plan = new ArrayList<>();
    for (Journal journal : journals(shell)) {
      for (Journal.Entry entry : journal.entries()) {
        plan.add(0, new Planned(entry.condition(), undo(entry, shell), List.of()));
      }
    }
    return plan;
  }

  private static List<ShellCommand> undo(Journal.Entry entry, Shell shell)
      throws DeviceException, ConditionException {
    Condition condition = entry.condition();
    ConditionKind kind = condition.kind();
    try {
      State now = kind.read(condition, shell);
      return kind.isBack(condition, entry.was(), now)
          ? List.of()
          : kind.undo(condition, entry.was(), Optional.of(now), shell.apiLevel());
    } catch (ConditionException e) {
      if (e.reason() == Reason.NOT_FOUND) {
        return List.of();
      }
      throw e;
    }
  }

  /** The conditions that a device is in: those of the whole device, and all that are journalled. */
  public List<Shown> show(Device device) throws DeviceException, ConditionException {
    Shell shell = new Shell(device, timeout);
    return Shown.all(shell, journals(shell));
  }

  private Journal journal(String serial, List<Journal.Entry> entries) {
    ProcessHandle process = ProcessHandle.current();
    return new Journal(
        UUID.randomUUID().toString(),
        serial,
        host,
        process.pid(),
        process.info().startInstant().map(Instant::toEpochMilli).orElse(0L),
        Instant.now().truncatedTo(ChronoUnit.SECONDS),
        entries);
  }
}
