package io.meterline.connect.versions;

import java.util.List;
import java.util.SortedMap;

/**
 * What a complete version says of itself.
 *
 * @param recipe what made it
 * @param rows how many rows each view has, by its name
 * @param files every file of views, in the order of their names
 */
record Manifest(Recipe recipe, SortedMap<String, Long> rows, List<Part> files) {
  /** The name of the file in a version that holds it, and is written last of all. */
  static final String FILE = "manifest.json";

  /**
   * A file of a view.
   *
   * @param name its path in the version, such as {@code usage/2024-03-7.parquet}
   * @param rows how many rows are in it
   * @param bytes its length
   */
  record Part(String name, long rows, long bytes) {}
}
