package io.github.jobdoctor.agentlog;

import java.util.List;
import java.util.Optional;

/**
 * The fields of one line, one after another. A value of another type than the one that is asked for
 * costs that field: the next one can still be read.
 */
interface LineFields {

  /**
   * Goes to the next field that has a value; false behind the last.
   *
   * @throws NotALineException when the line is no JSON object
   */
  boolean next() throws NotALineException;

  /** Which field it is. */
  Field field();

  /**
   * Its value as a text that hardly comes a second time; never absent.
   *
   * @throws NotALineException when it is none
   */
  Optional<String> text() throws NotALineException;

  /**
   * Its value as a text that other lines have too; never absent.
   *
   * @throws NotALineException when it is none
   */
  Optional<String> word() throws NotALineException;

  /**
   * Its value as a whole number.
   *
   * @throws NotALineException when it is none, or too large
   */
  long number() throws NotALineException;

  /**
   * Its value as a list of texts; never absent.
   *
   * @throws NotALineException when it is none
   */
  Optional<List<String>> texts() throws NotALineException;
}
