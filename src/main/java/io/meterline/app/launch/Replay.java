package io.meterline.app.launch;

import io.meterline.app.memory.InMemoryRunner;
import io.meterline.connect.archive.Archive;
import io.meterline.connect.archive.ArchiveSource;
import io.meterline.connect.files.Folder;
import io.meterline.connect.files.LocalFolder;
import io.meterline.connect.files.StoreFolder;
import io.meterline.connect.versions.InProgressVersion;
import io.meterline.connect.versions.Provenance;
import io.meterline.connect.versions.Recipe;
import io.meterline.connect.versions.Target;
import io.meterline.connect.versions.VersionViews;
import io.meterline.connect.versions.Versions;
import io.meterline.engine.analysis.Analyses;
import io.meterline.engine.device.SnapshotTimes;
import io.meterline.model.MeterlineException;
import io.meterline.model.time.DateRange;
import io.meterline.pipeline.Completion;
import io.meterline.pipeline.Log;
import io.meterline.pipeline.MeterlinePipeline;
import io.meterline.pipeline.Rules;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * A bounded run of the pipeline that writes views to files.
 *
 * @param origin where the log is
 * @param target where the views go
 * @param rules what decides the views
 * @param analyses what it computes
 * @param dates which rows are written
 * @param since the version of the same views that a range replay starts from; empty to replay the whole log
 */
public record Replay(Origin origin, Target target, Rules rules, Analyses analyses, DateRange dates, Optional<String> since) {
  /** A run over the whole log. */
  public Replay(Origin origin, Target target, Rules rules, Analyses analyses, DateRange dates) {
    this(origin, target, rules, analyses, dates, Optional.empty());
  }

  /** Where a bounded log is. */
  @FunctionalInterface
  public interface Origin {
    /**
     * Opens the log.
     *
     * @throws MeterlineException if it does not exist or cannot be read
     */
    Opened open();
  }

  /**
   * A log that can be read.
   *
   * @param source reads it
   * @param readings how many readings it has, or a few more, if that is known without reading it
   * @param contents identifies its contents: equal for the same events, different if there are more
   * @param archive its archive, if that is where it is
   */
  public record Opened(Log.Source source, OptionalLong readings, String contents, Optional<Archive> archive) {
    /** A log that is not in an archive. */
    public Opened(Log.Source source, OptionalLong readings, String contents) {
      this(source, readings, contents, Optional.empty());
    }
  }

  /** This run as a range replay: only what can differ from a version of the same views is computed again. */
  public Replay since(String version) {
    return new Replay(origin, target, rules, analyses, dates, Optional.of(version));
  }

  /** A run over an archive, the given folder. */
  public Replay(Path archive, Path views, Rules rules, Analyses analyses, DateRange dates) {
    this(new LocalFolder(archive), Target.of(views), rules, analyses, dates);
  }

  /** A run over an archive. */
  public Replay(Folder archive, Target target, Rules rules, Analyses analyses, DateRange dates) {
    this(() -> opened(archive), target, rules, analyses, dates);
  }

  /**
   * This run, with its log open.
   *
   * @throws MeterlineException if the log does not exist or cannot be read
   */
  Replay withOpenLog() {
    var log = origin.open();
    return new Replay(() -> log, target, rules, analyses, dates, since);
  }

  /** This run, with snapshots. */
  Replay withSnapshots(SnapshotTimes times) {
    return new Replay(origin, target, rules.withSnapshots(times), analyses, dates, since);
  }

  private static Opened opened(Folder folder) {
    var archive = Archive.at(folder);
    // In an object store reading the footers of many files takes longer than the count is worth.
    var readings = folder instanceof StoreFolder ? OptionalLong.empty() : OptionalLong.of(archive.countReadings());
    return new Opened(new ArchiveSource(archive), readings, archive.contents(), Optional.of(archive));
  }

  /** The outcome of a run. */
  public sealed interface Outcome {
    /** Calls the function for this outcome, and returns its result. */
    <T> T match(Function<Written, T> written, Supplier<T> writtenBefore, Supplier<T> runsElsewhere);

    /** The name of the version. */
    String version();

    /**
     * The run has ended, and its version is complete.
     *
     * @param range what was computed again; empty if the whole log was replayed
     */
    record Written(String version, Counts counts, Optional<RangeSize> range) implements Outcome {
      @Override
      public <T> T match(Function<Written, T> written, Supplier<T> writtenBefore, Supplier<T> runsElsewhere) {
        return written.apply(this);
      }
    }

    /** There was nothing to do: a version of this name exists, made from the same log with the same rules and analyses. */
    record WrittenBefore(String version) implements Outcome {
      @Override
      public <T> T match(Function<Written, T> written, Supplier<T> writtenBefore, Supplier<T> runsElsewhere) {
        return writtenBefore.get();
      }
    }

