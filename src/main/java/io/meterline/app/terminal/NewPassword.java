package io.meterline.app.terminal;

import io.meterline.model.MeterlineException;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Asks for a password that someone chooses. It is never on a command line, where every user of the machine can read it. */
public final class NewPassword {
  /** The least number of characters: NIST SP 800-63B, 5.1.1.1. */
  public static final int SHORTEST = 8;

  /** The most: more would only be work. */
  public static final int LONGEST = 200;

  private static final String NONE = "there is no password: type it at a terminal, or give it as a line of standard input";

  private NewPassword() {}

  /**
   * Reads it twice from the terminal, without showing it; or, if there is no terminal, the first line of standard input, as UTF-8.
   *
   * @return {@link #SHORTEST} to {@link #LONGEST} characters
   * @throws MeterlineException if there is none, it is too short or too long, or the two differ
   */
  public static String read(String prompt) {
    var console = System.console();
    var password = console == null ? firstLine() : typed(console, prompt);
    if (password.length() < SHORTEST || password.length() > LONGEST) {
      throw new MeterlineException("the password must have " + SHORTEST + " to " + LONGEST + " characters");
    }
    return password;
  }

  private static String typed(Console console, String prompt) {
    var first = console.readPassword("%s", prompt);
    var second = console.readPassword("Again: ");
    if (first == null) {
      throw new MeterlineException(NONE);
    }
    // To Java 22 to 24 standard input is a console even if it is a file, which ends after its line.
    if (second != null && !Arrays.equals(first, second)) {
      throw new MeterlineException("the two passwords differ");
    }
    return String.valueOf(first);
  }

  private static String firstLine() {
    try {
      var line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
      if (line == null) {
        throw new MeterlineException(NONE);
      }
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
