package io.github.jobdoctor.virtual;

/** A call that an agent answers with a code other than ok. */
final class AgentRefusal extends Exception {

  private static final long serialVersionUID = 1L;

  private final String code;

  AgentRefusal(String code, String message) {
    super(message);
    this.code = code;
  }

  String code() {
    return code;
  }
}
