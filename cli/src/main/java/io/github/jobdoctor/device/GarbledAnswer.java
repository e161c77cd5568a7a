package io.github.jobdoctor.device;

import java.io.IOException;

/** Bytes came that the protocol does not know at this place. */
final class GarbledAnswer extends IOException {

  private static final long serialVersionUID = 1L;

  /** {@code what} says what was expected and what came. */
  GarbledAnswer(String what) {
    super(what);
  }
}
