package io.github.jobdoctor.virtual;

/** The members of a JSON object, in the order in which they are added; in ASCII. */
final class JsonMembers {

  private final StringBuilder members = new StringBuilder();

  JsonMembers raw(String name, String json) {
    members.append(members.isEmpty() ? "" : ",");
    members.append(AgentJson.quoted(name)).append(':').append(json);
    return this;
  }

  JsonMembers number(String name, long value) {
    return raw(name, Long.toString(value));
  }

  JsonMembers flag(String name, boolean value) {
    return raw(name, Boolean.toString(value));
  }

  JsonMembers text(String name, String value) {
    return raw(name, AgentJson.quoted(value));
  }

  /** What ends an object that was begun elsewhere and has members already. */
  String continuation() {
    return members.isEmpty() ? "}" : "," + members + "}";
  }

  /** The object. */
  @Override
  public String toString() {
    return "{" + members + "}";
  }
}
