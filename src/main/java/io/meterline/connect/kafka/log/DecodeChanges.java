package io.meterline.connect.kafka.log;

import io.meterline.connect.event.ChangeEvents;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.view.PackedRows;
import io.meterline.model.view.Rejected;
import io.meterline.pipeline.Coders;
import io.meterline.pipeline.Counters;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/** Decodes the settings changes in batches of events. */
final class DecodeChanges extends PTransform<PCollection<RawEvents>, PCollectionTuple> {
  private static final long serialVersionUID = 1;

  /** The decoded changes. */
  static final TupleTag<LoggedChange> CHANGES = new TupleTag<>("changes");

  /** Rows for the events that cannot be decoded. */
  static final TupleTag<PackedRows> REJECTED = new TupleTag<>("rejected");

  @Override
  public PCollectionTuple expand(PCollection<RawEvents> events) {
    var decoded =
        events.apply("Decode", ParDo.of(new DecodeFn()).withOutputTags(CHANGES, TupleTagList.of(REJECTED)));
    decoded.get(CHANGES).setCoder(Coders.loggedChange());
    decoded.get(REJECTED).setCoder(Coders.rows());
    return decoded;
  }

  private static final class DecodeFn extends DoFn<RawEvents, LoggedChange> {
    private static final long serialVersionUID = 1;

    private final Counter changes = Counters.changes();
    private transient ChangeEvents decoder;

    @Setup
    public void setup() {
      decoder = new ChangeEvents();
    }

    @ProcessElement
    public void decode(@Element RawEvents events, MultiOutputReceiver out) {
      for (var i = 0; i < events.size(); i++) {
        decoder
            .decode(events.value(i), events.position(i))
            .take(
                change -> out.get(CHANGES).output(change),
                rejection -> out.get(REJECTED).output(Rejected.packed(rejection)));
      }
      changes.inc(events.size());
    }
  }
}
