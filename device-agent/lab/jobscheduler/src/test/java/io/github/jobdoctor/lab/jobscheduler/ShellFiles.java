package io.github.jobdoctor.lab.jobscheduler;

import android.os.Binder;
import android.os.Bundle;
import android.os.Handler;
import android.os.ResultReceiver;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The three standard streams of a shell command, which wants file descriptors. */
final class ShellFiles implements AutoCloseable {

  private final Path in = Files.createTempFile("jobscheduler", ".in");
  private final Path out = Files.createTempFile("jobscheduler", ".out");
  private final Path err = Files.createTempFile("jobscheduler", ".err");

  ShellFiles() throws IOException {}

  /** Runs a {@code ShellCommand} of the platform; returns its result. */
  int run(Object shell, Binder target, String... arguments) throws IOException {
    AtomicInteger sent = new AtomicInteger();
    ResultReceiver receiver =
        new ResultReceiver((Handler) null) {
          @Override
          protected void onReceiveResult(int result, Bundle data) {
            sent.set(result);
          }
        };
    try (FileInputStream stdin = new FileInputStream(in.toFile());
        FileOutputStream stdout = new FileOutputStream(out.toFile());
        FileOutputStream stderr = new FileOutputStream(err.toFile())) {
      Method exec = shortest(Hidden.methods(shell, "exec"));
      List<Object> values = new ArrayList<>(List.of(target, stdin.getFD(), stdout.getFD()));
      values.add(stderr.getFD());
      values.add(arguments);
      for (int i = values.size(); i < exec.getParameterCount(); i++) {
        values.add(exec.getParameterTypes()[i] == ResultReceiver.class ? receiver : null);
      }
      Object result = Hidden.invoke(() -> exec.invoke(shell, values.toArray()));
      return result instanceof Integer code ? code : sent.get();
    }
  }

  private static Method shortest(List<Method> overloads) {
    return overloads.stream()
        .min((a, b) -> Integer.compare(a.getParameterCount(), b.getParameterCount()))
        .orElseThrow();
  }

  String stdout() throws IOException {
    return Files.readString(out, StandardCharsets.UTF_8);
  }

  String stderr() throws IOException {
    return Files.readString(err, StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    Files.delete(in);
    Files.delete(out);
    Files.delete(err);
  }
}
