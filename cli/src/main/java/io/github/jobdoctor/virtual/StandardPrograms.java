package io.github.jobdoctor.virtual;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** The programs that every virtual device has. */
final class StandardPrograms {

  /** The exit code of Android's {@code cmd} when there is no such service. */
  private static final int CMD_NO_SERVICE = 20;

  private StandardPrograms() {}

  static Map<String, Program> of(VirtualDevice device) {
    Map<String, Program> programs = new LinkedHashMap<>();
    programs.put("cat", invocation -> cat(device, invocation));
    programs.put("cmd", invocation -> cmd(device, invocation));
    programs.put("dumpsys", invocation -> dumpsys(device, invocation));
    programs.put("echo", StandardPrograms::echo);
    programs.put("false", invocation -> 1);
    programs.put("getprop", invocation -> getprop(device, invocation));
    programs.put(
        "id",
        Program.printing(
            "uid=2000(shell) gid=2000(shell) groups=2000(shell) context=u:r:shell:s0\n"));
    programs.put("ls", invocation -> ls(device, invocation));
    programs.put("mkdir", invocation -> mkdir(device, invocation));
    programs.put("mv", invocation -> mv(device, invocation));
    programs.put("printf", StandardPrograms::printf);
    programs.put("rm", invocation -> rm(device, invocation));
    programs.put("sh", invocation -> device.shellWith(OptionalInt.empty()).script(invocation));
    programs.put("sync", invocation -> 0);
    programs.put("true", invocation -> 0);
    return programs;
  }

  private static int echo(Program.Invocation invocation) throws IOException {
    invocation.print(String.join(" ", invocation.arguments()) + "\n");
    return 0;
  }

  /** {@code printf %s TEXT}: the only format that is known here. */
  private static int printf(Program.Invocation invocation) throws IOException {
    if (invocation.arguments().size() != 2 || !invocation.arguments().get(0).equals("%s")) {
      invocation.printError("printf: only %s is known here\n");
      return 1;
    }
    invocation.print(invocation.arguments().get(1));
    return 0;
  }

  /** {@code ls -d PATH…}: whether there is something. */
  private static int ls(VirtualDevice device, Program.Invocation invocation) throws IOException {
    int exitCode = 0;
    for (String path : invocation.arguments()) {
      if (path.startsWith("-")) {
        continue;
      }
      if (device.files().find(path).isPresent()) {
        invocation.print(path + "\n");
      } else {
        invocation.printError("ls: " + path + ": No such file or directory\n");
        exitCode = 1;
      }
    }
    return exitCode;
  }

  private static int mkdir(VirtualDevice device, Program.Invocation invocation) throws IOException {
    int exitCode = 0;
    for (String path : invocation.arguments()) {
      if (!device.files().makeDirectory(path)) {
        invocation.printError("mkdir: '" + path + "': File exists\n");
        exitCode = 1;
      }
    }
    return exitCode;
  }

  private static int mv(VirtualDevice device, Program.Invocation invocation) throws IOException {
    List<String> paths = invocation.arguments();
    Optional<byte[]> content =
        paths.size() == 2 ? device.files().content(paths.get(0)) : Optional.empty();
    if (content.isEmpty()) {
      invocation.printError("mv: bad '" + paths.get(0) + "': No such file or directory\n");
      return 1;
    }
    device.files().put(paths.get(1), content.get());
    device.files().remove(paths.get(0));
    return 0;
  }

  /** {@code rm [-r] [-f] PATH…}. */
  private static int rm(VirtualDevice device, Program.Invocation invocation) throws IOException {
    int exitCode = 0;
    boolean force = invocation.arguments().stream().anyMatch(word -> word.matches("-\\w*f\\w*"));
    for (String path : invocation.arguments()) {
      if (!path.startsWith("-") && !device.files().remove(path) && !force) {
        invocation.printError("rm: " + path + ": No such file or directory\n");
        exitCode = 1;
      }
    }
    return exitCode;
  }

  private static int cat(VirtualDevice device, Program.Invocation invocation) throws IOException {
    int exitCode = 0;
    for (String path : invocation.arguments()) {
      Optional<VirtualFiles.Entry> file = device.files().find(path);
      if (file.isPresent() && !file.get().isDirectory()) {
        invocation.stdout().write(file.get().content());
      } else {
        String why = file.isPresent() ? "Is a directory" : "No such file or directory";
        invocation.printError("cat: " + path + ": " + why + "\n");
        exitCode = 1;
      }
    }
    return exitCode;
  }

  private static int getprop(VirtualDevice device, Program.Invocation invocation)
      throws IOException {
    List<String> arguments = invocation.arguments();
    if (!arguments.isEmpty()) {
      String absent = arguments.size() > 1 ? arguments.get(1) : "";
      invocation.print(device.properties().getOrDefault(arguments.get(0), absent) + "\n");
      return 0;
    }
    StringBuilder all = new StringBuilder();
    new TreeMap<>(device.properties())
        .forEach((name, value) -> all.append("[" + name + "]: [" + value + "]\n"));
    invocation.print(all.toString());
    return 0;
  }

  private static int dumpsys(VirtualDevice device, Program.Invocation invocation)
      throws IOException {
    int first = 0;
    List<String> arguments = invocation.arguments();
    // `-t SECONDS` limits the time that a dump may take; the dumps here take none.
    if (!arguments.isEmpty() && arguments.get(0).equals("-t")) {
      first = Math.min(2, arguments.size());
    }
    if (first == arguments.size() || arguments.get(first).equals("-l")) {
      invocation.print("Currently running services:\n" + listed(device));
      return 0;
    }
    String name = arguments.get(first);
    AndroidService service = device.services().get(name);
    if (service == null) {
      invocation.printError("Can't find service: " + name + "\n");
      return 0;
    }
    return service.dump(invocation.dropping(first + 1));
  }

  private static int cmd(VirtualDevice device, Program.Invocation invocation) throws IOException {
    List<String> arguments = invocation.arguments();
    if (arguments.isEmpty()) {
      invocation.printError("cmd: No service specified; use -l to list all services\n");
      return CMD_NO_SERVICE;
    }
    if (arguments.get(0).equals("-l")) {
      invocation.print("Currently running services:\n" + listed(device));
      return 0;
    }
    AndroidService service = device.services().get(arguments.get(0));
    if (service == null) {
      invocation.printError("cmd: Can't find service: " + arguments.get(0) + "\n");
      return CMD_NO_SERVICE;
    }
    return service.command(invocation.dropping(1));
  }

  private static String listed(VirtualDevice device) {
    StringBuilder lines = new StringBuilder();
    device.services().keySet().stream().sorted().forEach(name -> lines.append("  " + name + "\n"));
    return lines.toString();
  }
}
