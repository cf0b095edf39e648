package io.meterline.replay;

import io.meterline.MeterlineException;
import io.meterline.analysis.Analyses;
import io.meterline.pipeline.MeterlinePipeline;
import io.meterline.pipeline.Rules;
import io.meterline.time.DateWindow;
import java.nio.file.Path;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * A bounded run of the pipeline over an archive.
 *
 * @param archive the folder of the log
 * @param views the folder of the views, replaced as a whole
 * @param rules what decides the views
 * @param window which rows are written
 */
public record Replay(Path archive, Path views, Rules rules, DateWindow window) {
  /**
   * Runs the pipeline to its end and publishes the views.
   *
   * @throws MeterlineException if the archive cannot be read or the views cannot be written; they are as before then
   */
  public Counts run(PipelineOptions options) {
    var source = new ArchiveSource(Archive.at(archive));
    try (var folder = ViewsFolder.begin(views, Analyses.views())) {
      var pipeline = Pipeline.create(options);
      var sink = new ParquetViews(folder.version().toAbsolutePath().toString(), window);
      MeterlinePipeline.build(pipeline, source, rules, sink);
      var result = pipeline.run();
      var state = result.waitUntilFinish();
      if (state != PipelineResult.State.DONE) {
        throw new MeterlineException("the run ended as " + state + "; the views are as they were");
      }
      var counts = Counts.of(result.metrics());
      folder.publish();
      return counts;
    }
  }
}
