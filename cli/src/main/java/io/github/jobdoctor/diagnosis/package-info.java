/**
 * What holds a job back, and why. Pure: from {@link io.github.jobdoctor.job} records to statements,
 * each with the line of the dump that it rests on. Floor 1: imports {@code job}.
 */
package io.github.jobdoctor.diagnosis;
