package io.github.jobdoctor.tui;

/**
 * A message above the last line.
 *
 * @param tone how it went
 * @param sentence what is told
 * @param until when it goes away by itself, by the loop's clock in nanoseconds
 * @param passing whether the next key takes it away: an answer to a key, and not the outcome of an
 *     errand, which comes when it comes
 */
record Toast(Outcome.Tone tone, String sentence, long until, boolean passing) {}
