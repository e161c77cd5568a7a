package io.github.jobdoctor.expectation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A file of expectations")
class ExpectationFileTest {

  @Test
  @DisplayName("holds all that the command line can say")
  void holdsAll() throws Exception {
    List<Expectation> read =
        ExpectationFile.parse(
            "e.yaml",
            """
            # what has to be so after the nightly build
            - job: com.x/5
              expect: succeeded
              within: 60s
              since: 5m
              package: com.x
              user: 10
              namespace: sync
              name: "the nightly sync: done"
            - {job: 7, expect: not running, user: all}
            - job: SyncWorker
              expect: blocked-by quota
              within: 90
            """);
    assertEquals(3, read.size());
    assertEquals(
        new Expectation(
            Optional.of("the nightly sync: done"),
            new Subject("com.x/5", Optional.of("com.x"), OptionalInt.of(10), Optional.of("sync")),
            Condition.of(List.of("succeeded")),
            Optional.of(Duration.ofSeconds(60)),
            Optional.of(Duration.ofMinutes(5))),
        read.get(0));
    assertEquals("7 not running", read.get(1).title());
    assertEquals("SyncWorker blocked-by quota within 90s", read.get(2).title());
  }

  @Test
  @DisplayName("may be JSON as well, and begin with a byte order mark")
  void mayBeJson() throws Exception {
    assertEquals(
        1, ExpectationFile.parse("e.json", "\ufeff[{\"job\": \"5\", \"expect\": \"ran\"}]").size());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | e.yaml is empty: a list of expectations is missing.",
        "[] | e.yaml:1: the list is empty.",
        "job: 5 | e.yaml:1: the file has to be a list: each expectation begins with a dash.",
        "- 5 | e.yaml:1: an expectation has keys, such as job and expect.",
        "- {job: 5} | e.yaml:1: expect is missing.",
        "- {expect: ran} | e.yaml:1: job is missing.",
        "- {job: 5, expect: ran, job: 6} | e.yaml:1: job stands there twice.",
        "- {job: 5, expect: [ran]} | e.yaml:1: expect needs a plain value.",
        "- {job: 5, expect: } | e.yaml:1: expect needs a plain value.",
        "- {job: &a 5, expect: *a} | e.yaml:1: aliases (*name, <<) are not followed: write the value itself.",
        "- {job: ~, expect: ran} | e.yaml:1: job needs a plain value.",
        "- {<<: *a, expect: ran} | e.yaml:1: aliases (*name, <<) are not followed: write the value itself.",
        "- {job: 5, expect: ran, user: me} | e.yaml:1: 'me' is no user: give a number, or all.",
        "- {job: 5, expect: ran, since: soon} | e.yaml:1: 'soon' is no duration: write it like 500ms, 20s or 2m.",
        "- {job: 5, expect: ready, since: 5m} | e.yaml:1: since goes with ran, succeeded and failed only: ready is of the moment.",
      })
  @DisplayName("that is wrong says where and what")
  void saysWhereAndWhat(String text, String message) {
    assertEquals(message, messageOf(text));
  }

  @Test
  @DisplayName("names the line of what is wrong in it")
  void namesTheLine() {
    assertEquals(
        "e.yaml:4: 'expcet' is no key: there are job, expect, within, since, package, user,"
            + " namespace, name.",
        messageOf("- job: 5\n  expect: ran\n- job: 6\n  expcet: ran\n"));
    assertTrue(
        messageOf("- job: 5\n  expect: ran\n- job: 6\n  expect: runs\n")
            .startsWith("e.yaml:4: 'runs' is no condition"));
    assertTrue(
        messageOf("- job: 5\n  expect: ran\n- {job: 6, expect: ran\n")
            .startsWith("e.yaml:3: this is not YAML: expected "));
    assertEquals(
        "e.yaml:3: the file has a second document.",
        messageOf("- job: 5\n  expect: ran\n--- again\n"));
  }

  @Test
  @DisplayName("that is too long is refused before it is read")
  void tooLong() {
    assertTrue(
        messageOf("#" + "x".repeat(ExpectationFile.LONGEST)).startsWith("e.yaml is too long"));
  }

  @Test
  @DisplayName("that nests deeply, or wants classes made, gets nothing made")
  void hostile() {
    assertEquals(
        "e.yaml:1: an expectation has keys, such as job and expect.", messageOf("[".repeat(900)));
    assertTrue(messageOf("- !!javax.script.ScriptEngineManager [x]\n").startsWith("e.yaml:1: "));
  }

  private static String messageOf(String text) {
    return assertThrows(
            NotAnExpectationException.class, () -> ExpectationFile.parse("e.yaml", text))
        .getMessage();
  }
}
