package io.meterline.connect.archive;

import io.meterline.connect.files.LocalFolder;
import io.meterline.connect.parquet.ArchiveWriter;
import io.meterline.connect.parquet.LogSchemas;
import io.meterline.oracle.Log;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** An archive that was imported, and to which files are added. */
record GrowingArchive(Path folder) {
  /** Writes a new archive. */
  static GrowingArchive of(Path folder, Log log) {
    write(folder, log);
    return new GrowingArchive(folder);
  }

  /** Adds the events of another log as files of a name. */
  GrowingArchive add(String name, Log log) throws IOException {
    var other = folder.resolveSibling("other-" + name);
    write(other, log);
    for (var kind : List.of(LogSchemas.READINGS_FOLDER, LogSchemas.SETTINGS_FOLDER)) {
      Files.move(other.resolve(kind).resolve("part-00000.parquet"), folder.resolve(kind).resolve(name + ".parquet"));
    }
    return this;
  }

  Archive archive() {
    return Archive.at(new LocalFolder(folder));
  }

  private static void write(Path folder, Log log) {
    try (var writer = ArchiveWriter.create(folder)) {
      log.readings().forEach(writer::write);
      log.changes().forEach(writer::write);
      writer.finish();
    }
  }
}
