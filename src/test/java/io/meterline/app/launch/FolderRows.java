package io.meterline.app.launch;

import io.meterline.connect.parquet.ViewReader;
import io.meterline.engine.analysis.Analyses;
import io.meterline.model.view.Row;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** The rows of the current version of views, in their order. */
public final class FolderRows {
  private FolderRows() {}

  /** The rows of each view by its name, files in the order of their paths. */
  public static TreeMap<String, List<Row>> of(Path views) {
    var found = new TreeMap<String, List<Row>>();
    for (var view : Analyses.standard().views()) {
      var rows = new ArrayList<Row>();
      ViewReader.of(views.resolve("current"), view).read(rows::add);
      found.put(view.name(), rows);
    }
    return found;
  }
}
