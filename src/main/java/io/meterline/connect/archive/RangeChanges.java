package io.meterline.connect.archive;

import io.meterline.connect.parquet.ChannelInputFile;
import io.meterline.connect.parquet.SettingsReader;
import io.meterline.engine.range.RangePlan;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.Rejection;
import io.meterline.model.settings.Scope;
import io.meterline.model.view.Rejected;
import io.meterline.pipeline.Coders;
import io.meterline.pipeline.Counters;
import io.meterline.pipeline.RangeLog.Round;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/** Reads the settings changes of a range replay: all but the own changes of devices that it does not read. */
final class RangeChanges extends PTransform<PBegin, PCollectionTuple> {
  private static final long serialVersionUID = 1;

  /** Changes that the log already had. */
  static final TupleTag<LoggedChange> BASE = new TupleTag<>("base");

  /** Added changes. */
  static final TupleTag<LoggedChange> ADDED = new TupleTag<>("added");

  private final transient RangeSource source;

  RangeChanges(RangeSource source) {
    this.source = source;
  }

  @Override
  public PCollectionTuple expand(PBegin begin) {
    var changes =
        begin
            .apply("Files", Create.of(source.delta().settings()).withCoder(SerializableCoder.of(LogSlice.class)))
            .apply(
                "Read",
                ParDo.of(new ReadFn(source.plan(), source.round()))
                    .withOutputTags(BASE, TupleTagList.of(ADDED).and(RangeSource.REJECTED)));
    changes.get(BASE).setCoder(Coders.loggedChange());
    changes.get(ADDED).setCoder(Coders.loggedChange());
    changes.get(RangeSource.REJECTED).setCoder(Coders.rows());
    return changes;
  }

  private static final class ReadFn extends DoFn<LogSlice, LoggedChange> {
    private static final long serialVersionUID = 1;

    private final RangePlan plan;
    private final Round round;
    private final Counter changes = Counters.changes();

    ReadFn(RangePlan plan, Round round) {
      this.plan = plan;
      this.round = round;
    }

    @ProcessElement
    public void read(@Element LogSlice slice, MultiOutputReceiver out) {
      SettingsReader.read(
          ChannelInputFile.at(slice.path()),
          slice.path(),
          change -> {
            if (slice.rows().hold(change.position().offset())) {
              changes.inc();
              output(slice.part(), change, out);
            }
          },
          rejection -> {
            if (slice.rows().hold(rejection)) {
              changes.inc();
              reject(slice.part(), rejection, out);
            }
          });
    }

    private void output(LogSlice.Part part, LoggedChange change, MultiOutputReceiver out) {
      switch (part) {
        case BASE -> {
          if (isRead(change)) {
            out.get(BASE).output(change);
          }
        }
        case ADDED -> {
          // An invalid change is rejected whatever it is for.
          if (round == Round.FIRST || isRead(change)) {
            out.get(ADDED).output(change);
          }
        }
      }
    }

    private boolean isRead(LoggedChange change) {
      var scope = Scope.parse(change.scope());
      return scope.isEmpty() || !scope.get().isDevice() || plan.readsChangesOf(scope.get().name());
    }

    private void reject(LogSlice.Part part, Rejection rejection, MultiOutputReceiver out) {
      switch (part) {
        case BASE -> {}
        case ADDED -> out.get(RangeSource.REJECTED).output(Rejected.packed(rejection));
      }
    }
  }
}
