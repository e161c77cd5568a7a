package io.github.jobdoctor;

/** Placeholder until the commands stand. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.out.println("jobdoctor");
  }
}
