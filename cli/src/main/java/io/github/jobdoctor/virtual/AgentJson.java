package io.github.jobdoctor.virtual;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * As much of JSON as reading the agent's own recordings takes. A member is found by the text {@code
 * "name":}, which can stand nowhere else, since within a text a quotation mark has a backslash
 * before it; of several members of one name the first is found.
 */
final class AgentJson {

  private AgentJson() {}

  /**
   * A text as the agent's answers have it: as Android's {@code JSONObject} writes it, which escapes
   * slashes, and then everything escaped that is not printable ASCII.
   */
  static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\', '/' -> out.append('\\').append(c);
        case '\t' -> out.append("\\t");
        case '\b' -> out.append("\\b");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\f' -> out.append("\\f");
        default -> {
          if (c >= 0x20 && c < 0x7F) {
            out.append(c);
          } else {
            unicode(out, c);
          }
        }
      }
    }
    return out.append('"').toString();
  }

  /** A text as the log's lines have it: UTF-8, without control characters and line separators. */
  static String quotedInLog(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\t' -> out.append("\\t");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        default -> {
          if (c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029) {
            unicode(out, c);
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.append('"').toString();
  }

  private static void unicode(StringBuilder out, char c) {
    String hex = Integer.toHexString(c);
    out.append("\\u").append("0000", 0, 4 - hex.length()).append(hex);
  }

  /** The value of a member as it stands there; absent when there is no such member. */
  static Optional<String> raw(String json, String name) {
    int start = valueOf(json, name);
    return start < 0 ? Optional.empty() : Optional.of(json.substring(start, end(json, start)));
  }

  static OptionalLong number(String json, String name) {
    Optional<String> raw = raw(json, name);
    return raw.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(raw.get()));
  }

  static Optional<String> text(String json, String name) {
    return raw(json, name).map(AgentJson::unquoted);
  }

  /** The same with another value of a member; unchanged when there is no such member. */
  static String replacing(String json, String name, String raw) {
    int start = valueOf(json, name);
    return start < 0 ? json : json.substring(0, start) + raw + json.substring(end(json, start));
  }

  private static int valueOf(String json, String name) {
    String key = "\"" + name + "\":";
    int at = json.indexOf(key);
    return at < 0 ? -1 : at + key.length();
  }

  /** Where the value ends that begins at {@code start}. */
  private static int end(String json, int start) {
    int depth = 0;
    int at = start;
    while (at < json.length()) {
      switch (json.charAt(at)) {
        case '"' -> at = closingQuote(json, at);
        case '{', '[' -> depth++;
        case '}', ']' -> {
          if (depth == 0) {
            return at;
          }
          depth--;
        }
        case ',' -> {
          if (depth == 0) {
            return at;
          }
        }
        default -> {
          // A digit, or a letter of true.
        }
      }
      at++;
    }
    return at;
  }

  private static int closingQuote(String json, int openingQuote) {
    int at = openingQuote + 1;
    while (json.charAt(at) != '"') {
      at += json.charAt(at) == '\\' ? 2 : 1;
    }
    return at;
  }

  private static String unquoted(String raw) {
    StringBuilder out = new StringBuilder();
    int at = 1;
    while (at < raw.length() - 1) {
      char c = raw.charAt(at);
      if (c != '\\') {
        out.append(c);
        at++;
      } else if (raw.charAt(at + 1) == 'u') {
        out.append((char) Integer.parseInt(raw.substring(at + 2, at + 6), 16));
        at += 6;
      } else {
        char escaped = raw.charAt(at + 1);
        int meaning = "tbnrf".indexOf(escaped);
        out.append(meaning < 0 ? escaped : "\t\b\n\r\f".charAt(meaning));
        at += 2;
      }
    }
    return out.toString();
  }
}
