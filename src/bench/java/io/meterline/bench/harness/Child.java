package io.meterline.bench.harness;

import io.meterline.bench.ProcessorTime;
import io.meterline.model.MeterlineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** A process that is measured from its start to its exit, on two cores. */
final class Child {
  private static final int CORES = 2;
  private static final long LOOK_MILLIS = 50;

  private static final Path TASKSET = Path.of("/usr/bin/taskset");

  private Child() {}

  /**
   * Runs a command.
   *
   * @param environment what is set besides what is set already
   * @param output where all that it says goes
   * @param readings how many it works on
   * @throws MeterlineException if it fails, with what it said last
   */
  static Run run(List<String> command, Map<String, String> environment, Path output, long readings) {
    try {
      Files.createDirectories(output.getParent());
      var builder = new ProcessBuilder(pinned(command)).redirectErrorStream(true).redirectOutput(output.toFile());
      builder.environment().putAll(environment);
      // There is one child at a time.
      var processorBefore = ProcessorTime.ofFormerChildren();
      var begun = System.nanoTime();
      var process = builder.start();
      // A contender must not outlive the bench.
      var reaper = new Thread(process::destroyForcibly);
      Runtime.getRuntime().addShutdownHook(reaper);
      var peak = OptionalLong.empty();
      while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        var now = residentPeak(process.pid());
        peak = now.isPresent() ? now : peak;
      }
      var seconds = (System.nanoTime() - begun) / 1e9;
      Runtime.getRuntime().removeShutdownHook(reaper);
      if (process.exitValue() != 0) {
        throw new MeterlineException("exit code " + process.exitValue() + ": " + last(output) + " (see " + output + ")");
      }
      return new Run(readings, seconds, difference(processorBefore, ProcessorTime.ofFormerChildren()), peak);
    } catch (IOException e) {
      throw new MeterlineException("cannot run " + command.get(0) + ": " + e, e);
    } catch (InterruptedException e) {
      throw new MeterlineException("interrupted", e);
    }
  }

  /** Whether children are kept to two cores, by the machine or by us. */
  static boolean isPinned() {
    return Runtime.getRuntime().availableProcessors() <= CORES || Files.isExecutable(TASKSET);
  }

  private static List<String> pinned(List<String> command) {
    if (Runtime.getRuntime().availableProcessors() <= CORES || !Files.isExecutable(TASKSET)) {
      return command;
    }
    var pinned = new ArrayList<>(List.of(TASKSET.toString(), "-c", "0-" + (CORES - 1)));
    pinned.addAll(command);
    return pinned;
  }

  /** The most memory that a process has had resident so far: Linux tells. */
  private static OptionalLong residentPeak(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst();
    } catch (IOException e) {
      // Not Linux, or gone meanwhile.
      return OptionalLong.empty();
    }
  }

  private static OptionalDouble difference(OptionalDouble before, OptionalDouble after) {
    return before.isPresent() && after.isPresent()
        ? OptionalDouble.of(after.getAsDouble() - before.getAsDouble())
        : OptionalDouble.empty();
  }

  private static String last(Path output) throws IOException {
    var lines = Files.readAllLines(output).stream().filter(line -> !line.isBlank()).toList();
    return lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1);
  }
}
