package io.meterline.bench.live;

import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.VersionedKeyValueStore;

/** Keeps prices in a versioned store. */
final class PriceProcessor implements Processor<String, Long, Void, Void> {
  private VersionedKeyValueStore<String, Long> prices;

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    prices = context.getStateStore(DayProcessor.PRICES);
  }

  @Override
  public void process(Record<String, Long> change) {
    prices.put(change.key(), change.value(), change.timestamp());
  }
}
