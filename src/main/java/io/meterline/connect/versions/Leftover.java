package io.meterline.connect.versions;

/**
 * What a run that did not finish left behind. Readers never see it.
 *
 * @param kind what it is
 * @param name the name of the version, or the path of the file relative to the views
 * @param run what is known of the run
 */
public record Leftover(Kind kind, String name, Run run) {
  /** What was left. */
  public enum Kind {
    /** A version without a manifest. */
    VERSION,
    /** A temporary file or link that was meant to replace another. */
    FILE
  }

  /** What is known of the run that left it. */
  public enum Run {
    /** It has ended. */
    ENDED,
    /**
     * It may still be running elsewhere: it was handed over to a cluster, or writes to an object store, where this
     * cannot be checked.
     */
    MAY_BE_RUNNING
  }
}
