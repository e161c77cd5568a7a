package io.github.jobdoctor.device;

import java.io.IOException;

/** The adb server understood a request and answered {@code FAIL} with a reason. */
final class AdbRefusal extends IOException {

  private static final long serialVersionUID = 1L;

  /** {@code reason} as the server words it, such as {@code device offline}. */
  AdbRefusal(String reason) {
    super(reason);
  }
}
