package io.meterline.page.ask;

import io.meterline.connect.archive.Archive;
import io.meterline.connect.files.LocalFolder;
import io.meterline.connect.parquet.SettingsReader;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.settings.Explainer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The settings changes of a log, which are read again once the log has grown. */
public final class LoggedSettings {
  private final Path archive;
  private String contents = "";
  private List<LoggedChange> changes = List.of();

  /** Of the log in an archive on a disk. */
  public LoggedSettings(Path archive) {
    this.archive = archive;
  }

  /** All changes that can be read, in the order of files. */
  public synchronized List<LoggedChange> changes() {
    var now = Archive.at(new LocalFolder(archive)).contents();
    if (!now.equals(contents)) {
      var read = new ArrayList<LoggedChange>();
      SettingsReader.readArchive(archive, read::add, malformed -> {});
      changes = List.copyOf(read);
      contents = now;
    }
    return changes;
  }

  /** Explains the settings of a device. */
  Explainer explainer(String device) {
    var explainer = new Explainer(device);
    changes().forEach(explainer::add);
    return explainer;
  }
}
