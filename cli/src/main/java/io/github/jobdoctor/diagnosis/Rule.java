package io.github.jobdoctor.diagnosis;

import io.github.jobdoctor.job.Neighbour;
import java.util.List;
import java.util.Set;

/**
 * Looks for one kind of cause. Rules hold no state and know nothing of each other; their order is
 * that of {@code Rules}.
 */
public interface Rule {

  /** What the rule looks for, and all the ids that its findings may have. */
  About about();

  /**
   * The other services that would help to judge; asked before {@link #judge}, with what is known by
   * then. Empty when the dump of the jobs is enough.
   */
  default Set<Neighbour> asks(Circumstances circumstances) {
    return Set.of();
  }

  /** What it finds; empty when that cause is not there. */
  List<Finding> judge(Circumstances circumstances);

  /**
   * A rule in words, for the table of rules.
   *
   * @param cause what it looks for, in a few words
   * @param levels the API levels that it applies to, such as {@code 24+}
   * @param ids the ids of its findings
   */
  record About(String cause, String levels, List<String> ids) {

    /** Copies the list. */
    public About {
      ids = List.copyOf(ids);
    }
  }
}
