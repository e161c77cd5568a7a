package io.github.jobdoctor.job;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The runs in a dump's job history: starts and stops laid together.
 *
 * <p>API 27 to 32 label stops wrongly: that of a periodic job as one of a one-off, and the other
 * way round. A start tells the truth, so a run with both takes its word. A stop alone is read by
 * what other runs in the same dump show, else by whether the dump has the priorities that came with
 * the repair (API 33), else by the registered job.
 *
 * @param runs in the order in which they began, as far as that is known
 * @param since how far back the history reaches; absent when it is empty
 * @param forgets whether it is full, so that older events are lost; else it reaches back to the
 *     start of the device, or the dump is of one package and does not show the events of others
 */
public record RunHistory(List<JobRun> runs, Optional<Duration> since, boolean forgets) {

  /** How many events Android keeps. */
  private static final int KEPT = 100;

  /** Copies the list. */
  public RunHistory {
    runs = List.copyOf(runs);
  }

  /** The runs of a dump. */
  public static RunHistory of(JobSchedulerSnapshot snapshot) {
    List<HistoryEvent> events = snapshot.history();
    return new RunHistory(
        new Pairing(snapshot).runs(),
        events.stream().map(HistoryEvent::when).min(Comparator.naturalOrder()),
        events.size() >= KEPT);
  }

  /** Lays starts and stops together. */
  private static final class Pairing {
    private final JobSchedulerSnapshot snapshot;
    private final Names names;
    private final List<JobRun> runs = new ArrayList<>();
    private final Map<Owner, List<Integer>> open = new LinkedHashMap<>();
    private final Set<Owner> mixedUp = new LinkedHashSet<>();
    private Optional<Boolean> stopsSwapped;

    private Pairing(JobSchedulerSnapshot snapshot) {
      this.snapshot = snapshot;
      this.names = new Names(snapshot);
      this.stopsSwapped =
          snapshot.jobs().isEmpty()
              ? Optional.empty()
              : Optional.of(
                  snapshot.jobs().stream().noneMatch(job -> job.info().priority().isPresent()));
    }

    /** Whose events they are. Up to API 26 several jobs may share one. */
    private record Owner(Uid uid, OptionalInt jobId, String name) {}

    private List<JobRun> runs() {
      learnLabels();
      for (HistoryEvent event : snapshot.history()) {
        if (event.start()) {
          start(event);
        } else {
          stop(event);
        }
      }
      List<JobRun> all = new ArrayList<>(runs);
      open.forEach(
          (owner, indices) -> {
            for (int index : indices) {
              all.set(index, withState(all.get(index), owner, indices.size()));
            }
          });
      return all;
    }

    /** A pair of which start and stop differ shows that the labels of stops are swapped. */
    private void learnLabels() {
      for (HistoryEvent stop : snapshot.history()) {
        if (stop.start()) {
          continue;
        }
        for (HistoryEvent start : snapshot.history()) {
          if (start.start()
              && start.jobId().isPresent()
              && start.jobId().equals(stop.jobId())
              && start.sourceUid().equals(stop.sourceUid())
              && stop.isNamed(start.text())) {
            stopsSwapped = Optional.of(start.periodicLabel() != stop.periodicLabel());
            return;
          }
        }
      }
    }

    private void start(HistoryEvent event) {
      Owner owner = new Owner(event.sourceUid(), event.jobId(), event.text());
      List<Integer> indices = open.computeIfAbsent(owner, key -> new ArrayList<>());
      if (event.jobId().isPresent()) {
        indices.clear(); // the stop of the run before was not recorded
      }
      indices.add(runs.size());
      runs.add(
          new JobRun(
              names.key(owner.uid(), owner.jobId(), owner.name()),
              event.sourceUid(),
              event.jobId(),
              event.text(),
              event.jobId().isPresent() ? Optional.of(event.periodicLabel()) : Optional.empty(),
              Optional.of(event),
              Optional.empty(),
              false,
              Optional.empty()));
    }

    private void stop(HistoryEvent event) {
      Optional<Owner> owner = openOwner(event);
      if (owner.isPresent()) {
        List<Integer> indices = open.get(owner.get());
        if (indices.size() == 1 && !mixedUp.contains(owner.get())) {
          int index = indices.remove(0);
          runs.set(index, ended(runs.get(index), event));
          return;
        }
        // Two of the same name ran at once, and the line does not say which of them ended.
        mixedUp.add(owner.get());
        indices.remove(0);
        if (indices.isEmpty()) {
          mixedUp.remove(owner.get());
        }
      }
      String name = names.nameIn(event);
      Optional<JobKey> key = names.key(event.sourceUid(), event.jobId(), name);
      runs.add(
          new JobRun(
              key,
              event.sourceUid(),
              event.jobId(),
              name,
              event.jobId().isPresent() ? periodic(event, key) : Optional.empty(),
              Optional.empty(),
              Optional.of(event),
              false,
              event.reason(name)));
    }

