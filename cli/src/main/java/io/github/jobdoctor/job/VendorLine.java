package io.github.jobdoctor.job;

/**
 * A line of a dump that a vendor's Android prints and Google's does not.
 *
 * @param vendor whose it is, such as {@code Samsung}
 * @param line its number in the dump, from 1
 * @param text as printed
 */
public record VendorLine(String vendor, int line, String text) {}
