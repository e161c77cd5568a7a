package io.github.jobdoctor.agent.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks into a finished APK: {@code --apk FILE}, {@code --debuggable true|false}, {@code
 * --permission NAME} for each one that it must ask for (no other is allowed), {@code --component
 * TAG:NAME} for each that its manifest must hold (no other is allowed), {@code --provider
 * AUTHORITY:PERMISSION} that must be exported and guarded, {@code --max-bytes N}, {@code --work
 * FOLDER}. Fails with all that is wrong.
 */
public final class CheckApk {

  private static final Pattern NAME = Pattern.compile("android:name\\(0x[0-9a-f]+\\)=\"([^\"]+)\"");
  private static final Pattern ELEMENT = Pattern.compile("^( *)E: ([\\w-]+) ");

  private CheckApk() {}

  /** An element of a manifest, as aapt2 prints it. */
  private record Element(String tag, String text) {

    String name() {
      Matcher matcher = NAME.matcher(text);
      return matcher.find() ? matcher.group(1) : "";
    }

    boolean says(String attribute, String value) {
      return Pattern.compile(
              "android:" + attribute + "\\(0x[0-9a-f]+\\)=\"?" + Pattern.quote(value) + "\"?\\s")
          .matcher(text + "\n")
          .find();
    }
  }

  /** Runs the step. */
  public static void main(String[] args) throws IOException {
    Arguments arguments =
        new Arguments(
            args,
            "--apk",
            "--debuggable",
            "--permission",
            "--component",
            "--provider",
            "--max-bytes",
            "--same-as",
            "--work");
    Path apk = arguments.path("--apk");
    String manifest =
        Aapt2.unpackInto(arguments.path("--work").resolve("aapt2"))
            .dump(apk, "xmltree", "--file", "AndroidManifest.xml");
    List<Element> elements = elements(manifest);
    List<String> wrong = new ArrayList<>();
    compare(
        "permissions",
        new TreeSet<>(arguments.all("--permission")),
        names(elements, Set.of("uses-permission"), false),
        wrong);
    compare(
        "components",
        new TreeSet<>(arguments.all("--component")),
        names(elements, Set.of("activity", "service", "receiver", "provider"), true),
        wrong);
    for (String each : arguments.all("--provider")) {
      String authority = each.substring(0, each.indexOf(':'));
      String permission = each.substring(each.indexOf(':') + 1);
      boolean guarded =
          elements.stream()
              .filter(e -> e.tag.equals("provider") && e.says("authorities", authority))
              .anyMatch(e -> e.says("permission", permission) && e.says("exported", "true"));
      if (!guarded) {
        wrong.add("no exported provider " + authority + " guarded by " + permission);
      }
    }
    boolean debuggable =
        elements.stream()
            .anyMatch(e -> e.tag.equals("application") && e.says("debuggable", "true"));
    if (debuggable != Boolean.parseBoolean(arguments.one("--debuggable"))) {
      wrong.add("debuggable is " + debuggable);
    }
    long max = Long.parseLong(arguments.one("--max-bytes"));
    if (Files.size(apk) > max) {
      wrong.add(Files.size(apk) + " bytes, at most " + max);
    }
    for (Path other : arguments.paths("--same-as")) {
      long difference = Files.mismatch(apk, other);
      if (difference >= 0) {
        wrong.add("a second build differs from byte " + difference + " on: " + other);
      }
    }
    if (!wrong.isEmpty()) {
      throw new IOException(apk + ":\n  " + String.join("\n  ", wrong) + "\n" + manifest);
    }
    System.out.println(apk.getFileName() + ": manifest, door and size are as they should be");
  }

  private static List<Element> elements(String manifest) {
    List<Element> elements = new ArrayList<>();
    String tag = null;
    StringBuilder text = new StringBuilder();
    for (String line : manifest.lines().toList()) {
      Matcher matcher = ELEMENT.matcher(line);
      if (matcher.find()) {
        if (tag != null) {
          elements.add(new Element(tag, text.toString()));
        }
        tag = matcher.group(2);
        text.setLength(0);
      }
      text.append(line).append('\n');
    }
    if (tag != null) {
      elements.add(new Element(tag, text.toString()));
    }
    return elements;
  }

  private static Set<String> names(List<Element> elements, Set<String> tags, boolean withTag) {
    Set<String> names = new TreeSet<>();
    for (Element element : elements) {
      if (tags.contains(element.tag)) {
        names.add(withTag ? element.tag + ":" + element.name() : element.name());
      }
    }
    return names;
  }

  private static void compare(
      String what, Set<String> expected, Set<String> found, List<String> wrong) {
    Set<String> missing = new TreeSet<>(expected);
    missing.removeAll(found);
    Set<String> superfluous = new TreeSet<>(found);
    superfluous.removeAll(expected);
    if (!missing.isEmpty()) {
      wrong.add(what + " missing: " + missing);
    }
    if (!superfluous.isEmpty()) {
      wrong.add(what + " superfluous: " + superfluous);
    }
  }
}
