package io.github.jobdoctor.virtual;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Android's content program before a provider that says what it was asked. */
class ContentProgramTest {

  private static final String URI = "content://com.example.notes/log?after=3";

  private final CountDownLatch mayGoOn = new CountDownLatch(1);
  private final VirtualProvider notes =
      new VirtualProvider() {
        @Override
        public String call(String method, Optional<String> argument, List<Extra> extras) {
          if (method.equals("throw")) {
            throw new SecurityException("not for you");
          }
          return "Bundle[{asked=" + method + argument + extras + "}]";
        }

        @Override
        public void read(String pathAndQuery, OutputStream out) throws IOException {
          if (pathAndQuery.startsWith("/none")) {
            throw new FileNotFoundException("nothing at " + pathAndQuery);
          }
          out.write(("first " + pathAndQuery + "\n").getBytes(UTF_8));
          if (pathAndQuery.startsWith("/wait")) {
            await(mayGoOn);
          }
          out.write("last\n".getBytes(UTF_8));
        }
      };
  private final VirtualDevice phone =
      VirtualDevice.named("phone")
          .app(new VirtualApp("com.example", "1.0", Map.of("com.example.notes", notes)))
          .build();
  private final VirtualAdbServer server = start();

  private VirtualAdbServer start() {
    try {
      return VirtualAdbServer.start(List.of(phone), 0);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @AfterEach
  void close() {
    mayGoOn.countDown();
    server.close();
  }

  @Test
  void printsTheAnswerOfACall() throws Exception {
    assertEquals(
        "out<Result: Bundle[{asked=greetOptional.empty[]}]\n>exit<0>",
        shell("content call --uri content://com.example.notes --method greet"));
    assertEquals(
        "out<Result: Bundle[{asked=greetOptional[du & ich]"
            + "[Extra[key=a:b, type=s, value=x y], Extra[key=n, type=i, value=-7],"
            + " Extra[key=e, type=s, value=]]}]\n>exit<0>",
        shell(
            "content call --user 0 --uri content://com.example.notes/ignored --method greet"
                + " --arg 'du & ich' --extra 'a\\:b:s:x y' --extra n:I:-7 --extra e:s:"));
  }

  @Test
  void handsAFileOver() throws Exception {
    assertEquals("out<first /log?after=3\n>out<last\n>exit<0>", shell("content read --uri " + URI));
    assertEquals(
        "out<first \n>out<last\n>exit<0>", shell("content read --uri content://com.example.notes"));
  }

  @Test
  void printsWhatAProviderThrowsAndSucceedsAllTheSame() throws Exception {
    assertEquals(
        """
        err<Error while accessing provider:com.example.notes
        java.lang.SecurityException: not for you
        \tat android.database.DatabaseUtils.readException(DatabaseUtils.java)
        >exit<0>""",
        shell("content call --uri content://com.example.notes --method throw"));
    assertEquals(
        """
        err<Error while accessing provider:com.example.notes
        java.io.FileNotFoundException: nothing at /none
        \tat android.database.DatabaseUtils.readException(DatabaseUtils.java)
        >exit<0>""",
        shell("content read --uri content://com.example.notes/none"));
  }

  @Test
  void cannotFindAProviderThatIsNotThere() throws Exception {
    String notFound =
        """
        err<Error while accessing provider:com.example.other
        java.lang.IllegalStateException: Could not find provider: com.example.other
        \tat com.android.commands.content.Content$Command.execute(Content.java)
        >exit<0>""";
    assertEquals(notFound, shell("content read --uri content://com.example.other/log"));
    assertEquals(notFound, shell("content call --uri content://com.example.other --method m"));
    assertTrue(
        shell("content read --user 10 --uri " + URI).contains("Could not find provider"),
        "the app is there for the first user only");
    phone.packages().uninstall("com.example");
    assertTrue(shell("content read --uri " + URI).contains("Could not find provider"));
  }

  @Test
  void complainsAboutItsArgumentsOnStandardOutputBehindTheUsage() throws Exception {
    assertError("Unsupported operation: null", "");
    assertError("Unsupported operation: snooze", "snooze");
    assertError("Unsupported argument: --method", "read --uri " + URI + " --method m");
    assertError("Unsupported argument: m", "call m");
    assertError("No value for argument: --arg", "call --uri " + URI + " --method m --arg ''");
    assertError("No value for argument: --arg", "call --uri " + URI + " --method m --arg --all");
    assertError("No value for argument: --uri", "read --uri");
    assertError("Content provider method not specified.", "call --uri " + URI);
    assertError(
        "Content provider URI not specified. Did you specify --uri argument?", "call --method m");
    assertError("Binding not well formed: a:s", "call --extra a:s");
    assertError("Binding not well formed: a:s:b:c", "call --extra a:s:b:c");
    assertError("Unsupported type: x", "call --extra a:x:1");
    assertError("For input string: \"many\"", "call --extra a:i:many");
    assertError("Invalid escaping", "call --extra 'a:s:\\'");
  }

  private void assertError(String message, String arguments) throws IOException {
    String said = shell("content " + arguments);
    assertTrue(said.startsWith("out<usage: adb shell content "), said);
    assertTrue(said.endsWith("\n[ERROR] " + message + "\n>exit<0>"), said);
  }

  @Test
  void endsTheStreamWhenTheAppIsUninstalledInTheMiddle() throws Exception {
    try (AdbClient client = AdbClient.to(server.port(), "phone")) {
      client.request("shell,v2,raw:content read --uri content://com.example.notes/wait");
      client.outputUntil("first /wait\n");
      phone.packages().uninstall("com.example");
      mayGoOn.countDown();
      assertEquals("exit<0>", client.packets());
    }
  }

  @Test
  void passesAClientThatIsGoneOn() {
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("gone");
          }
        };
    for (String command : List.of("read", "call")) {
      List<String> arguments =
          command.equals("read")
              ? List.of("read", "--uri", URI)
              : List.of("call", "--uri", URI, "--method", "m");
      IOException gone =
          assertThrows(
              IOException.class,
              () ->
                  phone
                      .programs()
                      .get("content")
                      .run(
                          new Program.Invocation(
                              arguments,
                              InputStream.nullInputStream(),
                              broken,
                              OutputStream.nullOutputStream())));
      assertEquals("gone", gone.getMessage());
    }
  }

  private String shell(String line) throws IOException {
    return AdbClient.shell(server.port(), "phone", line);
  }
}
