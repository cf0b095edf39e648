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
 * Whether what a live run published is what a replay of the archive gives that the same run wrote, and what lives on its heap.
 *
 * @param folder where the archive goes, and views for as long as they are compared
 * @param bootstrap the broker
 */
record Verification(Path folder, String bootstrap) {
  /** What was logged last is archived some seconds later, and each look at the archive is a replay of all of it. */
  private static final Duration PATIENCE = Duration.ofMinutes(20);

  private static final String PROPERTY = "load.verify";

  /** One if the property asks for it; a live run is known=then, so that this is all that it may say. */
  static Optional<Verification> asked(Path folder, String bootstrap) {
    var known = Optional.ofNullable(System.getProperty(PROPERTY));
    if (known.isPresent() && !known.get().equals("then")) {
      throw new IllegalArgumentException("-D" + PROPERTY + " takes 'then' alone, not '" + known.get() + "'");
    }
    return known.map(any -> new Verification(folder, bootstrap));
  }

  /** The options by which a live run archives. */
  List<String> options() {
    return List.of("--archive=" + archive(), "--archive-every=PT10S");
  }

  /** Prints what lives on the heap of the run when so long is over, while other things go on. */
  void sayHeapAfter(Duration time, JavaProcess run) {
    var later = CompletableFuture.delayedExecutor(time.toSeconds(), TimeUnit.SECONDS);
    CompletableFuture.runAsync(() -> sayHeap("after " + time, run), later);
  }

  /** Waits until both are the same, when no more is reported. */
  void awaitIdentical(JavaProcess run) {
    sayHeap("at the end", run);
    var began = System.nanoTime();
    var last = new AtomicReference<String>("");
    Waiting.until(PATIENCE, () -> isIdentical(run, last), last::get);
    var seconds = Duration.ofNanos(System.nanoTime() - began).toSeconds();
    System.out.printf(Locale.ROOT, "  identical after %d s: %s readings and %s changes archived%n", seconds, count("readings"), count("settings"));
    sayHeap("after the replay", run);
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

  private static void sayHeap(String when, JavaProcess run) {
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
