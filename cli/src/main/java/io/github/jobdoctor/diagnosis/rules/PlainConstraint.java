package io.github.jobdoctor.diagnosis.rules;

import io.github.jobdoctor.diagnosis.Circumstances;
import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.diagnosis.PendingReason;
import io.github.jobdoctor.diagnosis.Rule;
import io.github.jobdoctor.job.Battery;
import io.github.jobdoctor.job.Constraint;
import io.github.jobdoctor.job.DeviceConditions;
import io.github.jobdoctor.job.Fact;
import io.github.jobdoctor.job.Neighbour;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A constraint that a state of the device decides, in the same way for every job (the table of
 * {@link #ALL}; reference/readiness.md §2).
 */
final class PlainConstraint implements Rule {

  /** The plain constraints. */
  static final List<Rule> ALL =
      List.of(
          new PlainConstraint(
              Constraint.CHARGING,
              "charging",
              "it wants the device to charge",
              PendingReason.CONSTRAINT_CHARGING,
              PlainConstraint::charging,
              "the device charges",
              device ->
                  List.of(
                      device.consideredCharging(),
                      device.charging(),
                      device.stablePower(),
                      device.powerConnected(),
                      device.batteryNotLow()),
              "Plug in a charger that really charges; a battery that is full or limited to 80 %"
                  + " does not count as charging.",
              new Order(
                  "dumpsys battery",
                  "dumpsys battery set ac 1 && dumpsys battery set status 2",
                  "dumpsys battery reset",
                  21)),
          new PlainConstraint(
              Constraint.BATTERY_NOT_LOW,
              "battery-not-low",
              "it wants a battery that is not low",
              PendingReason.CONSTRAINT_BATTERY_NOT_LOW,
              circumstances -> "The job wants a battery that is not low, and it is low.",
              "the battery is no longer low",
              device -> List.of(device.batteryNotLow(), device.batteryLevel()),
              "Charge the device.",
              new Order(
                  "dumpsys battery", "dumpsys battery set level 80", "dumpsys battery reset", 21)),
          new PlainConstraint(
              Constraint.STORAGE_NOT_LOW,
              "storage-not-low",
              "it wants storage that is not low",
              PendingReason.CONSTRAINT_STORAGE_NOT_LOW,
              circumstances -> "The job wants storage that is not low, and it is low.",
              "storage is no longer low",
              device -> List.of(device.storageNotLow()),
              "Free some storage.",
              new Order("df /data", "", "", 21)),
          new PlainConstraint(
              Constraint.IDLE,
              "device-idle",
              "it wants an idle device",
              PendingReason.CONSTRAINT_DEVICE_IDLE,
              PlainConstraint::idle,
              "the device counts as idle",
              device -> {
                List<Optional<? extends Fact<?>>> facts = new ArrayList<>();
                facts.add(device.idle());
                device.idleness().values().forEach(fact -> facts.add(Optional.of(fact)));
                return facts;
              },
              "Leave the device alone with its screen off, for half an hour to over an hour; this"
                  + " is not Doze. Most jobs are better off without this constraint.",
              new Order(
                  "dumpsys jobscheduler",
                  "cmd jobscheduler trigger-dock-state idle",
                  "cmd jobscheduler trigger-dock-state active",
                  28)));

  private final Constraint constraint;
  private final String id;
  private final String cause;
  private final PendingReason reason;
  private final Function<Circumstances, String> summary;
  private final String until;
  private final Function<DeviceConditions, List<Optional<? extends Fact<?>>>> facts;
  private final String remedy;
  private final Order order;

  /**
   * What the user can paste.
   *
   * @param confirm shows the state
   * @param apply brings it about; empty when no command does
   * @param undo takes that back
   * @param since the first API level that knows both
   */
  private record Order(String confirm, String apply, String undo, int since) {}

  private PlainConstraint(
      Constraint constraint,
      String id,
      String cause,
      PendingReason reason,
      Function<Circumstances, String> summary,
      String until,
      Function<DeviceConditions, List<Optional<? extends Fact<?>>>> facts,
      String remedy,
      Order order) {
    this.constraint = constraint;
    this.id = id;
    this.cause = cause;
    this.reason = reason;
    this.summary = summary;
    this.until = until;
    this.facts = facts;
    this.remedy = remedy;
    this.order = order;
  }

  @Override
  public About about() {
    return new About(cause, "21+", List.of(id));
  }

  @Override
  public Set<Neighbour> asks(Circumstances circumstances) {
    boolean power =
        constraint.equals(Constraint.CHARGING) || constraint.equals(Constraint.BATTERY_NOT_LOW);
    return power && Explicit.isUnmet(circumstances, constraint)
        ? EnumSet.of(Neighbour.BATTERY)
        : Set.of();
  }

  @Override
  public List<Finding> judge(Circumstances circumstances) {
    if (!Explicit.isUnmet(circumstances, constraint)) {
      return List.of();
    }
    Finding.Builder finding =
        Explicit.begin(circumstances, id, constraint.name(), false)
            .reason(reason)
            .summary(summary.apply(circumstances) + Explicit.overridden(circumstances))
            .line(Explicit.line(circumstances))
            .remedy(remedy)
            .until(until)
            .confirm(order.confirm());
    facts.apply(circumstances.device()).forEach(finding::fact);
    if (asks(circumstances).contains(Neighbour.BATTERY)) {
      Optional<Battery> battery = circumstances.neighbours().battery();
      finding
          .fact(Neighbour.BATTERY, battery.flatMap(Battery::status))
          .fact(Neighbour.BATTERY, battery.flatMap(Battery::pluggedIn));
    }
    if (!order.apply().isEmpty() && circumstances.api() >= order.since()) {
      finding.apply(order.apply(), order.undo());
    }
    return List.of(finding.build());
  }

  private static String charging(Circumstances circumstances) {
    DeviceConditions device = circumstances.device();
    Optional<Battery> battery = circumstances.neighbours().battery();
    boolean plugged =
        device
            .powerConnected()
            .or(() -> battery.flatMap(Battery::pluggedIn))
            .filter(Fact::value)
            .isPresent();
    boolean charging = device.charging().filter(Fact::value).isPresent();
    boolean low = device.batteryNotLow().filter(fact -> !fact.value()).isPresent();
    if (charging && low) {
      return "The job wants the device to charge. It does, but its battery is still low, and that"
          + " does not count.";
    }
    if (plugged && !charging) {
      return "The job wants the device to charge. It is plugged in, but does not really charge,"
          + " and plugged in alone does not count"
          + battery
              .flatMap(Battery::statusWord)
              .map(word -> " (battery status: " + word + ")")
              .orElse("")
          + ".";
    }
    return "The job wants the device to charge, and it does not.";
  }

  private static String idle(Circumstances circumstances) {
    DeviceConditions device = circumstances.device();
    boolean screenOn =
        device.idleness().entrySet().stream()
            .anyMatch(entry -> entry.getKey().equals("mScreenOn") && entry.getValue().value());
    return "The job wants a device that nobody has used for a while"
        + (screenOn ? ", and its screen is on." : ", and it does not count as idle yet.");
  }
}
