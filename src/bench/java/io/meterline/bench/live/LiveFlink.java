package io.meterline.bench.live;

import io.meterline.bench.LoopbackFlink;
import java.time.Duration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * What both contenders on Flink have in common: two of everything, no checkpoints, state on the heap, object reuse. A step hands on
 * what it has as soon as Meterline's do.
 */
final class LiveFlink {
  private static final int PARALLELISM = 2;
  private static final Duration BUFFER_TIMEOUT = Duration.ofMillis(10);

  private LiveFlink() {}

  static StreamExecutionEnvironment environment() {
    var flink = StreamExecutionEnvironment.createLocalEnvironment(PARALLELISM, LoopbackFlink.configuration());
    flink.getConfig().enableObjectReuse();
    flink.setBufferTimeout(BUFFER_TIMEOUT.toMillis());
    return flink;
  }
}
