package io.meterline.app.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.app.cli.ChildRun;
import io.meterline.app.cli.CommandRun;
import io.meterline.cluster.ListeningSockets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo of a live run, in a process of its own. */
class LiveDemoTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir Path temporary;

  @Test
  void alertsOpenAndCloseAndAreCorrectedByLateReadingsUntilItIsStopped() throws Exception {
    try (var demo = ChildRun.startWithTemporary(temporary, "demo", "--live")) {
      var deadline = System.nanoTime() + PATIENCE.toNanos();
      var wanted = List.of(" opened     ", " closed     ", " found      bad-line", " withdrawn  bad-line");
      while (!wanted.stream().allMatch(demo.soFar()::contains) && System.nanoTime() < deadline) {
        assertTrue(demo.isAlive());
      }
      var listening = demo.listensUntil(() -> true);
      assertFalse(listening.isEmpty());
      assertEquals(List.of(), ListeningSockets.open(listening));
      var asked = System.nanoTime();
      var run = demo.terminate();
      var seconds = Duration.ofNanos(System.nanoTime() - asked).toSeconds();

      wanted.forEach(what -> assertTrue(run.out().contains(what), what + " is not in " + run.out()));
      assertEquals(0, run.exitCode(), run.err());
      assertEquals("", run.err());
      assertTrue(run.out().contains(" rows published, "), run.out());
      assertTrue(seconds < 30, seconds + " s to stop");
      try (var left = Files.list(temporary)) {
        assertEquals(List.of(), left.filter(path -> path.getFileName().toString().startsWith("meterline-live")).toList());
      }
    }
  }

  @Test
  void itEndsByItselfAfterTheGivenTime() {
    var run = CommandRun.of("demo", "--live", "--for=PT0S");
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.out().contains("0 readings and "), run.out());
  }

  @Test
  void optionsOfTheOtherDemoAreRefused() {
    assertEquals(2, CommandRun.of("demo", "--for=PT1S").exitCode());
    assertEquals(2, CommandRun.of("demo", "--live", "--out", temporary.resolve("demo")).exitCode());
  }
}
