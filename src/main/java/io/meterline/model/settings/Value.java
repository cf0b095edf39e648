package io.meterline.model.settings;

import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;
import java.time.ZoneId;
import java.util.ArrayList;

/** The value of a setting. */
public sealed interface Value {
  /** Writes it: numbers as varints, names and zones as text. */
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

  /** Rates by local time, in the unit of the setting. */
  record Rates(Tariff tariff) implements Value {
    /** A rate that is the same at all times. */
    public static Rates flat(long rate) {
      return new Rates(Tariff.flat(rate));
    }

    @Override
    public void write(WireOutput out) {
      out.writeSigned(tariff.base());
      out.writeCount(tariff.rates().size());
      for (var rate : tariff.rates()) {
        out.writeByte(rate.span().days());
        out.writeCount(rate.span().from());
        out.writeCount(rate.span().until());
        out.writeSigned(rate.micros());
      }
    }

    static Rates read(WireInput in) {
      var base = in.readSigned();
      var rates = new ArrayList<Tariff.Rate>();
      for (var left = in.readCount(); left > 0; left--) {
        var span = new WeekSpan(in.readByte(), in.readCount(), in.readCount());
        rates.add(new Tariff.Rate(span, in.readSigned()));
      }
      return new Rates(new Tariff(base, rates));
    }

    @Override
    public String toString() {
      return tariff.toString();
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
