package io.github.jobdoctor.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Several devices")
class FanOutTest {

  private final List<String> told = Collections.synchronizedList(new ArrayList<>());

  private final FanOut.Progress progress =
      new FanOut.Progress() {
        @Override
        public void answered(int done, int all) {
          told.add(done + "/" + all);
        }

        @Override
        public void over() {
          told.add("over");
        }
      };

  @Test
  @DisplayName("are asked at the same time, and answer in their order")
  void allAtOnce() throws Exception {
    CyclicBarrier together = new CyclicBarrier(4);
    List<String> answers =
        new FanOut(4, Duration.ZERO, progress)
            .ask(
                List.of("a", "b", "c", "d"),
                serial -> {
                  try {
                    // Passed only when all four are here.
                    together.await(10, TimeUnit.SECONDS);
                  } catch (Exception e) {
                    throw new IllegalStateException(e);
                  }
                  return serial.repeat(2);
                });
    assertEquals(List.of("aa", "bb", "cc", "dd"), answers);
  }

  @Test
  @DisplayName("are never asked more at once than allowed")
  void bound() throws Exception {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<String> serials = IntStream.range(0, 40).mapToObj(Integer::toString).toList();
    List<String> answers =
        new FanOut(3, Duration.ofMinutes(1), progress)
            .ask(
                serials,
                serial -> {
                  most.accumulateAndGet(now.incrementAndGet(), Math::max);
                  LockSupport.parkNanos(200_000); // or they would hardly meet
                  now.decrementAndGet();
                  return serial;
                });
    assertEquals(serials, answers);
    assertTrue(most.get() <= 3, "at once: " + most);
    assertEquals(List.of("over"), told);
  }

  @Test
  @DisplayName("show how many have answered while the others are waited for")
  void progress() throws Exception {
    new FanOut(2, Duration.ZERO, progress).ask(List.of("a", "b"), serial -> serial);
    assertTrue(told.contains("1/2"), told.toString());
    assertEquals("over", told.get(told.size() - 1));
  }
}
