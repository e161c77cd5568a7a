package io.github.jobdoctor.tui;

/**
 * A message above the last line.
 *
 * @param tone how it went
 * @param sentence what is told
 * @param until when it goes away by itself, by the loop's clock in nanoseconds
 */
record Toast(Outcome.Tone tone, String sentence, long until) {}
