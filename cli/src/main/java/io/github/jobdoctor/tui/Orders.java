package io.github.jobdoctor.tui;

import io.github.jobdoctor.conditions.Restored;
import io.github.jobdoctor.device.Device;
import io.github.jobdoctor.device.DeviceException;
import io.github.jobdoctor.dumpsys.UnusableDumpException;
import java.util.List;
import java.util.Map;

/** What the screen can let a device do: the one door to orders and conditions. */
interface Orders {

  /** The kinds of errands that cannot be given here, and why; those not named can. */
  Map<Errand.Kind, String> refusals();

  /**
   * Gives an errand and follows it until the device shows what came of it.
   *
   * @return what the device did, or that it cannot be told
   */
  Outcome give(Errand errand, Device device)
      throws DeviceException, UnusableDumpException, InterruptedException;

  /** The conditions that this screen has put in force on a device, as they are typed. */
  List<String> inForce(String serial);

  /** Takes back what was changed on devices; what came of it for each, by serial number. */
  Map<String, Restored> restore();
}
