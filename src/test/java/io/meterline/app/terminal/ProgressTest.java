package io.meterline.app.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.app.launch.Counts;
import io.meterline.app.launch.RunProgress;
import io.meterline.app.terminal.Progress.Style;
import io.meterline.model.MeterlineException;
import io.meterline.pipeline.Counters;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final StringWriter shown = new StringWriter();

  @Test
  void aShortTaskShowsNothing() {
    for (var style : Style.values()) {
      assertEquals("done", progress(style, "half").during(() -> "done"));
    }
    assertEquals("", shown.toString());
  }

  @Test
  void aFileGetsLines() {
    showTwice(progress(Style.LINES, "half", "all"));
    assertEquals("half\nall\n", shown.toString());
  }

  @Test
  void aTerminalGetsOneLineThatIsErasedAtTheEnd() {
    showTwice(progress(Style.REWRITTEN, "half", "all"));
    assertEquals("\rhalf\rall \r   \r", shown.toString());
  }

  @Test
  void nothingIsShownAfterTheEnd() {
    var progress = progress(Style.LINES, "half");
    progress.during(() -> "done");
    progress.show();
    assertEquals("", shown.toString());
  }

  @Test
  void theFailureOfATaskIsUnchanged() {
    var progress = progress(Style.REWRITTEN, "half");
    assertThrows(
        MeterlineException.class,
        () ->
            progress.during(
                () -> {
                  progress.show();
                  throw new MeterlineException("it cannot be done");
                }));
    assertEquals("\rhalf\r    \r", shown.toString());
  }

  @Test
  void aStateThatFailsOnceIsShownTheNextTime() {
    var asked = new CountDownLatch(2);
    var progress =
        new Progress(
            new PrintWriter(shown),
            () -> {
              asked.countDown();
              throw new IllegalStateException("not now");
            },
            Style.REWRITTEN);
    assertTrue(progress.during(() -> within(asked)), "it was asked once, and never again");
  }

  private static boolean within(CountDownLatch latch) {
    try {
      return latch.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aRunShowsItsReadingsAsSoonAsTheyAreKnown() {
    var run = new RunProgress("FlinkRunner");
    run.starting(OptionalLong.of(12_345));
    assertTrue(run.ofReplay().matches("replaying on FlinkRunner for [0-9]+ s: 12,345 readings"), run.ofReplay());
    run.running(() -> new Counts(Map.of(Counters.READINGS, 2_000L)));
    assertTrue(run.ofReplay().endsWith(" s: read 2,000 of 12,345 readings"), run.ofReplay());
  }

  private Progress progress(Style style, String... states) {
    Iterator<String> next = List.of(states).iterator();
    return new Progress(new PrintWriter(shown), next::next, style);
  }

  private static void showTwice(Progress progress) {
    progress.during(
        () -> {
          progress.show();
          progress.show();
          return "done";
        });
  }
}
