package io.github.jobdoctor.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeviceSelectionTest {

  private static final DeviceEntry PHONE = new DeviceEntry("phone", DeviceState.DEVICE);
  private static final DeviceEntry LOCKED = new DeviceEntry("locked", DeviceState.UNAUTHORIZED);
  private static final DeviceSelection NO_CHOICE = new DeviceSelection(List.of(), false);

  @Test
  void theOnlyDeviceNeedsNoChoice() throws DeviceException {
    assertEquals(List.of("phone"), NO_CHOICE.choose(listing(PHONE)));
  }

  @Test
  void noDeviceIsSaid() {
    assertThrows(DeviceException.NoDevice.class, () -> NO_CHOICE.choose(listing()));
    assertThrows(
        DeviceException.NoDevice.class,
        () -> new DeviceSelection(List.of(), true).choose(listing()));
  }

  @Test
  void severalWithoutAChoiceAreListedWithTheirStates() {
    DeviceException e =
        assertThrows(
            DeviceException.SeveralDevices.class, () -> NO_CHOICE.choose(listing(PHONE, LOCKED)));
    assertTrue(e.getMessage().contains("phone, locked (unauthorized)"), e.getMessage());
  }

  @Test
  void allMeansAlsoTheUnusableOnes() throws DeviceException {
    assertEquals(
        List.of("phone", "locked"),
        new DeviceSelection(List.of(), true).choose(listing(PHONE, LOCKED)));
  }

  @Test
  void namedOnesKeepTheirOrderAndAreNotRepeated() throws DeviceException {
    assertEquals(
        List.of("b", "a"),
        new DeviceSelection(List.of("b", "a", "b"), false).choose(listing(PHONE)));
  }

  @Test
  void theEnvironmentCountsOnlyWhereTheOptionsSayNothing() {
    Map<String, String> environment = Map.of("ANDROID_SERIAL", "preset");
    assertEquals(
        new DeviceSelection(List.of("preset"), false),
        DeviceSelection.of(List.of(), false, environment));
    assertEquals(
        new DeviceSelection(List.of("named"), false),
        DeviceSelection.of(List.of("named"), false, environment));
    assertEquals(
        new DeviceSelection(List.of(), true), DeviceSelection.of(List.of(), true, environment));
    assertEquals(NO_CHOICE, DeviceSelection.of(List.of(), false, Map.of("ANDROID_SERIAL", "")));
  }

  @Test
  void singleOnesAndAllContradict() {
    assertThrows(IllegalArgumentException.class, () -> new DeviceSelection(List.of("phone"), true));
  }

  @Test
  void whatWorksOnOneDeviceOnlyRefusesSeveral() {
    assertThrows(
        DeviceException.SeveralDevices.class,
        () -> new DeviceSelection(List.of(), true).one(listing(PHONE, LOCKED)));
  }

  private static Devices listing(DeviceEntry... entries) {
    return new Devices() {
      @Override
      public List<DeviceEntry> list() {
        return List.of(entries);
      }

      @Override
      public Device device(String serial) {
        throw new AssertionError("no device was to be opened");
      }

      @Override
      public void close() {}
    };
  }
}
