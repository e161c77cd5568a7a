package io.github.jobdoctor.diagnosis;

import io.github.jobdoctor.job.DumpLine;
import io.github.jobdoctor.job.Fact;
import io.github.jobdoctor.job.Neighbour;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One thing that a rule found (design/json.md, {@code findings}).
 *
 * @param id what it is, such as {@code quota-time}; fixed, for scripts
 * @param label the same in the fewest words, for a column: the constraint's name where it is one
 * @param pendingReason Android's own word for it; absent when it has none
 * @param verdict what it comes to
 * @param confidence how sure it is
 * @param summary one or two sentences
 * @param evidence the lines that it rests on; empty when it rests on what is missing
 * @param remedy what to do about it; absent when nothing can or need be done
 * @param eta when it ends by itself, relative to the dump's clock; absent when that is unknown
 * @param until what has to happen for it to end, in the form "the device charges"; absent when time
 *     alone ends it
 * @param commands what the user can paste
 */
public record Finding(
    String id,
    String label,
    Optional<PendingReason> pendingReason,
    Verdict verdict,
    Confidence confidence,
    String summary,
    List<Evidence> evidence,
    Optional<String> remedy,
    Optional<Duration> eta,
    Optional<String> until,
    Commands commands) {

  /** Copies the list. */
  public Finding {
    evidence = List.copyOf(evidence);
  }

  /** Whether it holds the job back. */
  public boolean holdsBack() {
    return verdict == Verdict.BLOCKED || verdict == Verdict.DELAYED;
  }

  /** The first of its lines that stands in the dump of the jobs; absent when none does. */
  public Optional<Evidence> mainEvidence() {
    return evidence.stream().filter(Evidence::isOfJobScheduler).findFirst();
  }

  /** A finding that holds the job back until something changes. */
  public static Builder blocked(String id, String label) {
    return new Builder(id, label, Verdict.BLOCKED);
  }

  /** A finding that holds the job back for a time. */
  public static Builder delayed(String id, String label) {
    return new Builder(id, label, Verdict.DELAYED);
  }

  /** Something that was looked at and is as it should be. */
  public static Builder clear(String id, String label) {
    return new Builder(id, label, Verdict.CLEAR);
  }

  /** Something worth knowing. */
  public static Builder note(String id, String label) {
    return new Builder(id, label, Verdict.NOTE);
  }

  /** Something that cannot be told. */
  public static Builder cannotTell(String id, String label) {
    return new Builder(id, label, Verdict.CANNOT_TELL);
  }

  /** The same with another verdict. */
  public Finding as(Verdict other) {
    Builder builder = copy();
    builder.verdict = other;
    return builder.build();
  }

  /** The same with another confidence. */
  public Finding as(Confidence other) {
    return copy().confidence(other).build();
  }

  /** The same with more to do about it. */
  public Finding advised(String more) {
    return copy().remedy(remedy.map(text -> text + " " + more).orElse(more)).build();
  }

  private Builder copy() {
    Builder builder = new Builder(id, label, verdict);
    builder.pendingReason = pendingReason;
    builder.confidence = confidence;
    builder.summary = summary;
    builder.evidence.addAll(evidence);
    builder.remedy = remedy;
    builder.eta = eta;
    builder.until = until;
    builder.commands = commands;
    return builder;
  }

  /** Puts a finding together. Certain, unless told otherwise. */
  public static final class Builder {
    private final String id;
    private final String label;
    private final List<Evidence> evidence = new ArrayList<>();
    private Verdict verdict;
    private Optional<PendingReason> pendingReason = Optional.empty();
    private Confidence confidence = Confidence.CERTAIN;
    private String summary = "";
    private Optional<String> remedy = Optional.empty();
    private Optional<Duration> eta = Optional.empty();
    private Optional<String> until = Optional.empty();
    private Commands commands = Commands.NONE;

    private Builder(String id, String label, Verdict verdict) {
      this.id = id;
      this.label = label;
      this.verdict = verdict;
    }

    /** Android's own word. */
    public Builder reason(PendingReason reason) {
      pendingReason = Optional.of(reason);
      return this;
    }

    /** How sure it is. */
    public Builder confidence(Confidence sure) {
      confidence = sure;
      return this;
    }

    /** What was found. */
    public Builder summary(String text) {
      summary = text;
      return this;
    }

    /** A line that another finding rests on, too. */
    public Builder evidence(Evidence line) {
      if (!evidence.contains(line)) {
        evidence.add(line);
      }
      return this;
    }

    /** A line of the dump of the jobs; nothing when there is none. */
    public Builder line(Optional<DumpLine> line) {
      line.map(Evidence::of).filter(rest -> !evidence.contains(rest)).ifPresent(evidence::add);
      return this;
    }

    /** The line of a fact of the dump of the jobs; nothing when there is none. */
    public Builder fact(Optional<? extends Fact<?>> fact) {
      return line(fact.map(Fact::line));
    }

    /** A line of another service; nothing when there is none. */
    public Builder line(Neighbour neighbour, Optional<DumpLine> line) {
      line.map(text -> Evidence.of(neighbour, text))
          .filter(rest -> !evidence.contains(rest))
          .ifPresent(evidence::add);
      return this;
    }

    /** The line of a fact of another service; nothing when there is none. */
    public Builder fact(Neighbour neighbour, Optional<? extends Fact<?>> fact) {
      return line(neighbour, fact.map(Fact::line));
    }

    /** What to do about it. */
    public Builder remedy(String text) {
      remedy = Optional.of(text);
      return this;
    }

    /** When it ends by itself; a moment that has passed is none. */
    public Builder eta(Optional<Duration> when) {
      eta = when.filter(time -> !time.isNegative());
      return this;
    }

    /** What has to happen for it to end. */
    public Builder until(String text) {
      until = Optional.of(text);
      return this;
    }

    /** What shows whether it is right; words for the device's shell. */
    public Builder confirm(String shell) {
      commands =
          new Commands(Optional.of(Commands.SHELL + shell), commands.apply(), commands.undo());
      return this;
    }

    /** What changes it, and what takes that back; words for the device's shell. */
    public Builder apply(String shell, String undo) {
      commands =
          new Commands(
              commands.confirm(),
              Optional.of(Commands.SHELL + shell),
              Optional.of(Commands.SHELL + undo));
      return this;
    }

    /** What changes it for good; words for the device's shell. */
    public Builder apply(String shell) {
      commands =
          new Commands(commands.confirm(), Optional.of(Commands.SHELL + shell), commands.undo());
      return this;
    }

    /** The finding. */
    public Finding build() {
      return new Finding(
          id,
          label,
          pendingReason,
          verdict,
          confidence,
          summary,
          evidence,
          remedy,
          eta,
          until,
          commands);
    }
  }
}
