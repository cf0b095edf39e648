package io.meterline.connect.versions;

import io.meterline.connect.files.Folder;
import io.meterline.connect.files.StoredFile;
import io.meterline.model.MeterlineException;
import io.meterline.model.view.GroupKey;
import io.meterline.model.view.RowChange;
import io.meterline.model.view.RowDifferences;
import io.meterline.model.view.Table;
import io.meterline.model.view.View;
import java.io.IOException;
import java.util.List;
import java.util.TreeMap;

/**
 * Rows that differ, kept in a folder as Parquet: {@code before/VIEW/*.parquet} and {@code after/VIEW/*.parquet}, with the columns and the
 * file names of a version.
 */
public final class KeptDifferences {
  private static final String BEFORE = "before";
  private static final String AFTER = "after";

  private KeptDifferences() {}

  /**
   * Writes rows that differ.
   *
   * @param folder a folder without such rows
   * @throws MeterlineException if they cannot be written
   */
  public static void write(Folder folder, RowDifferences differences, List<View> views) {
    for (var view : views) {
      var file = new CurrentFile(folder, view);
      differences.read(view, file::add);
      file.write();
    }
  }

  /** The rows of one file; changes come in the order of files. */
  private static final class CurrentFile {
    private final Folder folder;
    private final View view;
    private String name = "";
    private Table before;
    private Table after;

    private CurrentFile(Folder folder, View view) {
      this.folder = folder;
      this.view = view;
      this.before = new Table(view);
      this.after = new Table(view);
    }

    private void add(RowChange change) {
      var next = ParquetViews.file(GroupKey.ofShard(change.any()));
      if (!next.equals(name)) {
        write();
        name = next;
      }
      change.before().ifPresent(before::row);
      change.after().ifPresent(after::row);
    }

    private void write() {
      write(BEFORE, before);
      write(AFTER, after);
      before = new Table(view);
      after = new Table(view);
    }

    private void write(String side, Table rows) {
      if (rows.size() > 0) {
        ParquetViews.writeFile(folder.in(side).location() + "/" + name, rows);
      }
    }
  }

  /**
   * The rows that differ that are kept in a folder.
   *
   * @throws MeterlineException if it cannot be read
   */
  public static RowDifferences in(Folder folder) {
    return new FileDifferences(files(folder.in(BEFORE)), files(folder.in(AFTER)));
  }

  private static ViewFiles files(Folder side) {
    try {
      var names = new TreeMap<String, Long>();
      // Files without rows are not written.
      side.files().stream().map(StoredFile::name).filter(name -> name.endsWith(".parquet")).forEach(name -> names.put(name, 1L));
      return new ViewFiles(new TreeMap<>()).replaced(side.location(), names);
    } catch (IOException e) {
      throw new MeterlineException(side + ": cannot be read: " + e.getMessage(), e);
    }
  }
}
