package io.meterline.app.launch;

import io.meterline.app.process.Errors;
import io.meterline.connect.archive.Compaction;
import io.meterline.connect.archive.OffsetGap;
import io.meterline.connect.files.Folder;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Compacts the archive of a live run in a background thread that the run never waits for. A failure is reported, and retried the
 * next time. A run on a cluster does not stay in this process: use {@code archive compact} there.
 */
public final class LiveCompaction implements AutoCloseable {
  static final Duration EVERY = Duration.ofHours(1);

  private static final int FIRST_PART = 60;

  private final Optional<Folder> archive;
  private final PrintWriter err;
  private final Duration every;
  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(LiveCompaction::thread);
  private final Set<OffsetGap> reported = new HashSet<>();
  private volatile boolean isClosed;

  public LiveCompaction(Optional<Folder> archive, PrintWriter err) {
    this(archive, err, EVERY);
  }

  public LiveCompaction(Optional<Folder> archive, PrintWriter err, Duration every) {
    this.archive = archive;
    this.err = err;
    this.every = every;
  }

  private static Thread thread(Runnable task) {
    var thread = new Thread(task, "compaction");
    thread.setDaemon(true);
    thread.setPriority(Thread.MIN_PRIORITY);
    return thread;
  }

  /** Starts, once the archive exists. */
  public void start() {
    // Not at once: a process that only submits a run to a cluster has exited before the first compaction.
    var first = every.dividedBy(FIRST_PART).toMillis();
    archive.ifPresent(folder -> thread.scheduleWithFixedDelay(() -> compact(folder), first, every.toMillis(), TimeUnit.MILLISECONDS));
  }

  private void compact(Folder folder) {
    try {
      var outcome = new Compaction(folder, Compaction.Gaps.STAY).run(Compaction.Observer.NONE);
      var missing = outcome.stream().flatMap(done -> done.missing().stream()).filter(reported::add).toList();
      MissingEvents.report(folder.toString(), missing, err);
    } catch (RuntimeException | Error e) {
      // Ending the run interrupts this thread: that is not a failure.
      if (!isClosed) {
        err.println("meterline: " + Errors.message(e) + "; it is retried later, and the run continues");
      }
    }
  }

  /** Abandons a running compaction, which is safe at any point. */
  @Override
  public void close() {
    isClosed = true;
    thread.shutdownNow();
  }
}
