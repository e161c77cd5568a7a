package io.github.jobdoctor.job;

/**
 * A line of a dump: one that a statement rests on, or one that the parser did not understand and
 * kept, so that nothing is lost unseen.
 *
 * @param line its number, from 1: in a saved file that of the file, else in the service's output
 * @param text as printed
 */
public record DumpLine(int line, String text) {}
