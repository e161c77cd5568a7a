package io.github.jobdoctor.device;

/**
 * How a command ended on the device.
 *
 * @param stdout its standard output, whole
 * @param stderr its standard error; empty where the device cannot tell the two streams apart (no
 *     {@code shell_v2}), since everything is in {@code stdout} then
 * @param exitCode the exit code that the device reported, 0 to 255
 */
public record ShellResult(String stdout, String stderr, int exitCode) {}
