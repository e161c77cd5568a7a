package io.github.jobdoctor.tui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A filter of jobs")
class JobQueryTest {

  private final List<JobRow> rows =
      Stage.live(80, 24).look(Stage.demoDump()).state().feed().polled().orElseThrow().rows();

  private List<String> found(String typed) {
    JobQuery query = JobQuery.of(typed);
    return rows.stream().filter(query).map(row -> row.key().toString()).toList();
  }

  @Test
  @DisplayName("finds text anywhere in the row, whatever its case")
  void text() {
    assertEquals(List.of("u0a123/1"), found("CHARGINGJOB"));
  }

  @Test
  @DisplayName("wants all its words")
  void allWords() {
    assertEquals(List.of("u0a8/300"), found("charging gms"));
  }

  @Test
  @DisplayName("turns a word round with !")
  void not() {
    assertEquals(rows.size() - found("com.example.app").size(), found("!com.example.app").size());
    assertTrue(found("state:waiting !cause:charging !cause:connectivity").contains("u0a123/2"));
  }

  @Test
  @DisplayName("looks into one column with a prefix")
  void prefixes() {
    assertEquals(List.of("u0a126/400"), found("pkg:example.rare"));
    assertEquals(List.of("u0a134/712"), found("state:pending"));
    assertEquals(List.of("u0a128/403"), found("bucket:never"));
    assertEquals(List.of("u0a123/600"), found("job:u0a123/6"));
  }

  @Test
  @DisplayName("knows a cause by its label and by its id")
  void causes() {
    assertEquals(List.of("u0a123/600"), found("cause:backoff"));
    assertEquals(found("cause:timing_delay").size(), 4);
  }

  @Test
  @DisplayName("hides nothing while a word is only half typed, and takes unknown prefixes as text")
  void halfTyped() {
    assertEquals(rows.size(), found("").size());
    assertEquals(rows.size(), found("!").size());
    assertEquals(rows.size(), found("pkg:").size());
    assertEquals(rows.size(), found("  !cause:  ").size());
    assertEquals(List.of(), found("nosuch:thing"));
  }
}
