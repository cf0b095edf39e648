package io.meterline.app.terminal;

/** Asks the person at the terminal. */
public final class Question {
  private Question() {}

  /** Whether it is answered with {@code y} or {@code yes}. Without a terminal it is not. */
  public static boolean isAnsweredYes(String question) {
    var console = System.console();
    if (console == null) {
      return false;
    }
    var answer = console.readLine("%s [y/N] ", question);
    return answer != null && answer.strip().matches("(?i)y(es)?");
  }
}
