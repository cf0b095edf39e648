package io.meterline.connect.archive;

import io.meterline.connect.kafka.log.HandOver;
import io.meterline.connect.kafka.log.RawEvents;
import io.meterline.model.log.Kind;
import java.util.Map;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.state.BagState;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.TimeDomain;
import org.apache.beam.sdk.state.Timer;
import org.apache.beam.sdk.state.TimerSpec;
import org.apache.beam.sdk.state.TimerSpecs;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;
import org.joda.time.Duration;
import org.joda.time.Instant;

/**
 * Writes every event of the log into an archive, slice by slice, except those that are read from it. Events are buffered
 * in state keyed by slice and partition. Once the watermark passes the end of a slice, a timer writes it and clears its
 * state, so state is only read when it is written to the archive.
 */
public final class ArchiveEvents extends PTransform<PCollection<RawEvents>, PDone> {
  private static final long serialVersionUID = 1;

  private final LiveArchive archive;
  private final HandOver handOver;

  /** Writes into the given archive, except for what is read from it. */
  public ArchiveEvents(LiveArchive archive, HandOver handOver) {
    this.archive = archive;
    this.handOver = handOver;
  }

  @Override
  public PDone expand(PCollection<RawEvents> events) {
    events
        .apply("By slice", ParDo.of(new SliceFn(archive.slices(), handOver.archivedTo())))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), events.getCoder()))
        .apply("Write slices", ParDo.of(new WriteFn(archive, events.getCoder())));
    return PDone.in(events.getPipeline());
  }

  /** Keys events by the file they are written to. */
  private static final class SliceFn extends DoFn<RawEvents, KV<String, RawEvents>> {
    private static final long serialVersionUID = 1;

    private final TimeSlices slices;
    private final Map<Kind, Map<Integer, Long>> archivedTo;

    SliceFn(TimeSlices slices, Map<Kind, Map<Integer, Long>> archivedTo) {
      this.slices = slices;
      this.archivedTo = archivedTo;
    }

    @ProcessElement
    public void slice(@Element RawEvents batch, OutputReceiver<KV<String, RawEvents>> out) {
      var end = archivedTo.getOrDefault(batch.kind(), Map.of()).getOrDefault(batch.partition(), 0L);
      var first = batch.indexOf(end);
      if (first < batch.size()) {
        slices.split(batch.range(first, batch.size()), (file, part) -> out.output(KV.of(file, part)));
      }
    }
  }

  private static final class WriteFn extends DoFn<KV<String, RawEvents>, Void> {
    private static final long serialVersionUID = 1;

    private final LiveArchive archive;

    @StateId("batches")
    private final StateSpec<BagState<RawEvents>> stateSpec;

    @TimerId("complete")
    private final TimerSpec timerSpec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

    WriteFn(LiveArchive archive, Coder<RawEvents> coder) {
      this.archive = archive;
      this.stateSpec = StateSpecs.bag(coder);
    }

    @ProcessElement
    public void take(
        @Element KV<String, RawEvents> keyed,
        @StateId("batches") BagState<RawEvents> batches,
        @TimerId("complete") Timer timer) {
      batches.add(keyed.getValue());
      timer.set(Instant.ofEpochMilli(archive.slices().endOf(keyed.getValue().loggedAt(0))));
    }

    @OnTimer("complete")
    public void write(@Key String file, @StateId("batches") BagState<RawEvents> batches) {
      archive.write(file, batches.read());
      batches.clear();
    }

    /** The timestamp of a late event may be after the end of its slice, which is the time that its timer is set to. */
    @Override
    @SuppressWarnings("deprecation") // Beam has nothing else that allows it.
    public Duration getAllowedTimestampSkew() {
      return Duration.millis(Long.MAX_VALUE);
    }
  }
}
