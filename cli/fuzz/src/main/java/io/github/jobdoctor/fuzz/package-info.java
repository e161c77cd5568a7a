/**
 * What the fuzzer calls. It looks for inputs that the parser answers with anything but a snapshot
 * or a refusal, that take too long, or that contradict what a snapshot promises.
 */
package io.github.jobdoctor.fuzz;
