package io.meterline.bench;

import io.meterline.model.settings.Setting;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The bytes in which Flink sends what is known of a meter: 28 for a reading. */
final class MeterEventSerializer extends TypeSerializerSingleton<MeterEvent> {
  private static final long serialVersionUID = 1;

  /** In the place of a reading's seconds. */
  private static final int CHANGE = -1;

  private static final Setting[] SETTINGS = Setting.values();

  @Override
  public void serialize(MeterEvent event, DataOutputView out) throws IOException {
    if (event instanceof MeterReading reading) {
      out.writeInt(reading.seconds());
      out.writeLong(reading.meter());
      out.writeLong(reading.at());
      out.writeLong(reading.milliwattHours());
    } else if (event instanceof MeterChange change) {
      out.writeInt(CHANGE);
      out.writeLong(change.meter());
      out.writeLong(change.from());
      out.writeByte(change.setting().ordinal());
      out.writeUTF(change.value());
    }
  }

  @Override
  public MeterEvent deserialize(DataInputView in) throws IOException {
    var seconds = in.readInt();
    var meter = in.readLong();
    var at = in.readLong();
    return seconds == CHANGE
        ? new MeterChange(meter, SETTINGS[in.readByte()], at, in.readUTF())
        : new MeterReading(meter, at, seconds, in.readLong());
  }

  @Override
  public MeterEvent deserialize(MeterEvent reuse, DataInputView in) throws IOException {
    return deserialize(in);
  }

  @Override
  public void copy(DataInputView from, DataOutputView to) throws IOException {
    serialize(deserialize(from), to);
  }

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public MeterEvent createInstance() {
    return new MeterReading(0, 0, 0, 0);
  }

  @Override
  public MeterEvent copy(MeterEvent event) {
    return event;
  }

  @Override
  public MeterEvent copy(MeterEvent event, MeterEvent reuse) {
    return event;
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public TypeSerializerSnapshot<MeterEvent> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Says in a checkpoint what wrote it. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<MeterEvent> {
    public Snapshot() {
      super(MeterEventSerializer::new);
    }
  }
}
