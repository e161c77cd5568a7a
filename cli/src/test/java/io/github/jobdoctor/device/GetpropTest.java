package io.github.jobdoctor.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class GetpropTest {

  @Test
  void thePropertiesThatMatterAreRead() {
    assertEquals(
        new DeviceProperties(
            Optional.of("Pixel 8 [test]"),
            Optional.of("Google"),
            Optional.of("15"),
            OptionalInt.of(35),
            Optional.of(true)),
        Getprop.read(
            """
            [dalvik.vm.heapsize]: [512m]
            [ro.build.version.release]: [15]
            [ro.build.version.sdk]: [35]
            [persist.sys.boot.reason.history]: [reboot,1700000000
            shutdown,1699999999]
            [ro.debuggable]: [1]
            [ro.product.manufacturer]: [Google]
            [ro.product.model]: [Pixel 8 [test]]
            """));
  }

  @Test
  void whatIsMissingOrEmptyOrNoNumberIsAbsent() {
    assertEquals(
        new DeviceProperties(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            OptionalInt.empty(),
            Optional.empty()),
        Getprop.read(
            "[ro.product.model]: []\n[ro.build.version.sdk]: [next]\n[ro.debuggable]: [yes]\ngarbage\n"));
  }
}
