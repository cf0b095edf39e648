package io.meterline.connect.files;

import io.meterline.model.MeterlineException;
import java.io.IOException;
import java.io.Serializable;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A folder of files. In an object store, which has no folders, it exists if it contains a file.
 *
 * <p>Names are paths relative to the folder, with slashes.
 */
public sealed interface Folder extends Serializable permits LocalFolder, StoreFolder {
  /** The prefix of a URI of a local path. */
  String FILE = "file:";

  /**
   * The folder at a location: a local path, also as {@code file:///PATH}, or a URI of a file system registered with
   * Beam, such as {@code gs://BUCKET/PATH}. For a URI, {@link org.apache.beam.sdk.io.FileSystems} must have the options
   * of the run before the folder is used.
   *
   * @throws MeterlineException if a URI has a wildcard
   */
  static Folder at(String location) {
    if (location.startsWith(FILE)) {
      return new LocalFolder(Path.of(location.substring(FILE.length()).replaceFirst("^//", "")));
    }
    return StoreFolder.isUri(location) ? StoreFolder.of(location) : new LocalFolder(Path.of(location));
  }

  /** The subfolder of that name. */
  Folder in(String name);

  /** Its location as Beam's file systems name it, without a slash at the end. */
  String location();

  /** The full name of a file of this folder, in Beam's file systems and in messages. */
  String path(String name);

  /** The same folder, independent of the working directory. */
  Folder absolute();

  /** The same folder with symbolic links resolved, if it exists. Links that change later do not affect it. */
  Folder pinned() throws IOException;

  /** Whether it does not exist, as far as this can be determined without a listing. Always false in an object store. */
  boolean isMissing();

  /** Every file in it and its subfolders, sorted by name; empty if it does not exist. */
  List<StoredFile> files() throws IOException;

  /** The names of its direct subfolders, sorted; empty if it does not exist. On a disk they may be empty folders. */
  List<String> folders() throws IOException;

  /** Whether the file exists. */
  boolean has(String name) throws IOException;

  /** Opens a file for reading. */
  SeekableByteChannel open(String name) throws IOException;

  /** Creates or replaces a file, atomically on close. Until then readers see what existed before. */
  WritableByteChannel create(String name) throws IOException;

  /**
   * The text of a small file, if it exists.
   *
   * @throws java.nio.charset.CharacterCodingException if it is not UTF-8
   */
  Optional<String> read(String name) throws IOException;

  /** Writes a small file in UTF-8, atomically as {@link #create} does. */
  default void write(String name, String text) throws IOException {
    try (var out = Channels.newOutputStream(create(name))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  /**
   * Gives this folder files that exist elsewhere in the same storage, without reading them where the storage allows that: hard
   * links on a disk, copies by the store itself in an object store. A file that is here already is replaced, not atomically. The
   * files stay if those elsewhere are removed.
   *
   * @param files the full path of the existing file, by the name of the new one
   * @throws IOException if one of them does not exist, or cannot be written
   */
  void share(Map<String, String> files) throws IOException;

  /** Removes files. Those that do not exist are ignored. */
  void delete(Collection<String> names) throws IOException;

  /** Removes the folder and everything in it. */
  void remove() throws IOException;
}
