package io.meterline.load;

import io.meterline.app.cli.CommandRun;
import io.meterline.cluster.JavaProcess;
import io.meterline.cluster.LiveHeap;
import io.meterline.cluster.Waiting;
import io.meterline.connect.files.Disk;
import io.meterline.connect.parquet.DuckDb;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Checks that the rows published by a live run equal a replay of the archive that it wrote, and reports its live heap.
 *
 * @param folder for the archive, and for views while they are compared
 * @param bootstrap the broker
 */
record Verification(Path folder, String bootstrap) {
  /** The latest events are archived some seconds later, and each check replays the whole archive. */
  private static final Duration PATIENCE = Duration.ofMinutes(20);

  private static final String PROPERTY = "load.verify";

  /** A verification if the property requests it; a live run is known=then, so no other value is allowed. */
  static Optional<Verification> asked(Path folder, String bootstrap) {
    var known = Optional.ofNullable(System.getProperty(PROPERTY));
    if (known.isPresent() && !known.get().equals("then")) {
      throw new IllegalArgumentException("-D" + PROPERTY + " takes 'then' alone, not '" + known.get() + "'");
    }
    return known.map(any -> new Verification(folder, bootstrap));
  }

  /** The options for archiving. */
  List<String> options() {
    return List.of("--archive=" + archive(), "--archive-every=PT10S");
  }

  /** Prints the live heap of the run after this time, asynchronously. */
  void sayHeapAfter(Duration time, JavaProcess run) {
    var later = CompletableFuture.delayedExecutor(time.toSeconds(), TimeUnit.SECONDS);
    CompletableFuture.runAsync(() -> printHeap("after " + time, run), later);
  }

  /** Waits until both are equal, once the meters have stopped. */
  void awaitIdentical(JavaProcess run) {
    printHeap("at the end", run);
    var began = System.nanoTime();
    var last = new AtomicReference<String>("");
    Waiting.until(PATIENCE, () -> isIdentical(run, last), last::get);
    var seconds = Duration.ofNanos(System.nanoTime() - began).toSeconds();
    System.out.printf(Locale.ROOT, "  identical after %d s: %s readings and %s changes archived%n", seconds, count("readings"), count("settings"));
    printHeap("after the replay", run);
  }

  private boolean isIdentical(JavaProcess run, AtomicReference<String> last) {
    if (!run.isRunning()) {
      throw new AssertionError(run.output());
    }
    var views = folder.resolve("views-" + System.nanoTime());
    try {
      var replay = CommandRun.of("run", "--archive", archive(), "--views", views, "--known=then", "--runner=FlinkRunner");
      if (replay.exitCode() != 0) {
        throw new AssertionError(replay.toString());
      }
      var verify = CommandRun.of("verify", "kafka://" + bootstrap, views, "--show", 20);
      last.set(verify.toString());
      return verify.exitCode() == 0;
    } finally {
      remove(views);
    }
  }

  private static void remove(Path views) {
    try {
      Disk.remove(views);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void printHeap(String when, JavaProcess run) {
    System.out.printf(Locale.ROOT, "  %,d bytes live %s%n", LiveHeap.bytes(run), when);
  }

  private String count(String kind) {
    try {
      return DuckDb.query("SELECT count(*) FROM '" + archive() + "/" + kind + "/**/*.parquet'").get(0);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Path archive() {
    return folder.resolve("archive");
  }
}
