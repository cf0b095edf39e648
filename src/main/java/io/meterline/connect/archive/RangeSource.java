package io.meterline.connect.archive;

import io.meterline.engine.range.RangePlan;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.view.PackedRows;
import io.meterline.pipeline.Coders;
import io.meterline.pipeline.Log;
import io.meterline.pipeline.RangeLog;
import io.meterline.pipeline.RangeLog.Round;
import io.meterline.pipeline.Rules;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.TupleTag;

/**
 * Reads from an archive what a range replay needs: of the readings that the log already had, those in the ranges of the plan; the
 * added readings; all shared changes; and the own changes of affected devices. Row groups without readings in a range are skipped.
 *
 * @param delta the files of the archive
 * @param plan the ranges
 * @param starts reads the states at their starts
 * @param planned changes that the archive does not have, taken as added
 * @param round whether it is the first run for the added events
 */
public record RangeSource(LogDelta delta, RangePlan plan, RangeStarts starts, List<LoggedChange> planned, Round round)
    implements RangeLog.Source {
  /** Rows of rejected events. */
  static final TupleTag<PackedRows> REJECTED = new TupleTag<>("rejected");

  @Override
  public RangeLog read(Pipeline pipeline, Rules rules) {
    var readings = pipeline.apply("Range readings", new RangeReadings(this, rules));
    var changes = pipeline.apply("Range changes", new RangeChanges(this));
    var unlogged = pipeline.apply("Planned changes", Create.of(planned).withCoder(Coders.loggedChange()));
    var allReadings =
        PCollectionList.of(readings.get(RangeReadings.BASE))
            .and(readings.get(RangeReadings.ADDED))
            .apply("All readings", Flatten.pCollections());
    var allChanges =
        PCollectionList.of(changes.get(RangeChanges.BASE))
            .and(changes.get(RangeChanges.ADDED))
            .and(unlogged)
            .apply("All changes of settings", Flatten.pCollections());
    var none = PCollectionList.<PackedRows>empty(pipeline);
    var rejected =
        switch (round) {
          case FIRST -> none.and(readings.get(REJECTED)).and(changes.get(REJECTED));
          case REST -> none;
        };
    return new RangeLog(
        new Log(readings.get(RangeReadings.BASE), changes.get(RangeChanges.BASE), none),
        new Log(allReadings, allChanges, rejected),
        starts.read(pipeline, plan),
        round);
  }
}
