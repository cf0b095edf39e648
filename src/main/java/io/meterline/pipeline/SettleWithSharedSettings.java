package io.meterline.pipeline;

import io.meterline.engine.block.WindowReadings;
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
 * Determines the settings in force at the readings of a block, from its device's own settings and the shared ones. The shared
 * ones are a side input in fixed event-time windows, so a block waits for exactly the settings of its own window.
 *
 * <p>Every element must be a block. A runner holds back an element, and the watermark, until the side input of its window is
 * ready, and only the windows of blocks have one (see {@link WindowTimelines}).
 */
final class SettleWithSharedSettings
    extends PTransform<PCollection<KV<String, WindowReadings<Timeline>>>, PCollection<KV<String, AnalysisEvent>>> {
  private static final long serialVersionUID = 1;

  private final PCollection<Timeline> timelines;
  private final Rules rules;

  /** Uses the given timelines, one of each part for each window in which readings arrive. */
  SettleWithSharedSettings(PCollection<Timeline> timelines, Rules rules) {
    this.timelines = timelines;
    this.rules = rules;
  }

  @Override
  public PCollection<KV<String, AnalysisEvent>> expand(PCollection<KV<String, WindowReadings<Timeline>>> blocks) {
    var window = new EventTimeWindows(rules.windows());
    var view =
        timelines.apply("Timelines by window", Window.into(window)).apply("Side input", View.asIterable());
    return blocks
        .apply("Blocks by window", Window.into(window))
        .apply("Settle", ParDo.of(new SettleFn(view)).withSideInputs(view))
        .setCoder(Coders.analysisEvents())
        .apply("Across windows", Window.into(new GlobalWindows()));
  }

  private static final class SettleFn extends DoFn<KV<String, WindowReadings<Timeline>>, KV<String, AnalysisEvent>> {
    private static final long serialVersionUID = 1;

    private final PCollectionView<Iterable<Timeline>> view;
    // A runner may rebuild a side input at every access, so its parts are indexed together once per window and bundle.
    private transient Map<BoundedWindow, SharedTimeline> indexed;

    SettleFn(PCollectionView<Iterable<Timeline>> view) {
      this.view = view;
    }

    @StartBundle
    public void startBundle() {
      indexed = new HashMap<>();
    }

    @ProcessElement
    public void settle(ProcessContext context, BoundedWindow window) {
      var device = context.element().getKey();
      var paired = context.element().getValue();
      var shared = indexed.computeIfAbsent(window, any -> new SharedTimeline(context.sideInput(view)));
      var inForce = shared.forDevice(paired.settings(), paired.earliest());
      var settled = new WindowReadings<>(paired.window(), paired.readings(), inForce);
      context.output(KV.of(device, new AnalysisEvent.Readings(settled)));
    }
  }
}
