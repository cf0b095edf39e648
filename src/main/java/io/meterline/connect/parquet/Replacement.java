package io.meterline.connect.parquet;

import io.meterline.connect.files.Folder;
import io.meterline.connect.files.StoredFile;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The replacement of files of a folder by another file. It is recorded in a note, a small file beside the new one. The
 * note is written before the new file. Once the new file exists, readers skip the files that it replaces.
 *
 * @param file the name of the new file
 * @param at when the note was written
 * @param replaced the names of the replaced files, which are in the same folder; the note has their last path segments
 */
public record Replacement(String file, Instant at, List<String> replaced) {
  private static final String EXTENSION = ".replaces";

  /** The name of the note. */
  public String note() {
    return file + EXTENSION;
  }

  /** Whether the name is that of a note. */
  public static boolean isNote(String name) {
    return name.endsWith(EXTENSION);
  }

  /** Writes the note. The file itself is written after it. */
  public void write(Folder folder) throws IOException {
    var names = replaced.stream().map(name -> name.substring(name.lastIndexOf('/') + 1)).toList();
    folder.write(note(), at + "\n" + String.join("\n", names) + "\n");
  }

  /** Every replacement in a folder whose new file exists. */
  public static List<Replacement> in(Folder folder, List<StoredFile> files) throws IOException {
    var names = files.stream().map(StoredFile::name).collect(Collectors.toSet());
    var found = new ArrayList<Replacement>();
    for (var name : names) {
      if (isNote(name) && names.contains(name.substring(0, name.length() - EXTENSION.length()))) {
        read(folder, name).ifPresent(found::add);
      }
    }
    return found;
  }

  /** Empty if the note was removed in the meantime, after the files in it. */
  private static Optional<Replacement> read(Folder folder, String note) throws IOException {
    var text = folder.read(note);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    var lines = text.get().lines().toList();
    try {
      var file = note.substring(0, note.length() - EXTENSION.length());
      var above = file.substring(0, file.lastIndexOf('/') + 1);
      var names = lines.subList(1, lines.size()).stream().map(above::concat).toList();
      return Optional.of(new Replacement(file, Instant.parse(lines.get(0)), names));
    } catch (DateTimeParseException | IndexOutOfBoundsException e) {
      throw new IOException(folder.path(note) + " is damaged", e);
    }
  }

  /** The names of the replaced files in a folder. */
  public static Set<String> namesReplaced(Folder folder, List<StoredFile> files) throws IOException {
    var replaced = new HashSet<String>();
    for (var replacement : in(folder, files)) {
      replaced.addAll(replacement.replaced());
    }
    return replaced;
  }
}
