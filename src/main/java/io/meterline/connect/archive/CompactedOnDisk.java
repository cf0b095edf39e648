package io.meterline.connect.archive;

import io.meterline.connect.files.LocalFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Replaces files on a disk: writes a new generation, and atomically points the link to it once it is complete.
 *
 * @param name the name of the link
 */
record CompactedOnDisk(Generations generations, LogListing listing, String name) implements FileReplacer {
  @Override
  public void replace(List<Compaction.FileGroup> groups, LongConsumer written) throws IOException {
    generations.removeOld(name, Compaction.KEPT);
    if (groups.isEmpty()) {
      return;
    }
    var generation = generations.next(name);
    try {
      var replaced = new HashSet<String>();
      for (var group : groups) {
        var target = generation.resolve(group.target());
        Files.createDirectories(target.getParent());
        FileReplacer.write(listing, group, target, new LocalFolder(generation), group.target());
        group.files().forEach(file -> replaced.add(file.name()));
        written.accept(replaced.size());
      }
      generations.switchTo(generation, name, replaced);
    } catch (IOException | RuntimeException e) {
      generations.discard(generation, name, e);
      throw e;
    }
  }
}
