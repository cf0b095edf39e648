package io.meterline.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;

/** Processor time of processes, in seconds, in user mode and in the kernel; empty where the machine does not tell. */
public final class ProcessorTime {
  /** What Linux counts processor time in, for all programs. */
  private static final double TICKS_PER_SECOND = 100;

  /** Where in a process's line, after its name, the times of the process are. */
  private static final int OWN = 11;

  /** Where those of its former children are. */
  private static final int FORMER_CHILDREN = 13;

  private ProcessorTime() {}

  /** That of a process so far. */
  public static OptionalDouble of(long pid) {
    return read(Path.of("/proc/" + pid + "/stat"), OWN);
  }

  /** That of all former children of this process. */
  public static OptionalDouble ofFormerChildren() {
    return read(Path.of("/proc/self/stat"), FORMER_CHILDREN);
  }

  private static OptionalDouble read(Path file, int field) {
    try {
      var line = Files.readString(file);
      var fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
      var ticks = Long.parseLong(fields[field]) + Long.parseLong(fields[field + 1]);
      return OptionalDouble.of(ticks / TICKS_PER_SECOND);
    } catch (IOException e) {
      // Not Linux.
      return OptionalDouble.empty();
    }
  }
}
