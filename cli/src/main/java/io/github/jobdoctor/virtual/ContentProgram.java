package io.github.jobdoctor.virtual;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Android's {@code content}, as much of it as reaches an agent: {@code call} and {@code read}.
 * Words and order are those of {@code com.android.commands.content.Content}: complaints about the
 * arguments go to standard output, behind the usage; what a provider throws goes to standard error;
 * the exit code is 0 whatever happened.
 */
final class ContentProgram implements Program {

  private static final String USAGE =
      """
      usage: adb shell content call --uri <URI> --method <METHOD> [--arg <ARG>] [--extra <BINDING>...] [--user <USER_ID>]
      usage: adb shell content read --uri <URI> [--user <USER_ID>]

      """;

  private static final String ASKED_BY = "com.android.commands.content.Content$Command.execute";
  private static final String PASSED_ON_BY = "android.database.DatabaseUtils.readException";

  /** {@code UserHandle.USER_CURRENT}. */
  private static final int CURRENT_USER = -2;

  private final VirtualPackages packages;

  ContentProgram(VirtualPackages packages) {
    this.packages = packages;
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    Request request;
    try {
      request = Request.parse(invocation.arguments());
    } catch (IllegalArgumentException wrong) {
      invocation.print(USAGE + "\n[ERROR] " + wrong.getMessage() + "\n");
      return 0;
    }
    String authority = authority(request.uri);
    Optional<VirtualProvider> provider =
        request.user == 0 || request.user == CURRENT_USER
            ? packages.provider(authority)
            : Optional.empty();
    if (provider.isEmpty()) {
      complain(
          invocation,
          authority,
          new IllegalStateException("Could not find provider: " + authority),
          ASKED_BY);
    } else if (request.operation.equals("call")) {
      call(request, authority, provider.get(), invocation);
    } else {
      read(request, authority, provider.get(), invocation);
    }
    return 0;
  }

  private static void call(
      Request request, String authority, VirtualProvider provider, Invocation invocation)
      throws IOException {
    String bundle;
    try {
      bundle = provider.call(request.method, request.argument, request.extras);
    } catch (RuntimeException thrown) {
      complain(invocation, authority, thrown, PASSED_ON_BY);
      return;
    }
    invocation.print("Result: " + bundle + "\n");
  }

  private void read(
      Request request, String authority, VirtualProvider provider, Invocation invocation)
      throws IOException {
    try {
      provider.read(
          pathAndQuery(request.uri), new WhileInstalled(invocation.stdout(), authority, provider));
    } catch (AppGone uninstalled) {
      // Its process was killed, and with it the end of the pipe that was written to.
    } catch (FileNotFoundException | RuntimeException thrown) {
      complain(invocation, authority, thrown, PASSED_ON_BY);
    }
  }

  private static void complain(
      Invocation invocation, String authority, Exception thrown, String where) throws IOException {
    String file = where.substring(0, where.lastIndexOf('.')).replaceAll(".*\\.|\\$.*", "");
    invocation.printError(
        "Error while accessing provider:"
            + authority
            + "\n"
            + thrown
            + "\n\tat "
            + where
            + "("
            + file
            + ".java)\n");
  }

  /** What stands between {@code //} and the path; {@code null} in a URI without it, as Android. */
  private static String authority(String uri) {
    int start = uri.indexOf("//");
    return start < 0 ? "null" : uri.substring(start + 2, authorityEnd(uri));
  }

  private static String pathAndQuery(String uri) {
    return uri.substring(authorityEnd(uri)).replaceAll("#.*", "");
  }

  private static int authorityEnd(String uri) {
    int at = uri.indexOf("//") + 2;
    while (at < uri.length() && "/?#".indexOf(uri.charAt(at)) < 0) {
      at++;
    }
    return at;
  }

  /** The provider's app was uninstalled, or another one took its place. */
  private static final class AppGone extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /** Standard output as long as the provider that writes is there. */
  private final class WhileInstalled extends OutputStream {
    private final OutputStream stdout;
    private final String authority;
    private final VirtualProvider provider;

    WhileInstalled(OutputStream stdout, String authority, VirtualProvider provider) {
      this.stdout = stdout;
      this.authority = authority;
      this.provider = provider;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (packages.provider(authority).filter(now -> now == provider).isEmpty()) {
        throw new AppGone();
      }
      stdout.write(bytes, offset, length);
    }
  }

  /** The arguments, understood. */
  private static final class Request {
    private final String operation;
    private String uri;
    private int user;
    private String method;
    private Optional<String> argument = Optional.empty();
    private final List<VirtualProvider.Extra> extras = new ArrayList<>();

    private Request(String operation) {
      this.operation = operation;
    }

    /**
     * Reads the arguments.
     *
     * @throws IllegalArgumentException with Android's complaint
     */
    static Request parse(List<String> arguments) {
      String operation = arguments.isEmpty() ? null : arguments.get(0);
      boolean call = "call".equals(operation);
      if (!call && !"read".equals(operation)) {
        throw new IllegalArgumentException("Unsupported operation: " + operation);
      }
      Request request = new Request(operation);
      for (int at = 1; at < arguments.size(); at += 2) {
        String option = arguments.get(at);
        String next = at + 1 < arguments.size() ? arguments.get(at + 1) : "";
        if (option.equals("--uri")) {
          request.uri = required(option, next);
        } else if (option.equals("--user")) {
          request.user = Integer.parseInt(required(option, next));
        } else if (call && option.equals("--method")) {
          request.method = required(option, next);
        } else if (call && option.equals("--arg")) {
          request.argument = Optional.of(required(option, next));
        } else if (call && option.equals("--extra")) {
          request.extras.add(binding(next));
        } else {
          throw new IllegalArgumentException("Unsupported argument: " + option);
        }
      }
      if (request.uri == null) {
        throw new IllegalArgumentException(
            "Content provider URI not specified. Did you specify --uri argument?");
      }
      if (call && request.method == null) {
        throw new IllegalArgumentException("Content provider method not specified.");
      }
      return request;
    }

    private static String required(String option, String value) {
      if (value.isEmpty() || value.startsWith("--")) {
        throw new IllegalArgumentException("No value for argument: " + option);
      }
      return value;
    }

    private static VirtualProvider.Extra binding(String text) {
      List<String> parts = partsOf(text);
      if (text.isEmpty() || parts.size() != 3) {
        throw new IllegalArgumentException("Binding not well formed: " + text);
      }
      String type = parts.get(1);
      String value = parts.get(2);
      // Android reads the types without regard to case, but for the one of a text.
      switch (type.equals("S") ? "?" : type.toLowerCase(java.util.Locale.ROOT)) {
        case "i" -> Integer.parseInt(value);
        case "l" -> Long.parseLong(value);
        case "f" -> Float.parseFloat(value);
        case "d" -> Double.parseDouble(value);
        case "s", "b", "n" -> {
          // Any value will do.
        }
        default -> throw new IllegalArgumentException("Unsupported type: " + type);
      }
      return new VirtualProvider.Extra(parts.get(0), Character.toLowerCase(type.charAt(0)), value);
    }

    /** What stands between the colons; a backslash guards a colon or a backslash. */
    private static List<String> partsOf(String text) {
      List<String> parts = new ArrayList<>();
      StringBuilder part = new StringBuilder();
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c == '\\') {
          i++;
          if (i == text.length()) {
            throw new IllegalArgumentException("Invalid escaping");
          }
          part.append(text.charAt(i));
        } else if (c == ':') {
          parts.add(part.toString());
          part.setLength(0);
        } else {
          part.append(c);
        }
      }
      parts.add(part.toString());
      return parts;
    }
  }
}
