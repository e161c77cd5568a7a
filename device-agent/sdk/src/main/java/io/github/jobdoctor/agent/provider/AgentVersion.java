package io.github.jobdoctor.agent.provider;

/** What the host needs to know before it believes an answer. */
public final class AgentVersion {

  /** Version of this agent. */
  public static final String AGENT = "0.1.0";

  /** Version of the calls' answers; rises when a host of an older one could misread them. */
  public static final int CALLS = 1;

  /** Version of the log's lines; rises when a host of an older one could misread them. */
  public static final int LOG_LINES = 1;

  private AgentVersion() {}
}
