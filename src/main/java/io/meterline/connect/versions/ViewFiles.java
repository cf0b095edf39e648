package io.meterline.connect.versions;

import io.meterline.connect.files.Folder;
import io.meterline.connect.parquet.ChannelInputFile;
import io.meterline.connect.parquet.ViewReader;
import io.meterline.model.MeterlineException;
import io.meterline.model.view.Row;
import io.meterline.model.view.View;
import io.meterline.pipeline.BaseComparisons;
import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The files of views that were written to several places: those of a base, and those that replace them. A file without rows is
 * not among them.
 *
 * @param places where each file is, by its name in a version, such as {@code usage/2024-03-1.parquet}
 */
public record ViewFiles(SortedMap<String, Place> places) implements Serializable {
  /**
   * Where a file is.
   *
   * @param path its full path
   * @param rows its row count, at least 1
   * @param origin where it is from
   */
  record Place(String path, long rows, Origin origin) implements Serializable {}

  /** Where a file is from. */
  enum Origin {
    BASE,
    REWRITTEN
  }

  public ViewFiles {
    places = Collections.unmodifiableSortedMap(new TreeMap<>(places));
  }

  /** The number of files. */
  public long count() {
    return places.size();
  }

  /** The number of files that are those of the base. */
  public long shared() {
    return places.values().stream().filter(place -> place.origin() == Origin.BASE).count();
  }

  /** The row counts of the files, by name. */
  SortedMap<String, Long> rows() {
    var rows = new TreeMap<String, Long>();
    places.forEach((name, place) -> rows.put(name, place.rows()));
    return rows;
  }

  /** The files of some views. */
  ViewFiles of(List<View> views) {
    var some = new TreeMap<String, Place>();
    views.forEach(view -> some.putAll(of(view).places));
    return new ViewFiles(some);
  }

  /** The files of a view. */
  ViewFiles of(View view) {
    return new ViewFiles(places.subMap(view.name() + "/", view.name() + (char) ('/' + 1)));
  }

  /**
   * These files, some of them replaced.
   *
   * @param folder the folder with the new files
   * @param rows their row counts, by name; 0 for a file that no longer has rows
   */
  ViewFiles replaced(String folder, SortedMap<String, Long> rows) {
    var all = new TreeMap<>(places);
    rows.forEach(
        (name, count) -> {
          if (count == 0) {
            all.remove(name);
          } else {
            all.put(name, new Place(folder + "/" + name, count, Origin.REWRITTEN));
          }
        });
    return new ViewFiles(all);
  }

  /**
   * These files, after those that were rewritten became part of a version.
   *
   * @param version the folder of the version
   */
  public ViewFiles completedIn(Folder version) {
    var all = new TreeMap<>(places);
    all.replaceAll(
        (name, place) ->
            switch (place.origin()) {
              case BASE -> place;
              case REWRITTEN -> new Place(version.path(name), place.rows(), place.origin());
            });
    return new ViewFiles(all);
  }

  /** The path of a file, if it has rows. */
  Optional<String> path(String name) {
    return Optional.ofNullable(places.get(name)).map(Place::path);
  }

  /**
   * Reads the rows of a file, if it has any.
   *
   * @param view the view with the columns to read
   * @throws MeterlineException if the file cannot be read
   */
  void read(String name, View view, Consumer<Row> rows) {
    path(name).ifPresent(path -> read(places.get(name), path, view, rows));
  }

  private static void read(Place place, String path, View view, Consumer<Row> rows) {
    try {
      ViewReader.read(ChannelInputFile.at(path), path, view, rows);
    } catch (MeterlineException e) {
      throw switch (place.origin()) {
        case BASE -> new MeterlineException(e.getMessage() + "; run from another version, or from the beginning of the log", e);
        case REWRITTEN -> e;
      };
    }
  }

  /** The comparisons in these files. */
  public BaseComparisons comparisons() {
    return new ComparisonFiles(this);
  }

  /** The snapshots in these files. */
  public BaseSnapshots snapshots() {
    return new BaseSnapshots(this);
  }
}
