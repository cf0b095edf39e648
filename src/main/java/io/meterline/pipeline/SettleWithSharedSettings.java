package io.meterline.pipeline;

import io.meterline.engine.block.PairedBlock;
import io.meterline.engine.block.SettledBlock;
import io.meterline.model.settings.SharedTimeline;
import io.meterline.model.settings.Timeline;
import java.util.HashMap;
import java.util.Map;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;

/**
 * Settles what is in force at the readings of a block, from its device's own settings and the shared ones: a side input in
 * fixed windows of event time, one an epoch, so that a block waits for exactly the settings of its own epoch.
 *
 * <p>Nothing but blocks may come here: a runner holds back an element and the watermark until the settings of its epoch are
 * there, and only blocks ask for those (see {@link EpochTimelines}).
 */
final class SettleWithSharedSettings
    extends PTransform<PCollection<KV<String, PairedBlock>>, PCollection<KV<String, SettledBlock>>> {
  private static final long serialVersionUID = 1;

  private final PCollection<Timeline> timelines;
  private final Rules rules;

  /** Settling with the given timelines, one for each epoch in which readings arrive. */
  SettleWithSharedSettings(PCollection<Timeline> timelines, Rules rules) {
    this.timelines = timelines;
    this.rules = rules;
  }

  @Override
  public PCollection<KV<String, SettledBlock>> expand(PCollection<KV<String, PairedBlock>> blocks) {
    var epoch = new EpochWindows(rules.epochs());
    var view =
        timelines.apply("Timelines by epoch", Window.into(epoch)).apply("Side input", View.asSingleton());
    return blocks
        .apply("Blocks by epoch", Window.into(epoch))
        .apply("Settle", ParDo.of(new SettleFn(view)).withSideInputs(view))
        .setCoder(Coders.settledBlocks())
        .apply("Across epochs", Window.into(new GlobalWindows()));
  }

  private static final class SettleFn extends DoFn<KV<String, PairedBlock>, KV<String, SettledBlock>> {
    private static final long serialVersionUID = 1;

    private final PCollectionView<Timeline> view;
    // A runner may build a side input anew at every access: it is laid out once an epoch and bundle.
    private transient Map<BoundedWindow, SharedTimeline> laidOut;

    SettleFn(PCollectionView<Timeline> view) {
      this.view = view;
    }

    @StartBundle
    public void startBundle() {
      laidOut = new HashMap<>();
    }

    @ProcessElement
    public void settle(ProcessContext context, BoundedWindow epoch) {
      var device = context.element().getKey();
      var paired = context.element().getValue();
      var shared = laidOut.computeIfAbsent(epoch, any -> new SharedTimeline(context.sideInput(view)));
      var inForce = shared.forDevice(paired.own(), paired.earliest());
      context.output(KV.of(device, new SettledBlock(paired.epoch(), paired.readings(), inForce)));
    }
  }
}
