package io.meterline.model.time;

/** What a run may know: the two readings of a log in which settings have an effective and a logged time. */
public enum Known {
  /** The truth as corrected: a change holds from its effective time, whenever it was logged. */
  NOW,
  /**
   * What the system could know at the time: a change holds from the later of its effective and its logged time. Changes are folded by
   * effective time all the same, so that one of the past overrides nothing that is effective later.
   */
  THEN;

  /** From when a change holds, inclusive. All in epoch milliseconds UTC. */
  public long holdsFrom(long effectiveAt, long loggedAt) {
    return switch (this) {
      case NOW -> effectiveAt;
      case THEN -> Math.max(effectiveAt, loggedAt);
    };
  }

  /** The other one. */
  public Known other() {
    return switch (this) {
      case NOW -> THEN;
      case THEN -> NOW;
    };
  }
}
