package io.meterline.app.launch;

import io.meterline.connect.archive.LogDelta;
import io.meterline.connect.archive.RangeSource;
import io.meterline.connect.archive.SnapshotStarts;
import io.meterline.connect.versions.AmendedVersion;
import io.meterline.connect.versions.PlannedRows;
import io.meterline.connect.versions.ViewFiles;
import io.meterline.engine.range.RangePlan;
import io.meterline.model.log.LoggedChange;
import io.meterline.pipeline.RangeLog.Round;
import io.meterline.pipeline.RangePipeline;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * The runs of a range replay: one, or two if the states of some devices still differ at the end of their range. The second computes
 * these once more, to the end of the log.
 *
 * @param replay the replay whose rules hold
 * @param delta what the log has now, and what it had
 * @param plan what is computed again
 * @param starts reads the states from which it is
 * @param proposed settings changes that are taken as added to the log
 */
record RangeRounds(Replay replay, LogDelta delta, RangePlan plan, SnapshotStarts starts, List<LoggedChange> proposed) {
  /**
   * What the rounds wrote.
   *
   * @param files the files after the last round: those of the base, and those that replace some of them
   * @param counts what the rounds counted
   */
  record Amended(ViewFiles files, Counts counts) {}

  /**
   * Runs the first round to its end, without writing whole files. Empty if the runner's runs cannot be waited for.
   *
   * @param rows keeps the rows that differ; they are all that differ if it has no open devices
   */
  Optional<Counts> run(PlannedRows rows, PipelineOptions options, RunObserver observer) {
    var pipeline = Pipeline.create(options);
    var source = new RangeSource(delta, plan, starts, proposed, Round.FIRST);
    RangePipeline.build(pipeline, source, replay.rules(), replay.analyses(), rows.base().comparisons(), rows, rows::noteOpen);
    return counts(pipeline.run(), observer);
  }

  /**
   * Runs the rounds to their end. Empty if the runner's runs cannot be waited for; then only the first has begun.
   *
   * @param first where the first round writes
   */
  Optional<Amended> run(AmendedVersion first, PipelineOptions options, RunObserver observer) {
    var counts = run(first, new RangeSource(delta, plan, starts, proposed, Round.FIRST), options, observer);
    if (counts.isEmpty()) {
      return Optional.empty();
    }
    var open = first.open();
    if (open.isEmpty()) {
      return Optional.of(new Amended(first.written(), counts.get()));
    }
    var second = first.next();
    var rest = run(second, new RangeSource(delta, plan.toTheEnd(open), starts, proposed, Round.REST), options, observer);
    return rest.map(more -> new Amended(second.written(), counts.get().and(more)));
  }

  private Optional<Counts> run(AmendedVersion round, RangeSource source, PipelineOptions options, RunObserver observer) {
    var pipeline = Pipeline.create(options);
    RangePipeline.build(
        pipeline, source, replay.rules(), replay.analyses(), round.files().comparisons(), round, round::noteOpen);
    return counts(pipeline.run(), observer);
  }

  private static Optional<Counts> counts(PipelineResult result, RunObserver observer) {
    return Replay.isDone(result, observer) ? Optional.of(Counts.of(result.metrics())) : Optional.empty();
  }
}
