package io.github.jobdoctor.job;

/**
 * A line of a dump: one that a statement rests on, or one that the parser did not understand and
 * kept, so that nothing is lost unseen.
 *
 * @param line its number in the dump, from 1
 * @param text as printed
 */
public record DumpLine(int line, String text) {}
