package io.meterline.connect.versions;

import java.util.List;
import java.util.SortedMap;

/**
 * The manifest of a complete version.
 *
 * @param recipe what the version was made from
 * @param provenance what a later run must know to start from it; manifests of earlier releases lack it
 * @param rows the row count of each view, by the view's name
 * @param files every data file, sorted by name
 */
record Manifest(Recipe recipe, Provenance provenance, SortedMap<String, Long> rows, List<Part> files) {
  /** Its file name in the version. It is written last. */
  static final String FILE = "manifest.json";

  /**
   * A file of a view.
   *
   * @param name its path in the version, such as {@code usage/2024-03-7.parquet}
   * @param rows its row count
   * @param bytes its length in bytes
   */
  record Part(String name, long rows, long bytes) {}
}
