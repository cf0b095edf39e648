package io.meterline.model.log;

/** Why an event of the log was not used. */
public enum Reason {
  /** A field is missing or cannot be parsed, or a time is outside the years 0001 to 9999. */
  MALFORMED,
  /** The interval of a reading is not at least one second long. */
  BAD_SECONDS,
  /** A number is out of range: the energy of a reading, or the result of {@code ADD} or {@code SCALE}. */
  OUT_OF_BOUNDS,
  /** The reading was logged before its interval starts. */
  FROM_THE_FUTURE,
  /**
   * {@code known=then}: the reading was logged more than the allowed lateness after the end of its interval, or it arrived after
   * the state it would correct had expired.
   */
  TOO_LATE,
  /** A later reading of the same device and start replaces it; or the same change is in the log twice. */
  SUPERSEDED,
  /** The catalogue has no setting of this name. */
  UNKNOWN_SETTING,
  /** The scope is invalid, or the setting may not be set there. */
  BAD_SCOPE,
  /** The operation is unknown, or does not apply to the setting. */
  BAD_OPERATION,
  /** The operand does not have the setting's type, or is out of its bounds. */
  BAD_VALUE,
  /** {@code ADD} or {@code SCALE} where the scope has no value at that time. */
  NOTHING_TO_CHANGE
}
