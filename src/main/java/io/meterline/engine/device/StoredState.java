package io.meterline.engine.device;

import io.meterline.engine.analysis.Analysis;
import io.meterline.model.wire.WireFormat;
import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;

/**
 * The serialized state of an analysis.
 *
 * @param name the name of the analysis's view
 * @param version the analysis's {@link Analysis#version}
 * @param bytes the output of {@link Analysis#write}
 */
record StoredState(String name, int version, byte[] bytes) {
  /** Whether the analysis can read it. */
  boolean isOf(Analysis<?> analysis) {
    return version == analysis.version() && name.equals(analysis.view().name());
  }

  /** The wire format: the name, the version, the length-prefixed bytes. */
  record Format() implements WireFormat<StoredState> {
    @Override
    public void write(StoredState state, WireOutput out) {
      out.writeText(state.name);
      out.writeCount(state.version);
      out.writeBytes(state.bytes);
    }

    @Override
    public StoredState read(WireInput in) {
      return new StoredState(in.readText(), in.readCount(), in.readBytes());
    }
  }
}
