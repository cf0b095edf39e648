package io.meterline.replay;

import io.meterline.MeterlineException;
import io.meterline.analysis.Analyses;
import io.meterline.pipeline.Ending;
import io.meterline.pipeline.Log;
import io.meterline.pipeline.MeterlinePipeline;
import io.meterline.pipeline.Rules;
import io.meterline.time.DateWindow;
import java.nio.file.Path;
import java.util.function.LongSupplier;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * A bounded run of the pipeline that writes views to files.
 *
 * @param origin where the log is
 * @param views the folder of the views, replaced as a whole
 * @param rules what decides the views
 * @param window which rows are written
 */
public record Replay(Origin origin, Path views, Rules rules, DateWindow window) {
  /** Where a log is that is there as a whole. */
  @FunctionalInterface
  public interface Origin {
    /**
     * Opens the log.
     *
     * @throws MeterlineException if it is not there or cannot be read
     */
    Opened open();
  }

  /**
   * A log that can be read.
   *
   * @param source reads it
   * @param readings how many readings it has, or a few more
   */
  public record Opened(Log.Source source, long readings) {}

  /** A run over an archive, the given folder. */
  public Replay(Path archive, Path views, Rules rules, DateWindow window) {
    this(() -> opened(Archive.at(archive)), views, rules, window);
  }

  private static Opened opened(Archive archive) {
    return new Opened(new ArchiveSource(archive), archive.countReadings());
  }

  /** Is told how far a run is. */
  public interface Observer {
    /** Does not listen. */
    Observer NONE =
        new Observer() {
          @Override
          public void begins(long readings) {}

          @Override
          public void goesOn(LongSupplier readings) {}
        };

    /** The run begins, with so many readings to read. */
    void begins(long readings);

    /**
     * The run goes on, and tells how many readings it has read whenever it is asked, from any thread. A runner that
     * comes back at its end only gets here with all of them read.
     */
    void goesOn(LongSupplier readings);
  }

  /** Runs as {@link #run(PipelineOptions, Observer)} does, unobserved. */
  public Counts run(PipelineOptions options) {
    return run(options, Observer.NONE);
  }

  /**
   * Runs the pipeline to its end and publishes the views.
   *
   * @throws MeterlineException if the log cannot be read or the views cannot be written; they are as before then
   * @throws UnsupportedOperationException if the runner has only taken the run
   */
  public Counts run(PipelineOptions options, Observer observer) {
    var log = origin.open();
    observer.begins(log.readings());
    try (var folder = ViewsFolder.begin(views, Analyses.views())) {
      var pipeline = Pipeline.create(options);
      var sink = new ParquetViews(folder.version().toAbsolutePath().toString(), window);
      MeterlinePipeline.build(pipeline, log.source(), rules, sink);
      var result = pipeline.run();
      observer.goesOn(() -> Counts.readings(result.metrics()));
      var state = Ending.await(result);
      if (state != PipelineResult.State.DONE) {
        throw new MeterlineException("the run ended as " + state + "; the views are as they were");
      }
      var counts = Counts.of(result.metrics());
      folder.publish();
      return counts;
    }
  }
}
