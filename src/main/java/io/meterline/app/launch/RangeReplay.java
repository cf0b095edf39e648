package io.meterline.app.launch;

import io.meterline.connect.archive.LogDelta;
import io.meterline.connect.archive.RangeSource;
import io.meterline.connect.archive.SnapshotStarts;
import io.meterline.connect.files.Folder;
import io.meterline.connect.versions.AmendedVersion;
import io.meterline.connect.versions.Base;
import io.meterline.connect.versions.BaseSnapshots;
import io.meterline.connect.versions.InProgressVersion;
import io.meterline.connect.versions.Recipe;
import io.meterline.connect.versions.Versions;
import io.meterline.engine.device.Snapshots;
import io.meterline.engine.range.RangePlan;
import io.meterline.engine.range.RangePlanner;
import io.meterline.engine.range.SettingsDifference;
import io.meterline.engine.range.SnapshotIndex;
import io.meterline.model.MeterlineException;
import io.meterline.pipeline.RangeLog.Round;
import io.meterline.pipeline.RangePipeline;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * A run that computes again only what events logged since a version was made can change, and shares the rest with that version.
 *
 * <p>It has one round, or two if the states of some devices still differ at the end of their range: the second computes these once
 * more, to the end of the log.
 */
final class RangeReplay {
  private static final String CURRENT = "current";

  private final Replay replay;
  private final Base base;
  private final Replay.Opened log;
  private final Recipe recipe;

  private RangeReplay(Replay replay, Base base, Replay.Opened log, Recipe recipe) {
    this.replay = replay;
    this.base = base;
    this.log = log;
    this.recipe = recipe;
  }

  /** What can be done with a version. */
  sealed interface Start {
    /** A range replay from it. */
    record Range(RangeReplay range, LogDelta delta) implements Start {}

    /**
     * Only a replay of the whole log.
     *
     * @param replay the run, with snapshots as the version has them
     * @param why why the version cannot be started from
     */
    record Whole(Replay replay, String why) implements Start {}
  }

  /**
   * Prepares a range replay.
   *
   * @param since the version to start from
   * @param log the log as it is now, in an archive
   * @param recipe that of a replay of the whole log
   * @throws MeterlineException if there is no such version, or it is damaged
   */
  static Start of(Replay replay, String since, Replay.Opened log, Recipe recipe) {
    var base = base(replay.target().views(), since);
    var archive = log.archive().orElseThrow(() -> new MeterlineException("--since needs the log in an archive"));
    var unusable = unusable(replay, base, recipe);
    var snapshots = base.provenance().snapshots();
    var sameSnapshots = replay.rules().snapshots().isNever() ? replay.withSnapshots(snapshots) : replay;
    if (unusable.isPresent()) {
      return new Start.Whole(sameSnapshots, unusable.get());
    }
    var compared = LogDelta.between(base.provenance().log(), archive);
    if (compared instanceof LogDelta.Compared.Grown grown) {
      return new Start.Range(new RangeReplay(sameSnapshots, base, log, recipe), grown.delta());
    }
    var difference = ((LogDelta.Compared.Other) compared).difference();
    return new Start.Whole(
        sameSnapshots, "the log is not the one that version " + base.name() + " was made of: " + difference);
  }

  private static Base base(Folder views, String since) {
    var versions = Versions.at(views);
    var name = since.equals(CURRENT) ? versions.current() : Optional.of(since);
    return versions.base(name.orElseThrow(() -> new MeterlineException("views " + views + ": no version was published yet")));
  }

  /** Why a version cannot be started from, whatever the log is. */
  private static Optional<String> unusable(Replay replay, Base base, Recipe recipe) {
    var version = "version " + base.name();
    var provenance = base.provenance();
    var difference = recipe.withoutLog().difference(base.recipe().withoutLog());
    if (difference.isPresent()) {
      return Optional.of(version + " was made with " + difference.get());
    }
    if (provenance.snapshots().isNever() || !provenance.log().isKnown()) {
      return Optional.of(version + " has no snapshots; runs with --snapshot-every write them");
    }
    if (provenance.engine() != Snapshots.ENGINE) {
      return Optional.of(version + " was made by another version of this program, which may compute other rows");
    }
    var wanted = replay.rules().snapshots();
    return wanted.isNever() || wanted.equals(provenance.snapshots())
        ? Optional.empty()
        : Optional.of(version + " has snapshots every " + provenance.snapshots() + ", not every " + wanted);
  }

  /** Runs it. */
  Replay.Outcome run(LogDelta delta, PipelineOptions options, RunObserver observer) {
    var views = replay.target().views();
    if (delta.isEmpty() && replay.target().as().isEmpty()) {
      return replay.alreadyComplete(base.name());
    }
    try (var version = Versions.begin(views, replay.target().as(), recipe, replay.analyses().views())) {
      return switch (version.work()) {
        case COMPLETE_ALREADY -> replay.alreadyComplete(version.name());
        case TO_BE_WRITTEN -> run(version, delta, options, observer);
      };
    }
  }

  private Replay.Outcome run(InProgressVersion version, LogDelta delta, PipelineOptions options, RunObserver observer) {
    var plan = plan(delta, index(base.files().snapshots()));
    var first = AmendedVersion.of(base, version, replay.dates());
    var starts = new SnapshotStarts(base.files().snapshots());
    var counts = run(version, first, new RangeSource(delta, plan, starts, List.of(), Round.FIRST), options, observer);
    var written = first.written();
    var open = first.open();
    if (!open.isEmpty()) {
      var second = first.next();
      var rest = new RangeSource(delta, plan.toTheEnd(open), starts, List.of(), Round.REST);
      counts = counts.and(run(version, second, rest, options, observer));
      written = second.written();
    }
    var provenance = replay.provenance(log);
    var views = provenance.withSnapshots(replay.analyses().views());
    var versions = Versions.at(replay.target().views());
    versions.complete(version.name(), recipe, provenance, written, views);
    replay.publish(version.name());
    return new Replay.Outcome.Written(version.name(), counts, Optional.of(size(plan, written.shared(), written.count())));
  }

  private SnapshotIndex index(BaseSnapshots snapshots) {
    var index = new SnapshotIndex();
    snapshots.times(index::add);
    return index;
  }

  private RangePlan plan(LogDelta delta, SnapshotIndex index) {
    var settings = new SettingsDifference.Builder(replay.rules().changes());
    delta.readChanges(settings::before, settings::added);
    var added = delta.addedReadings(replay.rules().readings());
    return new RangePlanner(index, replay.rules().snapshots().periods()).plan(settings.build(), added);
  }

  /** Runs a round to its end, and returns what it counted. */
  private Counts run(
      InProgressVersion version, AmendedVersion round, RangeSource source, PipelineOptions options, RunObserver observer) {
    var pipeline = Pipeline.create(options);
    RangePipeline.build(
        pipeline, source, replay.rules(), replay.analyses(), round.files().comparisons(), round, round::noteOpen);
    var result = pipeline.run();
    if (!Replay.isDone(result, observer)) {
      version.handOver();
      throw new MeterlineException("--since needs a runner whose runs can be waited for: leave it out to replay the whole log");
    }
    return Counts.of(result.metrics());
  }

  private RangeSize size(RangePlan plan, long shared, long files) {
    var size = plan.size();
    return new RangeSize(base.name(), size.devices(), size.ofDevices(), log.readings(), shared, files);
  }
}
