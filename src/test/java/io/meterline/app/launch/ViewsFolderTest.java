package io.meterline.app.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.connect.files.LocalFolder;
import io.meterline.connect.parquet.DuckDb;
import io.meterline.connect.parquet.ViewReader;
import io.meterline.connect.versions.InProgressVersion;
import io.meterline.connect.versions.Leftover;
import io.meterline.connect.versions.Provenance;
import io.meterline.connect.versions.Recipe;
import io.meterline.connect.versions.Versions;
import io.meterline.engine.analysis.Analyses;
import io.meterline.model.MeterlineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ViewsFolderTest {
  private static final String MARK = "mark";
  private static final Recipe RECIPE = Recipe.of(Map.of("known", "now"));

  @TempDir Path temp;

  @Test
  void thePublishedVersionIsUnderCurrentWithAFolderPerView() throws IOException {
    var folder = temp.resolve("not/there/yet");
    publish(folder, "first");
    assertEquals(Set.of("first"), marks(folder));
    publish(folder, "second");
    assertEquals(Set.of("second"), marks(folder));
    assertEquals(2, versions(folder).size());
  }

  @Test
  void aFolderMayBeNamedFromTheWorkingDirectory() throws IOException {
    var relative = Path.of("").toAbsolutePath().relativize(temp.resolve("views"));
    publish(relative, "first");
    publish(relative, "second");
    assertEquals(Set.of("second"), marks(relative));
    assertEquals(2, versions(relative).size());
  }

  @Test
  void aRunThatDoesNotPublishChangesNotAByte() throws IOException {
    publish(temp, "before");
    var before = FolderBytes.of(temp);
    try (var run = begin(temp)) {
      mark(run, "half");
    }
    assertEquals(before, FolderBytes.of(temp));
  }

  @Test
  void twoConcurrentRunsBothPublishAndTheLaterIsCurrent() throws IOException {
    try (var one = begin(temp);
        var other = begin(temp)) {
      mark(one, "one");
      mark(other, "other");
      publish(temp, other);
      assertEquals(Set.of("other"), marks(temp));
      publish(temp, one);
      assertEquals(Set.of("one"), marks(temp));
    }
    assertEquals(Set.of("one"), marks(temp));
    assertEquals(2, versions(temp).size());
  }

  @Test
  void manyConcurrentRunsDoNoHarm() throws IOException, InterruptedException, ExecutionException {
    var runs = 4;
    var rounds = 50;
    var together = new CyclicBarrier(runs);
    var threads = Executors.newFixedThreadPool(runs);
    var results = new ExecutorCompletionService<Void>(threads);
    for (var i = 0; i < runs; i++) {
      var name = "run " + i;
      Callable<Void> rounder =
          () -> {
            for (var round = 0; round < rounds; round++) {
              together.await();
              publish(temp, name + ", round " + round);
            }
            return null;
          };
      results.submit(rounder);
    }
    try {
      // In order of completion: if one fails, the others would wait for it in vain.
      for (var i = 0; i < runs; i++) {
        results.take().get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertEquals(1, marks(temp).size());
    assertTrue(marks(temp).iterator().next().endsWith(", round 49"));
    assertEquals(2, versions(temp).size());
  }

  @Test
  void leftoversOfAKilledRunAreHarmlessAndCleanRemovesThem() throws IOException {
    publish(temp, "before");
    // Leftovers: a version with half a view and a free lock, and a link not yet renamed.
    var left = Files.createDirectories(temp.resolve("versions/7/usage"));
    Files.writeString(left.resolve("2013-01-0.parquet"), "PAR1");
    Files.createFile(temp.resolve("versions/7/.lock"));
    Files.createSymbolicLink(temp.resolve(".current.partial"), Path.of("versions/7"));
    Files.writeString(temp.resolve(".3f1c.partial"), "7");
    // Or killed before it locked anything.
    Files.createDirectories(temp.resolve("versions/8"));
    var versions = Versions.at(new LocalFolder(temp));
    assertEquals(Set.of("7", "8", ".current.partial", ".3f1c.partial"), versions.leftovers().stream().map(Leftover::name).collect(Collectors.toSet()));
    assertEquals(Set.of("before"), marks(temp));
    publish(temp, "after");
    assertEquals(Set.of("after"), marks(temp));
    assertEquals(Set.of("1", "7", "8", "9"), versions(temp));
    versions.clean(versions.leftovers());
    assertEquals(Set.of("after"), marks(temp));
    assertEquals(Set.of("1", "9"), versions(temp));
    assertEquals(Set.of("current", "history", ".lock", "versions"), names(temp));
  }

  @Test
  void viewsThatNoRunWroteAreNotReplaced() throws IOException {
    var own = Files.createDirectories(temp.resolve("alerts"));
    Files.writeString(own.resolve("mine.parquet"), "mine");
    var before = FolderBytes.of(temp);
    var failure = assertThrows(MeterlineException.class, () -> begin(temp));
    assertTrue(failure.getMessage().contains("alerts was not written by a run"), failure.getMessage());
    assertEquals(before, FolderBytes.of(temp));
  }

  @Test
  void aViewWithoutRowsHasItsColumns() throws IOException, SQLException {
    try (var run = begin(temp)) {
      publish(temp, run);
    }
    for (var view : Analyses.standard().views()) {
      assertEquals(0, ViewReader.of(temp.resolve("current"), view).count());
    }
    assertEquals(
        List.of("device", "opened_at", "closed_at", "threshold_watts", "peak_watts", "milliwatt_hours", "readings"),
        DuckDb.query("DESCRIBE SELECT * FROM '" + temp.resolve("current/alerts/*.parquet") + "'"));
  }

  private static InProgressVersion begin(Path folder) {
    return Versions.begin(new LocalFolder(folder), Optional.empty(), RECIPE, Analyses.standard().views());
  }

  private static void publish(Path folder, String mark) throws IOException {
    try (var run = begin(folder)) {
      mark(run, mark);
      publish(folder, run);
    }
  }

  private static void publish(Path folder, InProgressVersion run) throws IOException {
    var versions = Versions.at(new LocalFolder(folder));
    var marks = new TreeMap<String, Long>();
    for (var file : run.folder().files()) {
      if (file.name().endsWith("/" + MARK)) {
        marks.put(file.name(), 1L);
      }
    }
    versions.complete(run.name(), RECIPE, Provenance.NONE, marks, Analyses.standard().views());
    versions.publish(run.name(), 1);
  }

  private static void mark(InProgressVersion run, String mark) throws IOException {
    for (var view : Analyses.standard().views()) {
      run.folder().write(view.name() + "/" + MARK, mark);
    }
  }

  /** The distinct marks of all views: one, if the views are of one run. */
  private static Set<String> marks(Path folder) throws IOException {
    var marks = new HashSet<String>();
    for (var view : Analyses.standard().views()) {
      marks.add(Files.readString(folder.resolve("current").resolve(view.name()).resolve(MARK)));
    }
    return marks;
  }

  private static Set<String> versions(Path folder) throws IOException {
    return names(folder.resolve("versions"));
  }

  private static Set<String> names(Path folder) throws IOException {
    var names = new HashSet<String>();
    try (var paths = Files.list(folder)) {
      paths.forEach(path -> names.add(path.getFileName().toString()));
    }
    return names;
  }
}
