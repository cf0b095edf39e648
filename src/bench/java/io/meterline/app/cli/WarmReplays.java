package io.meterline.app.cli;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The same replay several times in one process that stays: what a replay takes once its code is loaded and compiled. */
public final class WarmReplays {
  /** The file in the folder of the views that has a line a replay: its seconds and its seconds of processor time. */
  public static final String TIMES = "times.txt";

  private WarmReplays() {}

  /**
   * {@code TIMES ARCHIVE VIEWS OPTION...}: replays ARCHIVE, each time into another version of VIEWS, and ends the process: with 1
   * and what the replay said if one fails.
   */
  public static void main(String[] args) throws IOException {
    var views = Path.of(args[2]);
    var lines = new ArrayList<String>();
    var machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    for (var number = 0; number < Integer.parseInt(args[0]); number++) {
      var words = new ArrayList<>(List.of("run", "--archive", args[1], "--views", args[2], "--as", "replay-" + number));
      words.addAll(List.of(args).subList(3, args.length));
      var err = new StringWriter();
      var processorBefore = machine.getProcessCpuTime();
      var begun = System.nanoTime();
      var exitCode = Meterline.commandLine(new StringWriter(), err).execute(words.toArray(String[]::new));
      var nanos = System.nanoTime() - begun;
      if (exitCode != 0) {
        System.err.println(err);
        System.exit(1);
      }
      lines.add(String.format(Locale.ROOT, "%.3f %.3f", nanos / 1e9, (machine.getProcessCpuTime() - processorBefore) / 1e9));
    }
    Files.write(views.resolve(TIMES), lines);
    System.exit(0);
  }
}
