package io.github.jobdoctor.job;

/** How much of a dump the text at hand is. */
public enum Extent {
  /** All of it: every registered job is there. */
  WHOLE,
  /** A dump for one package: Android left the jobs of others out. */
  FILTERED,
  /** A piece without the heading that counts the jobs. */
  FRAGMENT,
  /** It ends too early, or jobs are missing in it: what is there is not all. */
  CUT_OFF;

  /** The word in JSON, such as {@code cutOff}. */
  public String word() {
    return switch (this) {
      case WHOLE -> "whole";
      case FILTERED -> "filtered";
      case FRAGMENT -> "fragment";
      case CUT_OFF -> "cutOff";
    };
  }
}
