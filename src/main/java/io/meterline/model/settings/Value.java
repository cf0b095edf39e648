package io.meterline.model.settings;

import java.time.ZoneId;

/** The value of a setting. */
public sealed interface Value {
  /** A whole number, in the unit of its setting. */
  record Whole(long number) implements Value {
    @Override
    public String toString() {
      return Long.toString(number);
    }
  }

  /** A time zone. */
  record Zone(ZoneId id) implements Value {
    @Override
    public String toString() {
      return id.getId();
    }
  }

  /** The name of a plan or cohort, not empty. */
  record Name(String name) implements Value {
    @Override
    public String toString() {
      return name;
    }
  }
}
