package io.meterline.connect.archive;

import io.meterline.connect.files.Disk;
import io.meterline.connect.files.LocalFolder;
import io.meterline.connect.files.StoreFolder;
import io.meterline.connect.files.StoredFile;
import io.meterline.connect.parquet.Replacement;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.LongConsumer;

/**
 * Replaces files in an object store, which has no renames. A note lists the files that a compacted file replaces; it
 * takes effect for readers once the compacted file exists.
 *
 * @param folder the folder of readings or of settings
 */
record CompactedInStore(StoreFolder folder, LogListing listing, CompactionLock lock) implements FileReplacer {
  private static final String FILE = "compacted.parquet";

  @Override
  public void replace(List<Compaction.FileGroup> groups, LongConsumer written) throws IOException {
    removeOld();
    var earlier = new HashMap<String, Replacement>();
    Replacement.in(folder, folder.files()).forEach(replacement -> earlier.put(replacement.file(), replacement));
    var done = 0L;
    for (var group : groups) {
      lock.renew();
      replace(group, earlier);
      done += group.files().size();
      written.accept(done);
    }
  }

  private void replace(Compaction.FileGroup group, Map<String, Replacement> earlier) throws IOException {
    var temporary = Disk.temporaryFolder("meterline-compaction-");
    var file = temporary.resolve(FILE);
    try {
      FileReplacer.write(listing, group, file, new LocalFolder(temporary), FILE);
      // Merging may take long. The lock is renewed so that nothing is uploaded once another process has taken over.
      lock.renew();
      note(group, earlier).write(folder);
      SliceFiles.upload(file, folder, group.target());
    } finally {
      Files.deleteIfExists(file);
      Files.deleteIfExists(temporary);
    }
  }

  /**
   * The note of a group. It also lists the files that files of the group replaced earlier, so that readers still skip
   * those.
   */
  private static Replacement note(Compaction.FileGroup group, Map<String, Replacement> earlier) {
    var names = new TreeSet<String>();
    for (var file : group.files()) {
      names.add(file.name());
      names.addAll(earlier.containsKey(file.name()) ? earlier.get(file.name()).replaced() : List.of());
    }
    names.remove(group.target());
    return new Replacement(group.target(), Instant.now(), List.copyOf(names));
  }

  /** Removes files replaced more than {@link Compaction#KEPT} ago. Notes are removed after the files in them. */
  private void removeOld() throws IOException {
    var before = Instant.now().minus(Compaction.KEPT);
    for (var replacement : Replacement.in(folder, folder.files())) {
      if (replacement.at().isBefore(before)) {
        remove(replacement);
      }
    }
  }

  private void remove(Replacement old) throws IOException {
    var files = folder.files().stream().map(StoredFile::name).toList();
    var notes = new ArrayList<String>();
    var compacted = new ArrayList<String>();
    var slices = new ArrayList<String>();
    for (var name : old.replaced()) {
      var note = new Replacement(name, old.at(), List.of()).note();
      if (files.contains(note)) {
        notes.add(note);
        compacted.add(name);
      } else {
        slices.add(name);
      }
    }
    for (var some : List.of(slices, compacted, notes, List.of(old.note()))) {
      if (!some.isEmpty()) {
        folder.delete(some);
      }
    }
  }
}
