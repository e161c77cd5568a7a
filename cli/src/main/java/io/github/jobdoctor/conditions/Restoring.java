package io.github.jobdoctor.conditions;

import io.github.jobdoctor.device.DeviceException;
import io.github.jobdoctor.device.ShellCommand;
import io.github.jobdoctor.device.ShellResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts a device back to what a journal says, and forgets the journal once all is confirmed. */
final class Restoring {

  /** Doze that nobody forces any more may need a second push; nothing needs more. */
  private static final int ROUNDS = 3;

  private final Shell shell;
  private final Optional<JournalFolder> folder;
  private final Settling settling;

  Restoring(Shell shell, Optional<JournalFolder> folder, Settling settling) {
    this.shell = shell;
    this.folder = folder;
    this.settling = settling;
  }

  Restored restore(Journal journal) {
    List<Restored.Missing> missing = new ArrayList<>();
    List<String> remarks = new ArrayList<>();
    Optional<String> lost = Optional.empty();
    for (int at = journal.entries().size() - 1; at >= 0; at--) {
      Journal.Entry entry = journal.entries().get(at);
      try {
        if (lost.isPresent()) {
          // Asking a device that is gone takes its time, and tells nothing new.
          missing.add(missing(entry, lost.get()));
        } else {
          remarks.addAll(putBack(entry));
        }
      } catch (DeviceException e) {
        lost = Optional.of(String.valueOf(e.getMessage()));
        missing.add(missing(entry, lost.get()));
      } catch (ConditionException e) {
        if (e.reason() == ConditionException.Reason.NOT_FOUND) {
          remarks.add(e.getMessage() + " What was set of it has gone with it.");
        } else {
          missing.add(missing(entry, e.getMessage()));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        lost = Optional.of("Interrupted before it was confirmed.");
        missing.add(missing(entry, lost.get()));
      }
    }
    if (missing.isEmpty()) {
      forget(journal).ifPresent(remarks::add);
    }
    return new Restored(
        journal.entries().stream().map(Journal.Entry::condition).toList(), missing, remarks);
  }

  private Restored.Missing missing(Journal.Entry entry, String why) {
    return new Restored.Missing(
        entry.condition(),
        why,
        entry
            .condition()
            .kind()
            .undo(entry.condition(), entry.was(), Optional.empty(), rememberedLevel()));
  }

  /** Commands for a device that is gone: what it told of itself is remembered. */
  private int rememberedLevel() {
    try {
      return shell.apiLevel();
    } catch (DeviceException | ConditionException e) {
      return Integer.MAX_VALUE;
    }
  }

  private List<String> putBack(Journal.Entry entry)
      throws DeviceException, ConditionException, InterruptedException {
    Condition condition = entry.condition();
    ConditionKind kind = condition.kind();
    State now = kind.read(condition, shell);
    boolean changed = false;
    String said = "";
    boolean accepted = true;
    for (int round = 0; round < ROUNDS && !kind.isBack(condition, entry.was(), now); round++) {
      for (ShellCommand command :
          kind.undo(condition, entry.was(), Optional.of(now), shell.apiLevel())) {
        ShellResult result = shell.run(command);
        String line = Shell.said(result);
        said = line.isEmpty() ? said : " It said: " + line;
        accepted &= Shell.accepts(result);
        changed = true;
      }
      now =
          settling.until(
              condition, shell, state -> kind.isBack(condition, entry.was(), state), accepted);
    }
    if (!kind.isBack(condition, entry.was(), now)) {
      throw new ConditionException(
          ConditionException.Reason.REFUSED,
          "The device stays at: " + kind.describe(now) + "." + said);
    }
    return changed ? kind.remark(condition, entry.was()).stream().toList() : List.of();
  }

  /** A sentence when a journal stays although nothing is left to do. */
  private Optional<String> forget(Journal journal) {
    try {
      // What lies there may by now be another run's, which somebody else's restoring let in.
      DeviceJournal onDevice = new DeviceJournal(shell);
      if (onDevice.read().map(there -> there.id().equals(journal.id())).orElse(true)) {
        onDevice.forget();
      }
      if (folder.isPresent()) {
        folder.get().forget(journal.id());
        return folder.get().setAside(shell.device().serial());
      }
      return Optional.empty();
    } catch (DeviceException | ConditionException e) {
      return Optional.of(
          "The journal stays, and `jobdoctor conditions restore` takes it away: " + e.getMessage());
    }
  }

  /** How long a device may take until it shows what it was told. */
  record Settling(Pause pause) {

    private static final Duration FIRST = Duration.ofMillis(25);
    private static final Duration LONGEST = Duration.ofMillis(400);
    private static final Duration USUAL = Duration.ofSeconds(3);

    /** A network takes its time to come down. */
    private static final Duration NETWORK = Duration.ofSeconds(15);

    /** What was refused aloud is not waited for. */
    private static final Duration REFUSED = Duration.ofMillis(200);

    interface Wish {
      boolean isTrue(State state);
    }

    /**
     * Reads until the wish has come true, or the time is up.
     *
     * @param accepted whether the device had nothing to say against it
     */
    State until(Condition condition, Shell shell, Wish wish, boolean accepted)
        throws DeviceException, ConditionException, InterruptedException {
      Duration longest =
          !accepted ? REFUSED : condition.kind().cutsNetwork(condition) ? NETWORK : USUAL;
      Duration waited = Duration.ZERO;
      Duration next = FIRST;
      State state = condition.kind().read(condition, shell);
      while (!wish.isTrue(state) && waited.compareTo(longest) < 0) {
        pause.of(next);
        waited = waited.plus(next);
        next = next.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : next.multipliedBy(2);
        state = condition.kind().read(condition, shell);
      }
      return state;
    }
  }
}
