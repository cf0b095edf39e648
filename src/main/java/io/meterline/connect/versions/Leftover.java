package io.meterline.connect.versions;

/**
 * What a run left that did not come to its end. No reader sees it.
 *
 * @param kind what it is
 * @param name the name of the version, or the path of the file from the place of the views
 * @param run what is known of the run
 */
public record Leftover(Kind kind, String name, Run run) {
  /** What was left. */
  public enum Kind {
    /** A version without a manifest. */
    VERSION,
    /** A file, or a link, that was to replace another. */
    FILE
  }

  /** What is known of the run that left it. */
  public enum Run {
    /** It has ended. */
    ENDED,
    /** It may go on elsewhere: it was handed over to a cluster, or is in an object store, where no one can tell. */
    MAY_GO_ON
  }
}
