package io.meterline.model.settings;

import io.meterline.model.wire.WireOutput;
import java.time.ZoneId;

/** The value of a setting. */
public sealed interface Value {
  /** Writes it: a number as a varint, the rest as text. */
  void write(WireOutput out);

  /** A whole number, in the unit of its setting. */
  record Whole(long number) implements Value {
    @Override
    public void write(WireOutput out) {
      out.writeSigned(number);
    }

    @Override
    public String toString() {
      return Long.toString(number);
    }
  }

  /** A time zone. */
  record Zone(ZoneId id) implements Value {
    @Override
    public void write(WireOutput out) {
      out.writeText(id.getId());
    }

    @Override
    public String toString() {
      return id.getId();
    }
  }

  /** The name of a plan or cohort, not empty. */
  record Name(String name) implements Value {
    @Override
    public void write(WireOutput out) {
      out.writeText(name);
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
