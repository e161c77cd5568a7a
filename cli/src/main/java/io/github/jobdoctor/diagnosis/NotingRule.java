package io.github.jobdoctor.diagnosis;

/**
 * A rule that finds what is worth knowing of a job, and never what holds it back. Who only wants to
 * know the latter, such as a table of all jobs, need not wait for it.
 */
public interface NotingRule extends Rule {}
