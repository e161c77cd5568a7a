package io.github.jobdoctor.command;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Asks several devices at the same time, so that the slowest alone decides how long it takes; but
 * never more of them at once than allowed.
 *
 * @param most how many at the same time
 * @param quiet how long nothing is said of how far it is, at first and when nothing happens
 * @param progress hears how many have answered
 */
record FanOut(int most, Duration quiet, Progress progress) {

  /** How far it is; for somebody who waits. */
  interface Progress {
    /** So many have answered. */
    void answered(int done, int all);

    /** All have, or nobody waits any more. */
    void over();
  }

  /**
   * The answers, in the order of the devices.
   *
   * @param question must not throw: what goes wrong with a device is part of its answer
   */
  <T> List<T> ask(List<String> serials, Function<String, T> question) throws InterruptedException {
    if (serials.size() == 1) {
      return List.of(question.apply(serials.get(0)));
    }
    ExecutorService threads = Executors.newFixedThreadPool(Math.min(serials.size(), most));
    CompletionService<T> devices = new ExecutorCompletionService<>(threads);
    try {
      List<Future<T>> answers = new ArrayList<>();
      for (String serial : serials) {
        answers.add(devices.submit(() -> question.apply(serial)));
      }
      await(devices, serials.size());
      List<T> results = new ArrayList<>();
      for (Future<T> answer : answers) {
        results.add(answer.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw new IllegalStateException("asking a device failed in an unforeseen way", e.getCause());
    } finally {
      threads.shutdownNow();
      progress.over();
    }
  }

  private void await(CompletionService<?> devices, int all) throws InterruptedException {
    long start = System.nanoTime();
    for (int done = 0; done < all; ) {
      done += devices.poll(quiet.toMillis(), TimeUnit.MILLISECONDS) == null ? 0 : 1;
      if (done < all && System.nanoTime() - start > quiet.toNanos()) {
        progress.answered(done, all);
      }
    }
  }
}
