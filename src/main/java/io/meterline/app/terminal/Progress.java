package io.meterline.app.terminal;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Shows the progress of a task periodically, on standard error; a short task shows nothing. It is queried on a thread of its
 * own, so it is also shown while the task is blocked.
 */
public final class Progress {
  private final PrintWriter out;
  private final Style style;
  private final Supplier<String> state;
  private int shown;
  private boolean over;

  /** How it is shown. */
  enum Style {
    /** One line that is overwritten, and erased at the end: for a terminal. */
    REWRITTEN(Duration.ofSeconds(2)),
    /** Separate lines, less often: for a file. */
    LINES(Duration.ofSeconds(10));

    private final Duration interval;

    Style(Duration interval) {
      this.interval = interval;
    }

    private static Style ofConsole() {
      return System.console() == null ? LINES : REWRITTEN;
    }
  }

  /**
   * Progress in the style that suits the console.
   *
   * @param state how far the task is, in less than a line; called on another thread
   */
  public Progress(PrintWriter out, Supplier<String> state) {
    this(out, state, Style.ofConsole());
  }

  public Progress(PrintWriter out, Supplier<String> state, Style style) {
    this.out = out;
    this.state = state;
    this.style = style;
  }

  /** Runs the task and returns its result, showing its progress in the meantime. */
  public <T> T during(Supplier<T> task) {
    var ticker = Executors.newSingleThreadScheduledExecutor(Progress::thread);
    var millis = style.interval.toMillis();
    ticker.scheduleWithFixedDelay(this::tryToShow, millis, millis, TimeUnit.MILLISECONDS);
    try {
      return task.get();
    } finally {
      ticker.shutdownNow();
      end();
    }
  }

  private static Thread thread(Runnable task) {
    var thread = new Thread(task, "progress");
    thread.setDaemon(true);
    return thread;
  }

  /** A failure to show progress is ignored: the next attempt may succeed. */
  private void tryToShow() {
    try {
      show();
    } catch (RuntimeException e) {
      // Progress must not make the task fail.
    }
  }

  /** Shows the state now. */
  synchronized void show() {
    if (over) {
      return;
    }
    var text = state.get();
    switch (style) {
      case REWRITTEN -> {
        out.print("\r" + text + " ".repeat(Math.max(0, shown - text.length())));
        shown = text.length();
      }
      case LINES -> out.println(text);
    }
    out.flush();
  }

  /** Prints a line that stays, from any thread. */
  public synchronized void say(String line) {
    clear();
    out.println(line);
    out.flush();
  }

  private synchronized void end() {
    clear();
    over = true;
  }

  private void clear() {
    if (shown > 0) {
      out.print("\r" + " ".repeat(shown) + "\r");
      out.flush();
      shown = 0;
    }
  }
}
