package io.github.jobdoctor.render;

import io.github.jobdoctor.diagnosis.Confidence;
import io.github.jobdoctor.diagnosis.Diagnosis;
import io.github.jobdoctor.diagnosis.Finding;
import io.github.jobdoctor.diagnosis.NextRun;
import io.github.jobdoctor.diagnosis.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A diagnosis in words. The texts are raw: who prints them cleans them. */
final class DiagnosisText {

  private DiagnosisText() {}

  /** What it comes to, in a line: the verdict, and what the job waits for. */
  static String headline(Diagnosis diagnosis) {
    List<String> labels = diagnosis.heldBy().stream().map(Finding::label).distinct().toList();
    String first = labels.isEmpty() ? "" : labels.get(0);
    return switch (diagnosis.verdict()) {
      case RUNNING -> "Running.";
      case CLEAR ->
          switch (first) {
            case "free slot" -> "Clear: it is queued, and starts when a slot is free.";
            case "batching" -> "Clear: it is ready, and waits for other jobs to start with.";
            default -> "Clear: it is ready, and nothing holds it back.";
          };
      case DELAYED, BLOCKED, NOTE -> capital(word(diagnosis.verdict())) + ": " + list(labels) + ".";
      case CANNOT_TELL ->
          first.isEmpty() || first.equals("?")
              ? "Cannot tell whether anything holds it back."
              : "Cannot tell: it may be " + list(labels) + ".";
    };
  }

  private static String list(List<String> labels) {
    return labels.size() < 2
        ? String.join("", labels)
        : labels.get(0) + "; also " + String.join(", ", labels.subList(1, labels.size()));
  }

  /** A verdict in a sentence: {@code cannot tell}. */
  static String word(Verdict verdict) {
    return verdict == Verdict.CANNOT_TELL ? "cannot tell" : verdict.word();
  }

  /** The verdict of a finding, with how sure it is where it is not certain. */
  static String weight(Finding finding) {
    return word(finding.verdict()) + doubt(finding);
  }

  /** How sure a finding is, as the end of its verdict; empty when it is certain. */
  static String doubt(Finding finding) {
    return finding.confidence() == Confidence.CERTAIN ? "" : ", " + finding.confidence().word();
  }

  static Style style(Verdict verdict) {
    return switch (verdict) {
      case RUNNING, CLEAR -> Style.GREEN;
      case DELAYED -> Style.YELLOW;
      case BLOCKED -> Style.RED;
      case CANNOT_TELL -> Style.CYAN;
      case NOTE -> Style.DIM;
    };
  }

  /** The services that would have helped, by why they could not be asked; absent when none. */
  static Optional<String> missing(Diagnosis diagnosis) {
    Map<String, List<String>> byReason = new TreeMap<>();
    diagnosis.missing().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            entry ->
                byReason
                    .computeIfAbsent(entry.getValue(), none -> new ArrayList<>())
                    .add(entry.getKey().service()));
    return byReason.isEmpty()
        ? Optional.empty()
        : Optional.of(
            byReason.entrySet().stream()
                .map(entry -> String.join(", ", entry.getValue()) + ": " + entry.getKey())
                .collect(Collectors.joining("; ")));
  }

  /** When the job may run next; absent while it runs. */
  static Optional<String> nextRun(Diagnosis diagnosis) {
    if (diagnosis.nextRun().isEmpty()) {
      return diagnosis.verdict() == Verdict.RUNNING
          ? Optional.empty()
          : Optional.of("cannot be told");
    }
    NextRun next = diagnosis.nextRun().get();
    if (diagnosis.heldBy().stream().anyMatch(one -> one.id().equals("waiting-for-slot"))) {
      return Optional.of("as soon as a slot is free");
    }
    boolean later = !next.earliest().isZero() && !next.earliest().isNegative();
    String start =
        next.once().isEmpty()
            ? (later ? "in " + Span.of(next.earliest()) + " at the earliest" : "at once")
            : next.once().stream().map(what -> "once " + what).collect(Collectors.joining(", and "))
                + (later ? ", in " + Span.of(next.earliest()) + " at the earliest" : "");
    return Optional.of(
        start + next.latest().map(latest -> "; " + latest(diagnosis, latest)).orElse(""));
  }

  private static String latest(Diagnosis diagnosis, Duration latest) {
    boolean batched = diagnosis.heldBy().stream().anyMatch(one -> one.id().equals("batching"));
    return batched
        ? "in " + Span.of(latest) + " at the latest"
        : "its deadline is in " + Span.of(latest);
  }

  /** {@code 3 blocked, 1 delayed, 2 clear}: how many of which verdict. */
  static String counts(List<Diagnosis> diagnoses) {
    return List.of(
            Verdict.BLOCKED, Verdict.DELAYED, Verdict.CANNOT_TELL, Verdict.CLEAR, Verdict.RUNNING)
        .stream()
        .map(
            verdict -> {
              long count = diagnoses.stream().filter(one -> one.verdict() == verdict).count();
              return count == 0 ? "" : count + " " + word(verdict);
            })
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(", "));
  }

  /** {@code 1 job}, {@code 2 jobs}. */
  static String jobs(int count) {
    return count + (count == 1 ? " job" : " jobs");
  }

  private static String capital(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
