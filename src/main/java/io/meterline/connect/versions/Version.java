package io.meterline.connect.versions;

import java.util.Comparator;
import java.util.SortedMap;

/**
 * A version of views, as it stands.
 *
 * @param name its name
 * @param state how far it is
 * @param standing what it is to readers
 * @param rows how many rows each view has, by its name; none of a version that is not complete, or damaged
 */
public record Version(String name, State state, Standing standing, SortedMap<String, Long> rows) {
  /** Numbers in their order, then other names in theirs. */
  static final Comparator<Version> BY_NAME =
      Comparator.<Version>comparingInt(version -> number(version.name)).thenComparing(Version::name);

  private static int number(String name) {
    return name.matches("[0-9]{1,9}") ? Integer.parseInt(name) : Integer.MAX_VALUE;
  }

  /** How far a version is. */
  public enum State {
    COMPLETE,
    /** A run is writing it, on this machine. */
    BEING_WRITTEN,
    /** A run may be writing it elsewhere, or it was left by one that failed. */
    INCOMPLETE,
    /** What it says of itself cannot be read. */
    DAMAGED
  }

  /** What a version is to readers. */
  public enum Standing {
    /** The one they see. */
    CURRENT,
    /** The one they saw before. */
    PREVIOUS,
    /** Any other: not yet seen, or no more. */
    OTHER
  }
}
