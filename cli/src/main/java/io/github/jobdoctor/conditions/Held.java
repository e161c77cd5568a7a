package io.github.jobdoctor.conditions;

import io.github.jobdoctor.device.DeviceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;

/**
 * Conditions that are in force on a device. Closing it puts the device back, once, whoever comes
 * first: the end of a block, or Ctrl-C.
 *
 * <pre>
 * try (Held held = conditions.apply(device, wanted)) {
 *   …
 *   Restored restored = held.restore();   // for those who want to know
 * }
 * </pre>
 */
public final class Held implements AutoCloseable {

  private final Restoring restoring;
  private final Journal journal;
  private final List<String> notes = new ArrayList<>();
  private final Interruption.Registration registration;
  private Optional<Restored> restored = Optional.empty();
  private boolean ending;
  private boolean kept;

  /**
   * @param farewell told of which device, and what came of putting it back, when the program is
   *     ended from outside
   */
  Held(
      Restoring restoring,
      Journal journal,
      Interruption interruption,
      BiFunction<String, Restored, OptionalInt> farewell) {
    this.restoring = restoring;
    this.journal = journal;
    registration =
        interruption.beforeTheEnd(
            () -> {
              // Waits for the step that is being done, and lets no other begin.
              synchronized (this) {
                ending = true;
                return kept ? OptionalInt.empty() : farewell.apply(journal.serial(), restore());
              }
            });
  }

  /** What is in force. */
  public List<Condition> conditions() {
    return journal.entries().stream().map(Journal.Entry::condition).toList();
  }

  /** What a person may not expect of the conditions in force; one sentence each. */
  public synchronized List<String> notes() {
    return List.copyOf(notes);
  }

  synchronized void note(String sentence) {
    notes.add(sentence);
  }

  Journal journal() {
    return journal;
  }

  /** One change on the device; none begins once the program is about to end. */
  synchronized void step(Step step)
      throws DeviceException, ConditionException, InterruptedException {
    if (ending) {
      throw new ConditionException(
          ConditionException.Reason.INTERRUPTED, "The program is about to end.");
    }
    step.run();
  }

  /** Something that is done on a device. */
  @FunctionalInterface
  interface Step {
    void run() throws DeviceException, ConditionException, InterruptedException;
  }

  /**
   * Puts the device back, in reverse order, and reads back. What was put back already is not
   * touched again; what could not be put back is tried again.
   */
  public synchronized Restored restore() {
    if (restored.isEmpty() || !restored.get().isComplete()) {
      restored = Optional.of(restoring.restore(journal));
      registration.close();
    }
    return restored.get();
  }

  /** Leaves the conditions in force; the journals stay, for {@link Conditions#restore}. */
  public synchronized void keep() {
    kept = true;
    registration.close();
  }

  /** Puts the device back, unless that was done or {@link #keep} was called. */
  @Override
  public synchronized void close() {
    if (!kept && restored.isEmpty()) {
      restore();
    }
  }
}
