package io.github.jobdoctor.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class DeviceListingTest {

  @Test
  void nothingIsAnEmptyList() throws GarbledAnswer {
    assertEquals(List.of(), DeviceListing.read(""));
  }

  @Test
  void theOrderIsAdbs() throws GarbledAnswer {
    assertEquals(
        List.of(
            new DeviceEntry("emulator-5556", DeviceState.DEVICE),
            new DeviceEntry("R58M12ABC", DeviceState.UNAUTHORIZED),
            new DeviceEntry("192.168.1.7:5555", DeviceState.OFFLINE)),
        DeviceListing.read(
            "emulator-5556\tdevice\nR58M12ABC\tunauthorized\n192.168.1.7:5555\toffline\n"));
  }

  @Test
  void statesWithAnExplanationAreKnown() throws GarbledAnswer {
    assertEquals(
        List.of(new DeviceEntry("????????????", DeviceState.NO_PERMISSIONS)),
        DeviceListing.read(
            "????????????\tno permissions (user in plugdev group; are your udev rules wrong?);"
                + " see [http://developer.android.com/tools/device.html]\n"));
  }

  @Test
  void newWordsOfAdbAreUnknownAndNotAnError() throws GarbledAnswer {
    assertEquals(
        List.of(new DeviceEntry("a", DeviceState.UNKNOWN)), DeviceListing.read("a\tdetached\n"));
  }

  @Test
  void anotherFormIsNotADeviceList() {
    assertThrows(GarbledAnswer.class, () -> DeviceListing.read("<html>"));
    assertThrows(GarbledAnswer.class, () -> DeviceListing.read("\tdevice\n"));
  }
}
