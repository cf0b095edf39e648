package io.meterline.model.settings;

import java.util.Optional;

/**
 * The devices that a setting applies to. Written {@code everyone}, {@code plan:NAME}, {@code cohort:NAME} or {@code device:ID}.
 *
 * @param level how specific it is
 * @param name the plan, cohort or device; empty for everyone, and only then
 */
public record Scope(Level level, String name) {
  public static final Scope EVERYONE = new Scope(Level.EVERYONE, "");

  /** The levels, from the most specific, which wins, to the least. */
  public enum Level {
    DEVICE("device"),
    PLAN("plan"),
    COHORT("cohort"),
    EVERYONE("everyone");

    private static final Level[] ALL = values();

    private final String word;
    private final String prefix;

    Level(String word) {
      this.word = word;
      this.prefix = word + ":";
    }
  }

  public static Scope device(String id) {
    return new Scope(Level.DEVICE, id);
  }

  public static Scope plan(String name) {
    return new Scope(Level.PLAN, name);
  }

  public static Scope cohort(String name) {
    return new Scope(Level.COHORT, name);
  }

  /** Parses a scope as written in the log; empty if it is invalid. */
  public static Optional<Scope> parse(String text) {
    if (text.equals(Level.EVERYONE.word)) {
      return Optional.of(EVERYONE);
    }
    for (var level : Level.ALL) {
      if (level != Level.EVERYONE && text.startsWith(level.prefix) && text.length() > level.prefix.length()) {
        return Optional.of(new Scope(level, text.substring(level.prefix.length())));
      }
    }
    return Optional.empty();
  }

  /** Whether it is a single device. */
  public boolean isDevice() {
    return level == Level.DEVICE;
  }

  @Override
  public String toString() {
    return level == Level.EVERYONE ? level.word : level.prefix + name;
  }
}
