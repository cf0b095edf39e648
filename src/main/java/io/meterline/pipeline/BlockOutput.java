package io.meterline.pipeline;

import io.meterline.engine.block.BlockFormer;
import io.meterline.engine.block.PackedBlock;
import io.meterline.model.log.Rejection;
import io.meterline.model.time.Arrival;
import io.meterline.model.time.Windows;
import io.meterline.model.view.PackedRows;
import io.meterline.model.view.Rejected;
import java.util.OptionalLong;
import org.apache.beam.sdk.transforms.DoFn.MultiOutputReceiver;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;
import org.joda.time.Instant;

/**
 * Forms blocks from readings within a bundle, and outputs each with the last millisecond of its window as timestamp. Readings
 * that are not used are output as rows of {@link Rejected}. Every source outputs its readings through this class.
 */
public final class BlockOutput {
  private final Windows windows;
  private final BlockFormer former;
  private final MultiOutputReceiver out;
  private final TupleTag<KV<String, DeviceEvent>> readings;
  private final TupleTag<PackedRows> rejected;
  private long end = Long.MIN_VALUE;
  private Instant time = BoundedWindow.TIMESTAMP_MIN_VALUE;

  /**
   * An output without readings yet.
   *
   * @param rules which readings are used, and in which windows they travel
   * @param arrival when a reading arrives, which decides its window
   * @param out where blocks and rejections go; valid during the bundle
   * @param readings the tag of blocks
   * @param rejected the tag of rejections
   */
  public BlockOutput(
      Rules rules,
      Arrival arrival,
      MultiOutputReceiver out,
      TupleTag<KV<String, DeviceEvent>> readings,
      TupleTag<PackedRows> rejected) {
    this.windows = rules.windows();
    this.former = new BlockFormer(rules.windows(), arrival, rules.readings(), this::reject);
    this.out = out;
    this.readings = readings;
    this.rejected = rejected;
  }

  /** Where to add readings, which are collected until {@link #flush}. */
  public BlockFormer former() {
    return former;
  }

  /** Outputs the rejection of a reading, such as one that could not be parsed. */
  public void reject(Rejection rejection) {
    out.get(rejected).output(Rejected.packed(rejection));
  }

  /**
   * Outputs the blocks formed so far.
   *
   * @return the end of the latest window of all blocks output so far, epoch milliseconds UTC, exclusive; empty if there are none
   */
  public OptionalLong flush() {
    former.flush(this::output);
    return end == Long.MIN_VALUE ? OptionalLong.empty() : OptionalLong.of(end);
  }

  private void output(String device, PackedBlock block) {
    var last = windows.lastOf(block.window());
    end = Math.max(end, last + 1);
    // Most blocks have the window of the one before: millions of equal timestamps would fill the memory of a replay.
    if (time.getMillis() != last) {
      time = Instant.ofEpochMilli(last);
    }
    out.get(readings).outputWithTimestamp(KV.of(device, new DeviceEvent.Readings(block)), time);
  }
}
