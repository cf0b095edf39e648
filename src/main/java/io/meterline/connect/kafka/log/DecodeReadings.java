package io.meterline.connect.kafka.log;

import io.meterline.connect.event.ReadingEvents;
import io.meterline.engine.block.BlockFormer;
import io.meterline.model.log.LoggedReading;
import io.meterline.model.view.PackedRows;
import io.meterline.pipeline.BlockOutput;
import io.meterline.pipeline.Coders;
import io.meterline.pipeline.Counters;
import io.meterline.pipeline.DeviceEvent;
import io.meterline.pipeline.MonotonicGauge;
import io.meterline.pipeline.Rules;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.joda.time.Instant;

/** Decodes the readings in batches of events, and forms blocks. */
final class DecodeReadings extends PTransform<PCollection<RawEvents>, PCollectionTuple> {
  private static final long serialVersionUID = 1;

  /** Blocks by device, each with the timestamp of the last millisecond of its window. */
  static final TupleTag<KV<String, DeviceEvent>> READINGS = new TupleTag<>("readings");

  /** Rows for the readings that cannot be decoded or used. */
  static final TupleTag<PackedRows> REJECTED = new TupleTag<>("rejected");

  private final Rules rules;
  private final Arrivals arrivals;

  DecodeReadings(Rules rules, Arrivals arrivals) {
    this.rules = rules;
    this.arrivals = arrivals;
  }

  @Override
  public PCollectionTuple expand(PCollection<RawEvents> events) {
    var formed =
        events.apply(
            "Form blocks",
            ParDo.of(new FormBlocksFn(rules, arrivals)).withOutputTags(READINGS, TupleTagList.of(REJECTED)));
    formed.get(READINGS).setCoder(Coders.deviceEvents());
    formed.get(REJECTED).setCoder(Coders.rows());
    return formed;
  }

  /**
   * Outputs the blocks of a batch while it processes the batch. If they were kept any longer, they could become late,
   * as the watermark may advance at the end of a bundle.
   */
  private static final class FormBlocksFn extends DoFn<RawEvents, KV<String, DeviceEvent>> {
    private static final long serialVersionUID = 1;

    private final Rules rules;
    private final Arrivals arrivals;
    private final Counter readings = Counters.readings();
    private transient ReadingEvents decoder;
    private transient MonotonicGauge arrived;

    FormBlocksFn(Rules rules, Arrivals arrivals) {
      this.rules = rules;
      this.arrivals = arrivals;
    }

    @Setup
    public void setup() {
      decoder = new ReadingEvents();
      arrived = new MonotonicGauge(Counters.readingsUntil());
    }

    @ProcessElement
    public void form(@Element RawEvents events, @Timestamp Instant time, MultiOutputReceiver out) {
      var blocks = new BlockOutput(rules, arrivals.from(time.getMillis()), out, READINGS, REJECTED);
      for (var i = 0; i < events.size(); i++) {
        decoder.decode(events.value(i), events.position(i)).take(logged -> add(logged, blocks.former()), blocks::reject);
      }
      readings.inc(events.size());
      blocks.flush().ifPresent(arrived::advanceTo);
    }

    private static void add(LoggedReading logged, BlockFormer former) {
      var reading = logged.reading();
      var position = logged.position();
      former.add(
          former.device(logged.device()),
          reading.atMillis(),
          reading.seconds(),
          reading.milliwattHours(),
          position.loggedAt().toEpochMilli(),
          position.partition(),
          position.offset());
    }
  }
}
