package io.meterline.app.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.app.terminal.PrintableWriter;
import io.meterline.cluster.JavaCommand;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An exit by a library is not a signal. In processes of their own, as it ends the JVM. */
class LibraryExitTest {
  @Test
  void anExitByALibraryDuringALiveRunIsAFailureInOneLine() throws IOException, InterruptedException {
    var run = started("library");
    var said = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(2, run.waitFor(), said);
    assertTrue(said.matches("meterline: a library ended the program in its thread 'library';[^\n]*\n"), said);
  }

  @Test
  void anExitByALibraryDuringAnyOtherCommandIsAFailureInOneLine() throws IOException, InterruptedException {
    var run = started("library unattended");
    var said = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(2, run.waitFor(), said);
    assertTrue(said.matches("meterline: a library ended the program in its thread 'library';[^\n]*\n"), said);
  }

  @Test
  void aSignalEndsALiveRunWithTheCodeOfTheRun() throws IOException, InterruptedException {
    var run = started("nothing");
    assertEquals('!', run.getInputStream().read());
    // Unlike that of a process, this leaves its streams open.
    run.toHandle().destroy();
    assertEquals("stopped\n", new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    assertEquals(0, run.waitFor());
  }

  @Test
  void aSignalEndsAnyOtherCommand() throws IOException, InterruptedException {
    var run = started("nothing unattended");
    assertEquals('!', run.getInputStream().read());
    // Unlike that of a process, this leaves its streams open.
    run.toHandle().destroy();
    assertEquals("", new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    assertEquals(128 + 15, run.waitFor());
  }

  private static Process started(String what) throws IOException {
    var command = new ArrayList<>(JavaCommand.of(List.of(), Program.class.getName()));
    command.add(what);
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  /** Waits to be stopped like a live run, or for ever, optionally with a library that exits. */
  static final class Program {
    private static final Duration LONG = Duration.ofMinutes(2);

    public static void main(String[] args) throws InterruptedException {
      var err = PrintableWriter.to(new OutputStreamWriter(System.err, StandardCharsets.UTF_8));
      var watch = LibraryExit.watch(err);
      if (args[0].endsWith("unattended")) {
        begin(args[0]);
        Thread.sleep(LONG.toMillis());
      }
      var exitCode =
          StopSignal.during(
              err,
              stop -> {
                begin(args[0]);
                return untilStopped(stop);
              });
      if (watch.end()) {
        System.exit(exitCode);
      }
    }

    private static void begin(String what) {
      if (what.startsWith("nothing")) {
        System.out.print('!');
        System.out.flush();
      } else {
        new Thread(() -> System.exit(-17), "library").start();
      }
    }

    private static int untilStopped(Stop stop) {
      stop.await(LONG);
      System.out.println("stopped");
      return ExitCode.OK;
    }
  }
}
