package io.meterline.app.terminal;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Tells now and then how far a task is, on standard error, and nothing of one that is done soon. A thread of its own
 * asks, so that it can be told of a task that is waiting for another.
 */
public final class Progress {
  private final PrintWriter out;
  private final Style style;
  private final Supplier<String> state;
  private int shown;
  private boolean over;

  /** How it is told. */
  enum Style {
    /** One line, written over and over, and gone in the end: for a terminal. */
    REWRITTEN(Duration.ofSeconds(2)),
    /** Line after line, not many of them: for a file. */
    LINES(Duration.ofSeconds(10));

    private final Duration between;

    Style(Duration between) {
      this.between = between;
    }

    private static Style ofConsole() {
      return System.console() == null ? LINES : REWRITTEN;
    }
  }

  /**
   * Tells in the style that suits the console.
   *
   * @param state how far the task is, in less than a line; asked from another thread
   */
  public Progress(PrintWriter out, Supplier<String> state) {
    this(out, state, Style.ofConsole());
  }

  public Progress(PrintWriter out, Supplier<String> state, Style style) {
    this.out = out;
    this.state = state;
    this.style = style;
  }

  /** Does the task and gives its result, telling how far it is in the meantime. */
  public <T> T during(Supplier<T> task) {
    var ticker = Executors.newSingleThreadScheduledExecutor(Progress::thread);
    var millis = style.between.toMillis();
    ticker.scheduleWithFixedDelay(this::tryToTell, millis, millis, TimeUnit.MILLISECONDS);
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

  /** A state that cannot be told now may be told the next time. */
  private void tryToTell() {
    try {
      tell();
    } catch (RuntimeException e) {
      // No task fails for want of a word about it.
    }
  }

  /** Tells the state now. */
  synchronized void tell() {
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

  /** Says something that stays, from any thread. */
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
