package io.meterline.bench;

import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** Tells Flink how to send what is known of a meter. */
final class MeterEventType extends TypeInformation<MeterEvent> {
  private static final long serialVersionUID = 1;

  @Override
  public boolean isBasicType() {
    return false;
  }

  @Override
  public boolean isTupleType() {
    return false;
  }

  @Override
  public int getArity() {
    return 1;
  }

  @Override
  public int getTotalFields() {
    return 1;
  }

  @Override
  public Class<MeterEvent> getTypeClass() {
    return MeterEvent.class;
  }

  @Override
  public boolean isKeyType() {
    return false;
  }

  // Deprecated, and yet abstract.
  @Override
  @SuppressWarnings("deprecation")
  public TypeSerializer<MeterEvent> createSerializer(ExecutionConfig config) {
    return new MeterEventSerializer();
  }

  @Override
  public String toString() {
    return getClass().getSimpleName();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MeterEventType;
  }

  @Override
  public int hashCode() {
    return MeterEventType.class.hashCode();
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof MeterEventType;
  }
}
