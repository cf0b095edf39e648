package io.meterline.bench;

import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.VersionedKeyValueStore;

/** Keeps what many share in a versioned store. */
final class SharedProcessor implements Processor<String, Long, Void, Void> {
  private VersionedKeyValueStore<String, Long> shared;

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    shared = context.getStateStore(MeterProcessor.SHARED);
  }

  @Override
  public void process(Record<String, Long> change) {
    shared.put(change.key(), change.value(), change.timestamp());
  }
}
