package io.meterline.engine.device;

import io.meterline.engine.analysis.Analysis;
import io.meterline.model.wire.WireFormat;
import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;

/**
 * The state of an analysis as bytes, which whoever has the analysis can read.
 *
 * @param name the name of the analysis's view
 * @param version the analysis's {@link Analysis#version}
 * @param bytes what the analysis wrote
 */
record StoredState(String name, int version, byte[] bytes) {
  /** Whether an analysis can read it. */
  boolean isOf(Analysis<?> analysis) {
    return version == analysis.version() && name.equals(analysis.view().name());
  }

  /** The bytes: the name, the version, the bytes after their length. */
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
