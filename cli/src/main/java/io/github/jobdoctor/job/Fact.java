package io.github.jobdoctor.job;

/**
 * Something that a dump says, with the line that says it, for a diagnosis to cite.
 *
 * @param value what it says
 * @param line where
 */
public record Fact<T>(T value, DumpLine line) {}
