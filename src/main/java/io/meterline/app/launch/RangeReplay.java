package io.meterline.app.launch;

import io.meterline.connect.archive.LogDelta;
import io.meterline.connect.archive.SnapshotStarts;
import io.meterline.connect.files.Folder;
import io.meterline.connect.versions.AmendedVersion;
import io.meterline.connect.versions.Base;
import io.meterline.connect.versions.InProgressVersion;
import io.meterline.connect.versions.Recipe;
import io.meterline.connect.versions.Versions;
import io.meterline.connect.versions.ViewFiles;
import io.meterline.engine.device.Snapshots;
import io.meterline.engine.range.RangePlan;
import io.meterline.model.MeterlineException;
import io.meterline.model.log.LoggedChange;
import java.util.List;
import java.util.Optional;
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
  private final LogDelta delta;

  private RangeReplay(Replay replay, Base base, Replay.Opened log, Recipe recipe, LogDelta delta) {
    this.replay = replay;
    this.base = base;
    this.log = log;
    this.recipe = recipe;
    this.delta = delta;
  }

  /** What can be done with a version. */
  sealed interface Start {
    /** A range replay from it. */
    record Range(RangeReplay range) implements Start {}

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
   * @param base the version to start from
   * @param log the log as it is now, in an archive
   * @param recipe that of a replay of the whole log
   * @throws MeterlineException if the log is not in an archive
   */
  static Start of(Replay replay, Base base, Replay.Opened log, Recipe recipe) {
    var archive = log.archive().orElseThrow(() -> new MeterlineException("--since needs the log in an archive"));
    var unusable = unusable(replay, base, recipe);
    var snapshots = base.provenance().snapshots();
    var sameSnapshots = replay.rules().snapshots().isNever() ? replay.withSnapshots(snapshots) : replay;
    if (unusable.isPresent()) {
      return new Start.Whole(sameSnapshots, unusable.get());
    }
    var compared = LogDelta.between(base.provenance().log(), archive);
    if (compared instanceof LogDelta.Compared.Grown grown) {
      return new Start.Range(new RangeReplay(sameSnapshots, base, log, recipe, grown.delta()));
    }
    var difference = ((LogDelta.Compared.Other) compared).difference();
    return new Start.Whole(
        sameSnapshots, "the log is not the one that version " + base.name() + " was made of: " + difference);
  }

  /**
   * The version that a user names.
   *
   * @throws MeterlineException if there is no such version, or it is damaged
   */
  static Base base(Folder views, String since) {
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

  /** The version that it starts from. */
  Base base() {
    return base;
  }

  /** What the log has now, and what it had. */
  LogDelta delta() {
    return delta;
  }

  /** The run, with snapshots as the version has them. */
  Replay replay() {
    return replay;
  }

  /** The log as it is now. */
  Replay.Opened log() {
    return log;
  }

  /** Runs it. */
  Replay.Outcome run(PipelineOptions options, RunObserver observer) {
    var views = replay.target().views();
    if (delta.isEmpty() && replay.target().as().isEmpty()) {
      return replay.alreadyComplete(base.name());
    }
    try (var version = Versions.begin(views, replay.target().as(), recipe, replay.analyses().views())) {
      return switch (version.work()) {
        case COMPLETE_ALREADY -> replay.alreadyComplete(version.name());
        case TO_BE_WRITTEN -> run(version, options, observer);
      };
    }
  }

  private Replay.Outcome run(InProgressVersion version, PipelineOptions options, RunObserver observer) {
    var plan = inputs().plan(List.of(), replay.rules());
    var amended = rounds(plan, List.of()).run(AmendedVersion.of(base, version, replay.dates()), options, observer);
    if (amended.isEmpty()) {
      version.handOver();
      throw new MeterlineException("--since needs a runner whose runs can be waited for: leave it out to replay the whole log");
    }
    var files = amended.get().files();
    complete(version, recipe, files);
    replay.publish(version.name());
    return new Replay.Outcome.Written(version.name(), amended.get().counts(), Optional.of(size(plan, files.shared(), files.count())));
  }

  /** Completes a version with the files after all rounds. */
  void complete(InProgressVersion version, Recipe from, ViewFiles files) {
    var provenance = replay.provenance(log);
    var views = provenance.withSnapshots(replay.analyses().views());
    Versions.at(replay.target().views()).complete(version.name(), from, provenance, files, views);
  }

  /** Reads what decides what is computed again. */
  PlanInputs inputs() {
    return PlanInputs.of(delta, base.files().snapshots(), replay.rules());
  }

  /**
   * The runs that compute a plan.
   *
   * @param proposed settings changes that are taken as added to the log
   */
  RangeRounds rounds(RangePlan plan, List<LoggedChange> proposed) {
    return new RangeRounds(replay, delta, plan, new SnapshotStarts(base.files().snapshots()), proposed);
  }

  /**
   * What a plan computes again, of what there is.
   *
   * @param shared how many files are those of the base
   * @param files all files
   */
  RangeSize size(RangePlan plan, long shared, long files) {
    var size = plan.size();
    return new RangeSize(base.name(), size.devices(), size.ofDevices(), log.readings(), shared, files);
  }
}
