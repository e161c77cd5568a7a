/** Faults, crashes and speed of the ring log. */
package io.github.jobdoctor.agent.log;
