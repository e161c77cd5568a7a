package io.github.jobdoctor.job;

import java.util.Optional;

/**
 * Something that holds a job back.
 *
 * @param reason in few words: the constraint's name where it is one, such as {@code CONNECTIVITY},
 *     else what it is, such as {@code Doze}
 * @param evidence the line of the dump that says so; absent when no single line does
 */
public record Hold(String reason, Optional<DumpLine> evidence) {}