    private Optional<Boolean> periodic(HistoryEvent stop, Optional<JobKey> key) {
      return stopsSwapped
          .map(swapped -> swapped != stop.periodicLabel())
          .or(() -> key.flatMap(snapshot::job).map(job -> job.info().periodic().isPresent()));
    }

    private Optional<Owner> openOwner(HistoryEvent stop) {
      return open.entrySet().stream()
          .filter(entry -> !entry.getValue().isEmpty())
          .map(Map.Entry::getKey)
          .filter(owner -> owner.uid().equals(stop.sourceUid()))
          .filter(owner -> owner.jobId().equals(stop.jobId()))
          .filter(owner -> stop.isNamed(owner.name()))
          .max(Comparator.comparingInt(owner -> owner.name().length()));
    }

    private static JobRun ended(JobRun run, HistoryEvent stop) {
      return new JobRun(
          run.key(),
          run.sourceUid(),
          run.jobId(),
          run.name(),
          run.periodic(),
          run.started(),
          Optional.of(stop),
          false,
          stop.reason(run.name()));
    }

    /** A run without a stop still runs if the dump says so; else its end is unknown. */
    private JobRun withState(JobRun run, Owner owner, int runsOfIt) {
      long active =
          snapshot.active().stream()
              .filter(entry -> entry.name().equals(owner.name()))
              .filter(
                  entry ->
                      owner.jobId().isEmpty() || owner.jobId().getAsInt() == entry.key().jobId())
              .filter(entry -> names.worksFor(entry.key(), owner.uid()))
              .count();
      boolean running = !mixedUp.contains(owner) && active >= runsOfIt;
      return new JobRun(
          run.key(),
          run.sourceUid(),
          run.jobId(),
          run.name(),
          run.periodic(),
          run.started(),
          run.stopped(),
          running,
          run.reason());
    }
  }

  /** The jobs that a dump knows by name: registered, running, waiting, ended lately. */
  private static final class Names {
    private final Map<Uid, Set<String>> byUid = new HashMap<>();
    private final Map<Pairing.Owner, JobKey> keys = new HashMap<>();
    private final Map<JobKey, Uid> sources = new HashMap<>();

    private Names(JobSchedulerSnapshot snapshot) {
      for (Job job : snapshot.jobs()) {
        job.source().ifPresent(source -> add(source.uid(), job.key(), job.name()));
      }
      for (SchedulerState.RecentJob job : snapshot.state().recentJobs()) {
        job.source()
            .ifPresent(
                source ->
                    job.key()
                        .ifPresent(
                            key ->
                                job.tag()
                                    .map(Names::nameInTag)
                                    .ifPresent(name -> add(source.uid(), key, name))));
      }
    }

    private void add(Uid source, JobKey key, String name) {
      byUid.computeIfAbsent(source, uid -> new LinkedHashSet<>()).add(name);
      keys.putIfAbsent(new Pairing.Owner(source, OptionalInt.of(key.jobId()), name), key);
      sources.putIfAbsent(key, source);
    }

    // A tag reads *job*/NAME, and from API 36 on *job*e/NAME.
    private static String nameInTag(String tag) {
      return tag.startsWith("*job*") ? tag.substring(tag.indexOf('/') + 1) : tag;
    }

    private Optional<JobKey> key(Uid uid, OptionalInt jobId, String name) {
      return Optional.ofNullable(keys.get(new Pairing.Owner(uid, jobId, name)));
    }

    private boolean worksFor(JobKey key, Uid uid) {
      Uid source = sources.get(key);
      return source == null ? key.caller().equals(uid) : source.equals(uid);
    }

    /** The name that a stop begins with; its whole text when that cannot be told. */
    private String nameIn(HistoryEvent stop) {
      Collection<String> known = byUid.getOrDefault(stop.sourceUid(), Set.of());
      return known.stream()
          .filter(stop::isNamed)
          .max(Comparator.comparingInt(String::length))
          .orElseGet(() -> component(stop.text()));
    }

    /** A component has no space in it, so what follows one is a reason. */
    private static String component(String text) {
      int slash = text.indexOf('/');
      int space = text.indexOf(' ');
      int colon = text.indexOf(':');
      boolean plain =
          slash > 0
              && space > slash
              && "@#".indexOf(text.charAt(0)) < 0
              && (colon < 0 || colon > space);
      return plain ? text.substring(0, space) : text;
    }
  }
}
