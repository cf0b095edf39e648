package io.meterline.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.connect.files.Disk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;

/** However rows come in files, and files in appends, the archive has each once. */
class ImportAppendPropertyTest {
  private static final int ROWS = 40;

  @Property(tries = 6, shrinking = ShrinkingMode.OFF)
  void appendsInAnyOrderAndAgainLogWhatOneImportLogs(@ForAll long seed, @ForAll @IntRange(min = 1, max = 5) int files) throws Exception {
    var temp = Files.createTempDirectory("import-append");
    try {
      appendsLogWhatOneImportLogs(new Random(seed), files, temp);
    } finally {
      Disk.remove(temp);
    }
  }

  private static void appendsLogWhatOneImportLogs(Random random, int files, Path temp) throws Exception {
    var rows = rows(random);
    var whole = new ImportFolder(Files.createDirectory(temp.resolve("whole")));
    assertTrue(whole.run("--readings", whole.readings("all.csv", rows.toArray(String[]::new))).exitCode() < 2);
    var parts = new ImportFolder(Files.createDirectory(temp.resolve("parts")));
    var order = written(random, parts, rows, files);
    for (var i = 0; i < order.size(); i++) {
      var run = i == 0 ? parts.run("--readings", order.get(i)) : parts.run("--append", "--readings", order.get(i));
      assertTrue(run.exitCode() < 2, run.err());
    }
    // Each once: an append of what is there adds nothing.
    assertEquals(whole.logged(), parts.logged());
  }

  /** Each row is in one file at least, which is imported at least once. */
  private static List<Path> written(Random random, ImportFolder folder, List<String> rows, int files) throws Exception {
    var inFile = new ArrayList<LinkedHashSet<String>>();
    for (var i = 0; i < files; i++) {
      inFile.add(new LinkedHashSet<>(List.of(rows.get(random.nextInt(rows.size())))));
    }
    for (var row : rows) {
      for (var copies = 1 + random.nextInt(2); copies > 0; copies--) {
        inFile.get(random.nextInt(files)).add(row);
      }
    }
    var order = new ArrayList<Path>();
    for (var i = 0; i < files; i++) {
      var lines = new ArrayList<>(inFile.get(i));
      Collections.shuffle(lines, random);
      var file = folder.readings("r" + i + ".csv", lines.toArray(String[]::new));
      order.add(file);
      order.add(file);
    }
    Collections.shuffle(order, random);
    return order;
  }

  /** Few devices, times and values, so that there are corrections, overlaps and repetitions. */
  private static List<String> rows(Random random) {
    var rows = new LinkedHashSet<String>();
    while (rows.size() < ROWS) {
      rows.add("m%d,2024-01-01T%02d:00:00Z,%d,%d".formatted(random.nextInt(3), random.nextInt(10), random.nextBoolean() ? 3600 : 5400, random.nextInt(3)));
    }
    return List.copyOf(rows);
  }
}
