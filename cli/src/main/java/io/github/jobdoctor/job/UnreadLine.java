package io.github.jobdoctor.job;

/**
 * A line that the parser did not understand. It is kept, so that nothing is lost unseen.
 *
 * @param line its number in the dump, from 1
 * @param text as printed
 */
public record UnreadLine(int line, String text) {}
