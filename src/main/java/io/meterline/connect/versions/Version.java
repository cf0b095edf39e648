package io.meterline.connect.versions;

import java.util.Comparator;
import java.util.SortedMap;

/**
 * A version of the views.
 *
 * @param name its name
 * @param state whether it is complete
 * @param standing whether it is the current one
 * @param rows the row count of each view, by the view's name, without snapshots; empty for a version that is incomplete or damaged
 */
public record Version(String name, State state, Standing standing, SortedMap<String, Long> rows) {
  /** Numbers first, in numeric order, then other names, sorted. */
  static final Comparator<Version> BY_NAME =
      Comparator.<Version>comparingInt(version -> number(version.name)).thenComparing(Version::name);

  private static int number(String name) {
    return name.matches("[0-9]{1,9}") ? Integer.parseInt(name) : Integer.MAX_VALUE;
  }

  /** Whether a version is complete. */
  public enum State {
    COMPLETE,
    /** It is complete, has changes that were never logged, and can never be published. */
    WHAT_IF,
    /** A run on this machine is writing it. */
    BEING_WRITTEN,
    /** Either a run elsewhere is writing it, or a failed run left it behind. */
    INCOMPLETE,
    /** Its manifest cannot be read. */
    DAMAGED
  }

  /** Whether a version is the current one. */
  public enum Standing {
    /** The one that readers see. */
    CURRENT,
    /** The one that was current before. */
    PREVIOUS,
    /** Any other: not published yet, or published earlier. */
    OTHER
  }
}
