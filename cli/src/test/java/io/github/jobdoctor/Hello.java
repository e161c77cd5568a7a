package io.github.jobdoctor;

/** The least that a JVM can do: what start-up is compared to. */
public final class Hello {
  private Hello() {}

  /** Says hello. */
  public static void main(String[] args) {
    System.out.println("hello");
  }
}
