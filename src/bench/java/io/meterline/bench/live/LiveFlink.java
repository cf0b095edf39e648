package io.meterline.bench.live;

import io.meterline.bench.LoopbackFlink;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** What both contenders on Flink have in common: two of everything, no checkpoints, state on the heap, object reuse. */
final class LiveFlink {
  private static final int PARALLELISM = 2;

  private LiveFlink() {}

  static StreamExecutionEnvironment environment() {
    var flink = StreamExecutionEnvironment.createLocalEnvironment(PARALLELISM, LoopbackFlink.configuration());
    flink.getConfig().enableObjectReuse();
    return flink;
  }
}
