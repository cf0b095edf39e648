package io.meterline.dataflow;

import com.google.api.services.dataflow.model.DataflowPackage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.beam.runners.dataflow.options.DataflowPipelineOptions;
import org.apache.beam.runners.dataflow.util.PackageUtil.StagedFile;
import org.apache.beam.runners.dataflow.util.Stager;
import org.apache.beam.sdk.options.PipelineOptions;

/** Stages no jars, and what a job is told beside them into the staging location, a local folder. */
public final class LocalStager implements Stager {
  private final Path folder;

  private LocalStager(Path folder) {
    this.folder = folder;
  }

  /** Made as Beam makes it. */
  public static LocalStager fromOptions(PipelineOptions options) {
    return new LocalStager(Path.of(options.as(DataflowPipelineOptions.class).getStagingLocation()));
  }

  @Override
  public List<DataflowPackage> stageFiles(List<StagedFile> files) {
    return List.of();
  }

  @Override
  public DataflowPackage stageToFile(byte[] bytes, String name) {
    try {
      Files.createDirectories(folder);
      Files.write(folder.resolve(name), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new DataflowPackage().setName(name).setLocation(folder.resolve(name).toString());
  }
}
