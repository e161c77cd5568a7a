/**
 * What the fuzzers call, one class for each kind of input. They look for inputs that a reader
 * answers with anything but a record or a refusal, that take too long, or that contradict what the
 * reader promises.
 */
package io.github.jobdoctor.fuzz;
