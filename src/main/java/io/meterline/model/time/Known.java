package io.meterline.model.time;

/** What a run may know: the two ways to evaluate a log whose settings are bitemporal, with an effective and a logged time. */
public enum Known {
  /** The corrected truth: a change holds from its effective time, whenever it was logged. */
  NOW,
  /**
   * What the system could know at the time: a change holds from the later of its effective and its logged time. Changes are
   * still folded by effective time, so a correction of the past does not override anything effective later.
   */
  THEN;

  /** From when a change holds, inclusive. All in epoch milliseconds UTC. */
  public long holdsFrom(long effectiveAt, long loggedAt) {
    return switch (this) {
      case NOW -> effectiveAt;
      case THEN -> Math.max(effectiveAt, loggedAt);
    };
  }

  /** The other value. */
  public Known other() {
    return switch (this) {
      case NOW -> THEN;
      case THEN -> NOW;
    };
  }
}
