/**
 * What the job scheduler's neighbours print, into the records of {@code job}: one parser per
 * service. Pure; may import {@code job} only.
 *
 * <p>Each parser goes by the shape of the text and not by the API level, reads it line by line, and
 * throws for no text: what has an unknown shape is absent. The shapes are those of the platform's
 * own {@code dump} methods, API 23 to 37.
 */
package io.github.jobdoctor.neighbours;
