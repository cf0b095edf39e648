package io.meterline.connect.kafka.log;

import io.meterline.connect.kafka.KafkaCluster;
import io.meterline.model.MeterlineException;
import io.meterline.pipeline.Coders;
import java.time.Duration;
import java.util.List;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;

/** Reads ranges of the log, each as a whole, in order of offsets. */
public final class ReadRanges extends PTransform<PBegin, PCollection<RawEvents>> {
  private static final long serialVersionUID = 1;

  private final KafkaCluster cluster;
  private final List<OffsetRange> ranges;

  public ReadRanges(KafkaCluster cluster, List<OffsetRange> ranges) {
    this.cluster = cluster;
    this.ranges = ranges;
  }

  @Override
  public PCollection<RawEvents> expand(PBegin begin) {
    return begin
        .apply("Ranges", Create.of(ranges).withCoder(Coders.of(new OffsetRange.Format())))
        .apply("Spread", Reshuffle.viaRandomKey())
        .apply("Read", ParDo.of(new ReadFn(cluster)))
        .setCoder(Coders.of(new RawEvents.Format()));
  }

  private static final class ReadFn extends DoFn<OffsetRange, RawEvents> {
    private static final long serialVersionUID = 1;
    private static final Duration POLL_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration MAX_SILENCE = Duration.ofMinutes(2);

    private final KafkaCluster cluster;

    ReadFn(KafkaCluster cluster) {
      this.cluster = cluster;
    }

    @ProcessElement
    public void read(@Element OffsetRange range, OutputReceiver<RawEvents> out) {
      try (var consumer = new PartitionConsumer(cluster, range.kind(), range.partition(), range.from())) {
        var heard = System.nanoTime();
        while (!consumer.isAt(range.to())) {
          var events = consumer.next(POLL_TIMEOUT);
          if (events.isPresent()) {
            heard = System.nanoTime();
            emit(events.get(), range.to(), out);
          } else if (System.nanoTime() - heard > MAX_SILENCE.toNanos()) {
            throw new MeterlineException(
                consumer + ": nothing arrived for " + MAX_SILENCE + " before offset " + range.to() + "; is the broker up?");
          }
        }
      }
    }

    private static void emit(RawEvents events, long end, OutputReceiver<RawEvents> out) {
      var size = events.size();
      while (size > 0 && events.offset(size - 1) >= end) {
        size--;
      }
      if (size > 0) {
        out.output(size == events.size() ? events : events.range(0, size));
      }
    }
  }
}
