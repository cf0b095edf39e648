package io.meterline.connect.files;

/**
 * A file in a folder.
 *
 * @param name its path from the folder, with slashes
 * @param bytes its length
 */
public record StoredFile(String name, long bytes) {
  /**
   * Whether readers of the folder are meant to read it: not where its name, or that of a folder on the way to it, begins
   * with a dot or an underscore, as other tools do.
   */
  public boolean isMeantToBeRead() {
    return !name.matches("(.*/)?[._].*");
  }
}
