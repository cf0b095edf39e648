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
  private final LogDelta.Compared compared;

  private RangeReplay(Replay replay, Base base, Replay.Opened log, Recipe recipe, LogDelta.Compared compared) {
    this.replay = replay;
    this.base = base;
    this.log = log;
    this.recipe = recipe;
    this.compared = compared;
  }

  /**
   * Prepares a range replay.
   *
   * @param since the version to start from
   * @param log the log as it is now, in an archive
   * @param recipe that of a replay of the whole log
   * @throws MeterlineException if there is no such version, or it is damaged
   */
  static RangeReplay of(Replay replay, String since, Replay.Opened log, Recipe recipe) {
    var base = base(replay.target().views(), since);
    var archive = log.archive().orElseThrow(() -> new MeterlineException("--since needs the log in an archive"));
    var compared = LogDelta.between(base.provenance().log(), archive);
    var snapshots = base.provenance().snapshots();
    return new RangeReplay(snapshots.isNever() ? replay : replay.withSnapshots(snapshots), base, log, recipe, compared);
  }

  private static Base base(Folder views, String since) {
    var versions = Versions.at(views);
    var name = since.equals(CURRENT) ? versions.current() : Optional.of(since);
    return versions.base(name.orElseThrow(() -> new MeterlineException("views " + views + ": no version was published yet")));
  }

  /** The run, with snapshots of the same periods as the version if that has any. */
  Replay replay() {
    return replay;
  }

  /** Why the version cannot be started from, if so: a replay of the whole log is needed. */
  Optional<String> unusable() {
    var version = "version " + base.name();
    var difference = recipe.withoutLog().difference(base.recipe().withoutLog());
    if (difference.isPresent()) {
      return Optional.of(version + " was made with " + difference.get());
    }
    if (base.provenance().snapshots().isNever() || !base.provenance().log().isKnown()) {
      return Optional.of(version + " has no snapshots; runs with --snapshot-every write them");
    }
    return compared instanceof LogDelta.Compared.Other other
        ? Optional.of("the log is not the one that " + version + " was made of: " + other.difference())
        : Optional.empty();
  }

  /** Runs it. Call this only if the version is usable. */
  Replay.Outcome run(PipelineOptions options, RunObserver observer) {
    if (delta().isEmpty() && replay.target().as().isEmpty()) {
      return new Replay.Outcome.WrittenBefore(base.name());
    }
    var views = replay.target().views();
    try (var version = Versions.begin(views, replay.target().as(), recipe, replay.analyses().views())) {
      return switch (version.work()) {
        case COMPLETE_ALREADY -> replay.alreadyComplete(version);
        case TO_BE_WRITTEN -> run(version, delta(), options, observer);
      };
    }
  }

  private LogDelta delta() {
    if (compared instanceof LogDelta.Compared.Grown grown) {
      return grown.delta();
    }
    throw new IllegalStateException("the log is not that of version " + base.name());
  }

  private Replay.Outcome run(InProgressVersion version, LogDelta delta, PipelineOptions options, RunObserver observer) {
    var index = index(base.files().snapshots());
    var plan = plan(delta, index);
    var first = AmendedVersion.of(base, version, replay.dates());
    var starts = new SnapshotStarts(base.files().snapshots());
    var counts = run(first, new RangeSource(delta, plan, starts, List.of(), Round.FIRST), options, observer);
    var written = first.written();
    var open = first.open();
    if (!open.isEmpty()) {
      var second = first.next();
      var rest = new RangeSource(delta, plan.toTheEnd(open, index), starts, List.of(), Round.REST);
      counts = counts.and(run(second, rest, options, observer));
      written = second.written();
    }
    var provenance = replay.provenance(log);
    var views = provenance.withSnapshots(replay.analyses().views());
    var versions = Versions.at(replay.target().views());
    versions.complete(version.name(), recipe, provenance, written, views);
    publish(versions, version.name());
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
  private Counts run(AmendedVersion round, RangeSource source, PipelineOptions options, RunObserver observer) {
    var pipeline = Pipeline.create(options);
    RangePipeline.build(
        pipeline, source, replay.rules(), replay.analyses(), round.files().comparisons(), round, round::noteOpen);
    var result = pipeline.run();
    if (!Replay.isDone(result, observer)) {
      throw new MeterlineException("--since needs a runner whose runs can be waited for: leave it out to replay the whole log");
    }
    return Counts.of(result.metrics());
  }

  private void publish(Versions versions, String name) {
    switch (replay.target().whenComplete()) {
      case PUBLISH -> versions.publish(name, replay.target().keep());
      case HOLD -> {}
    }
  }

  private RangeSize size(RangePlan plan, long shared, long files) {
    var size = plan.size();
    return new RangeSize(base.name(), size.devices(), size.ofDevices(), log.readings().orElse(0), shared, files);
  }
}
