package io.meterline.model.log;

/** Why an event of the log was not used. */
public enum Reason {
  /** A field is missing or cannot be read. */
  MALFORMED,
  /** The interval of a reading is not at least one second long. */
  BAD_SECONDS,
  /** A number is beyond what can be: the energy of a reading, or the result of {@code ADD} or {@code SCALE}. */
  OUT_OF_BOUNDS,
  /** The interval of the reading starts after the log took it. */
  FROM_THE_FUTURE,
  /** {@code known=then}: the reading was logged more than the lateness after the end of its interval. */
  TOO_LATE,
  /** A later reading of the same device and start counts instead; or this very change is in the log twice. */
  SUPERSEDED,
  /** The catalogue has no setting of this name. */
  UNKNOWN_SETTING,
  /** The scope is not one, or the setting may not be set there. */
  BAD_SCOPE,
  /** The operation is not one, or the setting does not know it. */
  BAD_OPERATION,
  /** The operand is not of the setting's type, or out of its bounds. */
  BAD_VALUE,
  /** {@code ADD} or {@code SCALE} where the scope has no value at that time. */
  NOTHING_TO_CHANGE
}
