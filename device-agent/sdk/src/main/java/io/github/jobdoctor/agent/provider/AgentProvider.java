package io.github.jobdoctor.agent.provider;

import android.content.ContentProvider;
import android.content.ContentValues;
import android.content.Context;
import android.database.Cursor;
import android.net.Uri;
import android.os.Bundle;
import android.os.ParcelFileDescriptor;
import io.github.jobdoctor.agent.task.TaskLog;
import io.github.jobdoctor.agent.work.BackgroundTasks;
import io.github.jobdoctor.agent.work.WakeReason;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;

/**
 * The door for the host program. The contract stands in the package's documentation.
 *
 * <p>The permission is checked by Android (from the manifest) and here again: a manifest that was
 * merged wrongly must not open the door.
 */
public final class AgentProvider extends ContentProvider {

  /** The one key of an answer. */
  public static final String ANSWER = "answer";

  private static final long MAX_FOLLOW_SECONDS = 600;

  private static final String PERMISSION = android.Manifest.permission.DUMP;

  /** Does nothing: Android calls this at every start of the app. */
  @Override
  public boolean onCreate() {
    return true;
  }

  @Override
  public Bundle call(String method, String arg, Bundle extras) {
    enforcePermission();
    Bundle bundle = new Bundle();
    bundle.putString(ANSWER, new Calls(context(), this::tasks).answer(method, arg, extras));
    return bundle;
  }

  @Override
  public ParcelFileDescriptor openFile(Uri uri, String mode) throws FileNotFoundException {
    enforcePermission();
    if (!"r".equals(mode)) {
      throw new FileNotFoundException("the log is only to be read");
    }
    if (!"/log".equals(uri.getPath())) {
      throw new FileNotFoundException("there is only /log, not " + uri.getPath());
    }
    long after = sequenceNumber(uri.getQueryParameter("after"));
    long follow = seconds(uri.getQueryParameter("follow"));
    TaskLog log = tasks().log();
    LogLines lines =
        new LogLines(
            log.snapshot(),
            log.origin(),
            context().getPackageName(),
            uri.getQueryParameter("log"),
            after,
            log.clock().wallTime(),
            log.clock().elapsedMs());
    return pipe(
        out -> {
          lines.writeTo(out);
          lines.follow(log, TimeUnit.SECONDS.toMillis(follow), out);
        });
  }

  private interface Content {
    void writeTo(OutputStream out) throws IOException, InterruptedException;
  }

  /**
   * A pipe with a thread of its own behind it. Not {@link #openPipeHelper}: that takes one of the
   * few threads that the app's AsyncTasks share, and a reader who follows would keep it for
   * minutes.
   */
  private static ParcelFileDescriptor pipe(Content content) throws FileNotFoundException {
    ParcelFileDescriptor[] ends;
    try {
      ends = ParcelFileDescriptor.createPipe();
    } catch (IOException noDescriptorsLeft) {
      throw new FileNotFoundException("no pipe: " + noDescriptorsLeft.getMessage());
    }
    Thread writer =
        new Thread(
            () -> {
              try (OutputStream out = new ParcelFileDescriptor.AutoCloseOutputStream(ends[1])) {
                content.writeTo(out);
              } catch (IOException readerWentAway) {
                // Nobody is left to tell; the reader knows, since lastSeq did not come.
              } catch (InterruptedException nobodyKnowsThisThread) {
                Thread.currentThread().interrupt();
              }
            },
            "jobdoctor-log-reader");
    writer.setDaemon(true);
    writer.start();
    return ends[0];
  }

  private static long sequenceNumber(String after) throws FileNotFoundException {
    if (after == null) {
      return 0;
    }
    try {
      return Math.max(0, Long.parseLong(after));
    } catch (NumberFormatException notANumber) {
      throw new FileNotFoundException("after is a sequence number, not " + after);
    }
  }

  private static long seconds(String follow) throws FileNotFoundException {
    if (follow == null) {
      return 0;
    }
    long seconds;
    try {
      seconds = Long.parseLong(follow);
    } catch (NumberFormatException notANumber) {
      seconds = 0;
    }
    if (seconds < 1 || seconds > MAX_FOLLOW_SECONDS) {
      throw new FileNotFoundException(
          "follow is 1 to " + MAX_FOLLOW_SECONDS + " seconds, not " + follow);
    }
    return seconds;
  }

  private void enforcePermission() {
    context()
        .enforceCallingOrSelfPermission(
            PERMISSION, "the door of jobdoctor's agent is for the shell");
  }

  private BackgroundTasks tasks() {
    return BackgroundTasks.get(context(), WakeReason.HOST);
  }

  private Context context() {
    Context context = getContext();
    if (context == null) {
      throw new IllegalStateException("asked before Android attached it");
    }
    return context;
  }

  @Override
  public String getType(Uri uri) {
    return "/log".equals(uri.getPath()) ? "application/x-ndjson" : null;
  }

  /** There are no rows: the log is read as a file. */
  @Override
  public Cursor query(
      Uri uri, String[] projection, String selection, String[] arguments, String order) {
    throw new UnsupportedOperationException("use call, or read /log");
  }

  @Override
  public Uri insert(Uri uri, ContentValues values) {
    throw new UnsupportedOperationException("use call with the method register");
  }

  @Override
  public int delete(Uri uri, String selection, String[] arguments) {
    throw new UnsupportedOperationException("use call with the method unregister or clear");
  }

  @Override
  public int update(Uri uri, ContentValues values, String selection, String[] arguments) {
    throw new UnsupportedOperationException("use call with the method register");
  }
}
