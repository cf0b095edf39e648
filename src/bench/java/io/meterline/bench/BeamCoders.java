package io.meterline.bench;

import io.meterline.model.settings.Setting;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CustomCoder;
import org.apache.beam.sdk.util.VarInt;

/** Compact coders for what Beam sends. */
final class BeamCoders {
  private BeamCoders() {}

  /** Readings in a dozen bytes. */
  static Coder<MeterReading> reading() {
    return new ReadingCoder();
  }

  static Coder<MeterChange> change() {
    return new ChangeCoder();
  }

  static Coder<UsageRow> usage() {
    return new UsageCoder();
  }

  static Coder<AlertRow> alert() {
    return new AlertCoder();
  }

  /** Coders that give the same bytes for equal values. */
  private abstract static class Fixed<T> extends CustomCoder<T> {
    private static final long serialVersionUID = 1;

    @Override
    public void verifyDeterministic() {}

    @Override
    public boolean consistentWithEquals() {
      return true;
    }
  }

  private static final class ReadingCoder extends Fixed<MeterReading> {
    private static final long serialVersionUID = 1;

    @Override
    public void encode(MeterReading reading, OutputStream out) throws IOException {
      VarInt.encode(reading.meter(), out);
      VarInt.encode(reading.at(), out);
      VarInt.encode(reading.seconds(), out);
      VarInt.encode(reading.milliwattHours(), out);
    }

    @Override
    public MeterReading decode(InputStream in) throws IOException {
      return new MeterReading(
          VarInt.decodeLong(in), VarInt.decodeLong(in), VarInt.decodeInt(in), VarInt.decodeLong(in));
    }
  }

  private static final class ChangeCoder extends Fixed<MeterChange> {
    private static final long serialVersionUID = 1;

    @Override
    public void encode(MeterChange change, OutputStream out) throws IOException {
      var data = new DataOutputStream(out);
      data.writeLong(change.meter());
      data.writeByte(change.setting().ordinal());
      data.writeLong(change.from());
      data.writeUTF(change.value());
    }

    @Override
    public MeterChange decode(InputStream in) throws IOException {
      var data = new DataInputStream(in);
      return new MeterChange(data.readLong(), Setting.values()[data.readByte()], data.readLong(), data.readUTF());
    }
  }

  private static final class UsageCoder extends Fixed<UsageRow> {
    private static final long serialVersionUID = 1;

    @Override
    public void encode(UsageRow row, OutputStream out) throws IOException {
      VarInt.encode(row.meter(), out);
      VarInt.encode(row.day(), out);
      VarInt.encode(row.milliwattHours(), out);
      VarInt.encode(row.costMicros(), out);
      VarInt.encode(row.readings(), out);
      VarInt.encode(row.peakWatts(), out);
    }

    @Override
    public UsageRow decode(InputStream in) throws IOException {
      return new UsageRow(
          VarInt.decodeLong(in),
          VarInt.decodeLong(in),
          VarInt.decodeLong(in),
          VarInt.decodeLong(in),
          VarInt.decodeLong(in),
          VarInt.decodeLong(in));
    }
  }

  private static final class AlertCoder extends Fixed<AlertRow> {
    private static final long serialVersionUID = 1;

    @Override
    public void encode(AlertRow row, OutputStream out) throws IOException {
      VarInt.encode(row.meter(), out);
      VarInt.encode(row.openedAt(), out);
      VarInt.encode(row.closedAt(), out);
      VarInt.encode(row.thresholdWatts(), out);
      VarInt.encode(row.peakWatts(), out);
      VarInt.encode(row.milliwattHours(), out);
      VarInt.encode(row.readings(), out);
    }

    @Override
    public AlertRow decode(InputStream in) throws IOException {
      return new AlertRow(
          VarInt.decodeLong(in),
          VarInt.decodeLong(in),
          VarInt.decodeLong(in),
          VarInt.decodeLong(in),
          VarInt.decodeLong(in),
          VarInt.decodeLong(in),
          VarInt.decodeLong(in));
    }
  }
}
