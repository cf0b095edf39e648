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
 * Compacted files in an object store, where nothing is renamed: a note says which files another takes the place of, and
 * holds for readers from the moment at which that is there.
 *
 * @param folder the folder of the kind
 */
record CompactedInStore(StoreFolder folder, LogListing listing, CompactionTurn turn) implements CompactedPlace {
  private static final String FILE = "compacted.parquet";

  @Override
  public void replace(List<Compaction.FileGroup> groups, LongConsumer written) throws IOException {
    removeOld();
    var earlier = new HashMap<String, Replacement>();
    Replacement.in(folder, folder.files()).forEach(replacement -> earlier.put(replacement.file(), replacement));
    var done = 0L;
    for (var group : groups) {
      turn.renew();
      replace(group, earlier);
      done += group.files().size();
      written.accept(done);
    }
  }

  private void replace(Compaction.FileGroup group, Map<String, Replacement> earlier) throws IOException {
    var temporary = Disk.temporaryFolder("meterline-compaction-");
    var file = temporary.resolve(FILE);
    try {
      CompactedPlace.write(listing, group, file, new LocalFolder(temporary), FILE);
      // Putting files together may take long: nothing is put by one whom another has taken for dead.
      turn.renew();
      note(group, earlier).write(folder);
      SliceFiles.upload(file, folder, group.target());
    } finally {
      Files.deleteIfExists(file);
      Files.deleteIfExists(temporary);
    }
  }

  /** What a file replaces that is replaced itself stays replaced. */
  private static Replacement note(Compaction.FileGroup group, Map<String, Replacement> earlier) {
    var names = new TreeSet<String>();
    for (var file : group.files()) {
      names.add(file.name());
      names.addAll(earlier.containsKey(file.name()) ? earlier.get(file.name()).replaced() : List.of());
    }
    names.remove(group.target());
    return new Replacement(group.target(), Instant.now(), List.copyOf(names));
  }

  /** Removes files that were replaced so long ago that no one reads them any more, those that others replace last. */
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
