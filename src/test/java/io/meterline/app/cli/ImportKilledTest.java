package io.meterline.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.connect.parquet.DuckDb;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An import in a process of its own is killed: the archive is complete or does not exist, and the import can be run again. */
class ImportKilledTest {
  private static final int ROWS = 4_000;
  private static final int ROWS_OF_A_BAD_ONE = 20;
  private static final int CHANGES = 100;
  private static final int KILLED = 128 + 9;
  private static final long LOOK_NANOS = 500_000;

  @TempDir private static Path temp;
  private static Path readings;
  private static Path settings;

  /** The rejects of an import that was not killed. */
  private static String rejects;

  /** When an import is killed. */
  private enum Moment {
    AS_THE_PROCESS_STARTS {
      @Override
      boolean isSeen(Seen seen) {
        return true;
      }
    },
    AS_ITS_HIDDEN_FOLDER_IS_THERE {
      @Override
      boolean isSeen(Seen seen) {
        return seen.has("/.lock");
      }
    },
    AS_HALF_OF_THE_REJECTS_ARE_THERE {
      @Override
      boolean isSeen(Seen seen) {
        return seen.bytes("/archive/rejects.csv") > rejects.length() / 2;
      }
    },
    AS_THE_LAST_FILE_IS_WRITTEN {
      @Override
      boolean isSeen(Seen seen) {
        return seen.bytes("/archive/settings/part-00000.parquet") > "PAR1".length();
      }
    },
    AS_ITS_PLACE_IS_CLEARED {
      @Override
      boolean isSeen(Seen seen) {
        return !seen.has("/log");
      }
    },
    AS_IT_IS_IN_ITS_PLACE {
      @Override
      boolean isSeen(Seen seen) {
        return seen.has("/log/readings");
      }
    },
    AS_ITS_HIDDEN_FOLDER_IS_GONE {
      @Override
      boolean isSeen(Seen seen) {
        return seen.has("/log/readings") && !seen.has("/.log.partial-");
      }
    };

    abstract boolean isSeen(Seen seen);
  }

  /** The files below the folder of the archive, and their lengths. */
  private record Seen(Map<String, Long> bytes) {
    /** Lists the files; empty if one is deleted meanwhile. */
    static Optional<Seen> in(Path folder) throws IOException {
      try (var paths = Files.walk(folder)) {
        return Optional.of(new Seen(paths.collect(Collectors.toMap(path -> "/" + folder.relativize(path), Seen::length))));
      } catch (UncheckedIOException e) {
        return Optional.empty();
      }
    }

    private static long length(Path path) {
      try {
        return Files.size(path);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    boolean has(String part) {
      return bytes.keySet().stream().anyMatch(path -> path.contains(part));
    }

    /** The length of the file whose path ends with this, 0 if there is none. */
    long bytes(String end) {
      return bytes.entrySet().stream().filter(file -> file.getKey().endsWith(end)).mapToLong(Map.Entry::getValue).sum();
    }
  }

  @BeforeAll
  static void write() throws Exception {
    var rows = new ArrayList<>(List.of("device,at,seconds,kwh"));
    for (var row = 0; row < ROWS; row++) {
      var isBad = row % ROWS_OF_A_BAD_ONE == 0;
      rows.add("m" + row % 50 + "," + (isBad ? "x".repeat(300) : "2013-01-01T00:00:%02dZ".formatted(row % 60)) + ",1800," + row);
    }
    readings = Files.write(temp.resolve("readings.csv"), rows);
    var changes = new ArrayList<>(List.of("scope,name,op,value,effective_at"));
    for (var change = 0; change < CHANGES; change++) {
      changes.add("everyone,alert.threshold.watts,SET," + change + ",2013-01-01T00:00:00Z");
    }
    settings = Files.write(temp.resolve("settings.csv"), changes);
    var whole = temp.resolve("whole/log");
    var run = again(whole);
    assertEquals(1, run.exitCode(), run::err);
    rejects = Files.readString(whole.resolve("rejects.csv"));
    assertTrue(isComplete(whole));
  }

  @ParameterizedTest
  @EnumSource
  void theArchiveIsCompleteOrAbsentAndTheNextImportLeavesNothingElse(Moment moment) throws Exception {
    var folder = Files.createDirectory(temp.resolve(moment.name()));
    var archive = folder.resolve("log");
    if (moment == Moment.AS_ITS_PLACE_IS_CLEARED) {
      Files.createDirectory(archive);
    }
    killed(moment, folder);
    var wasWhole = isComplete(archive);
    var again = again(archive);
    if (wasWhole) {
      assertEquals(2, again.exitCode(), again::err);
      assertTrue(again.err().contains("the archive " + archive + " already exists"), again::err);
    } else {
      assertEquals(1, again.exitCode(), again::err);
    }
    assertTrue(isComplete(archive));
    assertEquals(List.of("log"), names(folder));
  }

  private static void killed(Moment moment, Path folder) throws Exception {
    try (var child = ChildRun.start("import", "--readings", readings, "--settings", settings, "--out", folder.resolve("log"))) {
      while (child.isAlive() && !Seen.in(folder).map(moment::isSeen).orElse(false)) {
        LockSupport.parkNanos(LOOK_NANOS);
      }
      var run = child.kill();
      // The last moments are very short, and may be missed.
      if (run.exitCode() != KILLED) {
        assertTrue(moment.compareTo(Moment.AS_HALF_OF_THE_REJECTS_ARE_THERE) > 0, run::toString);
        assertEquals(1, run.exitCode(), run::toString);
      }
    }
  }

  /** Whether the archive is complete; otherwise nothing exists. */
  private static boolean isComplete(Path archive) throws IOException, SQLException {
    if (!Files.exists(archive) || names(archive).isEmpty()) {
      return false;
    }
    assertEquals(List.of("readings", "rejects.csv", "settings"), names(archive));
    assertEquals(List.of("" + (ROWS - ROWS / ROWS_OF_A_BAD_ONE)), count(archive, "readings"));
    assertEquals(List.of("" + CHANGES), count(archive, "settings"));
    assertEquals(rejects, Files.readString(archive.resolve("rejects.csv")));
    return true;
  }

  private static List<String> count(Path archive, String kind) throws SQLException {
    return DuckDb.query("SELECT count(*) FROM '" + archive + "/" + kind + "/*.parquet'");
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  private static CommandRun again(Path archive) {
    return CommandRun.of("import", "--readings", readings, "--settings", settings, "--out", archive);
  }
}
