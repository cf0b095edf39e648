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
 * Files of a folder that another of it takes the place of. It is noted in a small file beside that other one, which is
 * written first: from the moment at which the other file is there, readers pass over those that it takes the place of.
 *
 * @param file the name of the file that takes the place of others
 * @param at when it did
 * @param replaced the names of the others, which are in the same folder; they are written without the folders above them
 */
public record Replacement(String file, Instant at, List<String> replaced) {
  private static final String ENDING = ".replaces";

  /** The name of the note. */
  public String note() {
    return file + ENDING;
  }

  /** Whether the name is that of a note. */
  public static boolean isNote(String name) {
    return name.endsWith(ENDING);
  }

  /** Writes the note. The file itself is written after it. */
  public void write(Folder folder) throws IOException {
    var names = replaced.stream().map(name -> name.substring(name.lastIndexOf('/') + 1)).toList();
    folder.write(note(), at + "\n" + String.join("\n", names) + "\n");
  }

  /** Every replacement in a folder of which the file is there. */
  public static List<Replacement> in(Folder folder, List<StoredFile> files) throws IOException {
    var names = files.stream().map(StoredFile::name).collect(Collectors.toSet());
    var found = new ArrayList<Replacement>();
    for (var name : names) {
      if (isNote(name) && names.contains(name.substring(0, name.length() - ENDING.length()))) {
        read(folder, name).ifPresent(found::add);
      }
    }
    return found;
  }

  /** Empty if the note is gone: so are the files in it. */
  private static Optional<Replacement> read(Folder folder, String note) throws IOException {
    var text = folder.read(note);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    var lines = text.get().lines().toList();
    try {
      var file = note.substring(0, note.length() - ENDING.length());
      var above = file.substring(0, file.lastIndexOf('/') + 1);
      var names = lines.subList(1, lines.size()).stream().map(above::concat).toList();
      return Optional.of(new Replacement(file, Instant.parse(lines.get(0)), names));
    } catch (DateTimeParseException | IndexOutOfBoundsException e) {
      throw new IOException(folder.path(note) + " is damaged", e);
    }
  }

  /** The names of the files in a folder that others took the place of. */
  public static Set<String> namesReplaced(Folder folder, List<StoredFile> files) throws IOException {
    var replaced = new HashSet<String>();
    for (var replacement : in(folder, files)) {
      replaced.addAll(replacement.replaced());
    }
    return replaced;
  }
}
