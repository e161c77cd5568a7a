package io.github.jobdoctor.tui;

import java.util.List;

/**
 * What follows from an event.
 *
 * @param state the next state
 * @param effects what has to happen outside of it
 */
record Step(WatchState state, List<Effect> effects) {

  /** Copies the list. */
  Step {
    effects = List.copyOf(effects);
  }

  static Step of(WatchState state, Effect... effects) {
    return new Step(state, List.of(effects));
  }
}
