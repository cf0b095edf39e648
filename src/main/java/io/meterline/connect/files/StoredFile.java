package io.meterline.connect.files;

/**
 * A file in a folder.
 *
 * @param name its path relative to the folder, with slashes
 * @param bytes its length in bytes
 */
public record StoredFile(String name, long bytes) {
  /**
   * Whether it is data. As in other tools, a file is hidden if its name, or that of a folder on its path, begins with a
   * dot or an underscore.
   */
  public boolean isData() {
    return !name.matches("(.*/)?[._].*");
  }
}
