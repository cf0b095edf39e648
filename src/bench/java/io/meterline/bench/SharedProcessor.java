package io.meterline.bench;

import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.VersionedKeyValueStore;

/** Keeps what many share in a versioned store. */
public final class SharedProcessor implements Processor<String, Long, Void, Void> {
  private final String store;
  private VersionedKeyValueStore<String, Long> shared;

  /**
   * @param store the name of the store
   */
  public SharedProcessor(String store) {
    this.store = store;
  }

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    shared = context.getStateStore(store);
  }

  @Override
  public void process(Record<String, Long> change) {
    shared.put(change.key(), change.value(), change.timestamp());
  }
}