    /** The run continues elsewhere, and completes its version there. */
    record RunsElsewhere(String version) implements Outcome {
      @Override
      public <T> T match(Function<Written, T> written, Supplier<T> writtenBefore, Supplier<T> runsElsewhere) {
        return runsElsewhere.get();
      }
    }
  }

  /**
   * Runs like {@link #run(PipelineOptions, RunObserver)}, without an observer, on a runner that waits for the end of a run.
   *
   * @return what it counted
   */
  public Counts run(PipelineOptions options) {
    Supplier<Counts> none =
        () -> {
          throw new MeterlineException("the run continues elsewhere, or was done before");
        };
    return run(options, RunObserver.NONE).match(Outcome.Written::counts, none, none);
  }

  /**
   * Runs the pipeline, to its end if the runner waits for that. Completing and publishing the version are the last steps of the
   * pipeline itself.
   *
   * @throws MeterlineException if the log cannot be read or the views cannot be written; the current version is then unchanged
   */
  public Outcome run(PipelineOptions options, RunObserver observer) {
    FileSystems.setDefaultPipelineOptions(options);
    var log = origin.open();
    observer.starting(log.readings());
    var recipe = RowRules.recipe(rules, dates, analyses, log.contents());
    if (since.isPresent()) {
      var start = RangeReplay.of(this, RangeReplay.base(target.views(), since.get()), log, recipe);
      if (start instanceof RangeReplay.Start.Range from) {
        return from.range().run(options, observer);
      }
      if (start instanceof RangeReplay.Start.Whole from) {
        observer.fromTheBeginning(from.why());
        if (options.getRunner() == InMemoryRunner.class) {
          ReplayRunner.requireMemory(log.readings());
        }
        return from.replay().whole(log, recipe, options, observer);
      }
    }
    return whole(log, recipe, options, observer);
  }

  private Outcome whole(Opened log, Recipe recipe, PipelineOptions options, RunObserver observer) {
    try (var version = Versions.begin(target.views(), target.as(), recipe, analyses.views())) {
      return switch (version.work()) {
        case COMPLETE_ALREADY -> {
          requireSnapshots(version.name());
          yield alreadyComplete(version.name());
        }
        case TO_BE_WRITTEN -> write(log, version, recipe, options, observer);
      };
    }
  }

  private void requireSnapshots(String version) {
    var snapshots = rules.snapshots();
    if (!snapshots.isNever() && !Versions.at(target.views()).base(version).provenance().snapshots().equals(snapshots)) {
      throw new MeterlineException(
          "version " + version + " of views " + target.views() + " is complete, without snapshots every " + snapshots
              + "; name another");
    }
  }

  /** The outcome of a run whose version is complete already, and is published like any other. */
  Outcome alreadyComplete(String version) {
    publish(version);
    return new Outcome.WrittenBefore(version);
  }

  /** Publishes a complete version, unless it is to be held. */
  void publish(String version) {
    switch (target.whenComplete()) {
      case PUBLISH -> Versions.at(target.views()).publish(version, target.keep());
      case HOLD -> {}
    }
  }

  private Outcome write(Opened log, InProgressVersion version, Recipe recipe, PipelineOptions options, RunObserver observer) {
    var pipeline = Pipeline.create(options);
    var sink = new VersionViews(target, version.folder().location(), version.name(), recipe, provenance(log), dates);
    MeterlinePipeline.build(pipeline, log.source(), rules, analyses, sink);
    var result = pipeline.run();
    if (!isDone(result, observer)) {
      version.handOver();
      return new Outcome.RunsElsewhere(version.name());
    }
    return new Outcome.Written(version.name(), Counts.of(result.metrics()), Optional.empty());
  }

  /** What a later run must know to start from the version. */
  Provenance provenance(Opened log) {
    return log.archive().isPresent() && !rules.snapshots().isNever()
        ? new Provenance(log.archive().get().extent(), rules.snapshots())
        : Provenance.NONE;
  }

  /**
   * Waits for the end of a run. Returns whether that is possible.
   *
   * @throws MeterlineException if it failed
   */
  static boolean isDone(PipelineResult result, RunObserver observer) {
    var state = await(result, observer);
    if (state.isPresent() && state.get() != PipelineResult.State.DONE) {
      throw new MeterlineException("the run ended as " + state.get() + "; the views are unchanged");
    }
    return state.isPresent();
  }

  /** How the run ended; empty if that cannot be waited for, as when only a template is written, which is run later. */
  private static Optional<PipelineResult.State> await(PipelineResult result, RunObserver observer) {
    try {
      observer.running(() -> Counts.of(result.metrics()));
      return Optional.ofNullable(Completion.await(result)).filter(PipelineResult.State::isTerminal);
    } catch (UnsupportedOperationException e) {
      return Optional.empty();
    }
  }
}
