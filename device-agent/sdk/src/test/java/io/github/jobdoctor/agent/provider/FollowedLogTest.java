package io.github.jobdoctor.agent.provider;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;
import static org.robolectric.Shadows.shadowOf;

import android.net.Uri;
import android.os.ParcelFileDescriptor;
import io.github.jobdoctor.agent.log.LogEvent;
import io.github.jobdoctor.agent.task.TaskLog;
import io.github.jobdoctor.agent.work.AgentRule;
import io.github.jobdoctor.agent.work.WakeReason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.json.JSONObject;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** A reader that stays. None of this depends on the Android, so one is enough. */
@RunWith(RobolectricTestRunner.class)
@Config(sdk = 34)
public class FollowedLogTest {

  private static final String LOG = "content://io.github.jobdoctor.agent.test.jobdoctor/log";

  @Rule public final AgentRule agent = new AgentRule();

  @Before
  public void theCallerIsTheShell() {
    shadowOf(agent.app()).grantPermissions(android.Manifest.permission.DUMP);
  }

  private TaskLog log() {
    return agent.tasks().log();
  }

  /** A reader of the pipe, which under Robolectric is a file: it never seems to end. */
  private final class Reader implements AutoCloseable {
    private final InputStream in;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Reader(String query) throws IOException {
      ParcelFileDescriptor file =
          agent.app().getContentResolver().openFileDescriptor(Uri.parse(LOG + query), "r");
      in = new ParcelFileDescriptor.AutoCloseInputStream(file);
    }

    /** Reads until {@code wanted} came. */
    void await(String wanted) throws Exception {
      for (int tries = 0; tries < 1_000; tries++) {
        byte[] some = new byte[8192];
        int n = in.read(some);
        if (n > 0) {
          bytes.write(some, 0, n);
        } else if (text().contains(wanted)) {
          return;
        } else {
          Thread.sleep(10);
        }
      }
      throw new AssertionError("no " + wanted + " in " + text());
    }

    String text() {
      return bytes.toString(StandardCharsets.UTF_8);
    }

    List<Long> numbers() throws Exception {
      List<Long> numbers = new ArrayList<>();
      for (String line : text().lines().skip(1).filter(line -> !line.isEmpty()).toList()) {
        numbers.add(new JSONObject(line).getLong("seq"));
      }
      return numbers;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }

  private static long writers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("jobdoctor-log-reader"))
        .count();
  }

  private static void awaitNoWriter() throws InterruptedException {
    for (int tries = 0; tries < 1_000 && writers() > 0; tries++) {
      Thread.sleep(10);
    }
    assertEquals(0, writers());
  }

  @Test
  public void everyReaderGetsEachNewRecordAsItIsWritten() throws Exception {
    try (Reader one = new Reader("?follow=600");
        Reader other = new Reader("?after=1&follow=600")) {
      one.await("process-start");
      log().event(LogEvent.LOG, "first");
      one.await("first");
      other.await("first");
      log().event(LogEvent.LOG, "second");
      log().event(LogEvent.LOG, "third");
      one.await("third");
      other.await("third");
      long last = log().snapshot().lastSeq();
      assertEquals(LongStream.rangeClosed(1, last).boxed().toList(), one.numbers());
      assertEquals(LongStream.rangeClosed(2, last).boxed().toList(), other.numbers());
      log().clear();
      awaitNoWriter();
    }
  }

  @Test
  public void anEmptyLineTellsThatTheStreamIsAlive() throws Exception {
    try (Reader reader = new Reader("?follow=600")) {
      reader.await("}\n\n\n");
      log().event(LogEvent.LOG, "at last");
      reader.await("at last");
      log().clear();
      awaitNoWriter();
    }
  }

  @Test
  public void theStreamEndsWithItsTime() throws Exception {
    try (Reader reader = new Reader("?follow=1")) {
      reader.await("process-start");
      awaitNoWriter();
    }
  }

  @Test
  public void theStreamEndsWhenTheLogIsAnotherOne() throws Exception {
    try (Reader reader = new Reader("?follow=600")) {
      reader.await("process-start");
      log().clear();
      awaitNoWriter();
      reader.await("process-start");
      assertFalse(reader.text(), reader.text().contains("cleared"));
    }
  }

  @Test
  public void theStreamEndsWhenTheLogIsClosed() throws Exception {
    try (Reader reader = new Reader("?follow=600")) {
      reader.await("process-start");
      agent.startProcess(WakeReason.APP);
      awaitNoWriter();
    }
  }

  private LogLines lines() {
    return new LogLines(log().snapshot(), log().origin(), "com.example", null, 0, 0, 0);
  }

  @Test
  public void aReaderThatWentAwayIsNoticedWhileNothingHappens() {
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("EPIPE");
          }
        };
    assertThrows(
        IOException.class, () -> lines().follow(log(), TimeUnit.HOURS.toMillis(1), broken));
  }

  @Test
  public void aReaderThatDoesNotReadHoldsNoTaskUp() throws Exception {
    OutputStream writesAnotherRecord =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            Thread task = new Thread(() -> log().event(LogEvent.LOG, "meanwhile"));
            task.start();
            try {
              task.join(TimeUnit.MINUTES.toMillis(1));
            } catch (InterruptedException e) {
              throw new IOException(e);
            }
            if (task.isAlive()) {
              throw new AssertionError("the log is locked while the pipe is written");
            }
            throw new IOException("seen enough");
          }
        };
    IOException end =
        assertThrows(
            IOException.class,
            () -> lines().follow(log(), TimeUnit.HOURS.toMillis(1), writesAnotherRecord));
    assertEquals("seen enough", end.getMessage());
    assertTrue(log().newest(1).get(0).message().orElse("").equals("meanwhile"));
  }

  @Test
  public void aReaderThatClaimsToHaveMoreGetsOnlyWhatComesAfterThat() throws Exception {
    long last = log().snapshot().lastSeq();
    try (Reader reader = new Reader("?after=" + (last + 2) + "&follow=600")) {
      log().event(LogEvent.LOG, "had");
      log().event(LogEvent.LOG, "had too");
      log().event(LogEvent.LOG, "new");
      reader.await("new");
      assertEquals(List.of(last + 3), reader.numbers());
      log().clear();
      awaitNoWriter();
    }
  }
}
