package io.meterline.app.cli;

import io.meterline.app.launch.Runners;
import io.meterline.connect.files.Folder;
import io.meterline.connect.versions.Versions;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.io.FileSystems;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Unmatched;

/** The parameter for the location of views. Other options are passed to Beam's file systems. */
final class VersionsAt {
  @Parameters(index = "0", paramLabel = "VIEWS", description = "The location of the views, as in --views of a run.")
  private String views;

  @Unmatched private List<String> beamOptions = new ArrayList<>();

  /**
   * The versions there.
   *
   * @throws io.meterline.model.MeterlineException if there are none, or Beam does not know an option
   */
  Versions versions() {
    FileSystems.setDefaultPipelineOptions(Runners.options(beamOptions));
    return Versions.at(Folder.at(views));
  }
}
