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
import java.util.Optional;

/**
 * A folder of files. It is there when there is a file in it: an object store knows no folder otherwise.
 *
 * <p>Names are paths from the folder, with slashes.
 */
public sealed interface Folder extends Serializable permits LocalFolder, StoreFolder {
  /** What the URI of a local path begins with. */
  String FILE = "file:";

  /**
   * The folder at a place: a local path, also as {@code file:///PATH}, or a URI of a file system that Beam knows, such as
   * {@code gs://BUCKET/PATH}. What is asked of the latter needs {@link org.apache.beam.sdk.io.FileSystems} to have the options of the run.
   *
   * @throws MeterlineException if a URI is not the name of one place
   */
  static Folder at(String place) {
    if (place.startsWith(FILE)) {
      return new LocalFolder(Path.of(place.substring(FILE.length()).replaceFirst("^//", "")));
    }
    return StoreFolder.isUri(place) ? StoreFolder.of(place) : new LocalFolder(Path.of(place));
  }

  /** The folder in this one. */
  Folder in(String name);

  /** What Beam's file systems call it, without a slash at its end. */
  String location();

  /** What Beam's file systems, and messages, call a file of this folder. */
  String path(String name);

  /** The same folder wherever the process that asks has its working directory. */
  Folder absolute();

  /** The same folder with links on the way to it followed, if it is there: where they lead later does not change it. */
  Folder pinned() throws IOException;

  /** Whether it is known not to be there before it is listed, as a disk knows. */
  boolean isMissing();

  /** Every file in it and in the folders below, by their names; none if it is not there. */
  List<StoredFile> files() throws IOException;

  /** The names of the folders in it, sorted; none if it is not there. On a disk they may be empty. */
  List<String> folders() throws IOException;

  /** Whether there is a file of the name. */
  boolean has(String name) throws IOException;

  /** Opens a file to be read. */
  SeekableByteChannel open(String name) throws IOException;

  /** Opens a file to be written anew. It is there, whole, when it is closed: whoever reads it before sees what was there. */
  WritableByteChannel create(String name) throws IOException;

  /**
   * The text of a small file, if it is there.
   *
   * @throws java.nio.charset.CharacterCodingException if it is not UTF-8
   */
  Optional<String> read(String name) throws IOException;

  /** Writes a small file in UTF-8, as {@link #create} does. */
  default void write(String name, String text) throws IOException {
    try (var out = Channels.newOutputStream(create(name))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Removes files, those that are there. */
  void delete(Collection<String> names) throws IOException;

  /** Removes the folder, with every file and folder in it. */
  void remove() throws IOException;
}
