package io.meterline.app.cli;

import java.io.StringWriter;
import java.util.List;

/**
 * The result of a command.
 *
 * @param exitCode its exit code
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
public record CommandRun(int exitCode, String out, String err) {
  /** Runs the program. */
  public static CommandRun of(Object... args) {
    var out = new StringWriter();
    var err = new StringWriter();
    var commandLine = Meterline.commandLine(out, err);
    var words = new String[args.length];
    for (var i = 0; i < args.length; i++) {
      words[i] = args[i].toString();
    }
    var exitCode = commandLine.execute(words);
    return new CommandRun(exitCode, out.toString(), err.toString());
  }

  /** What it wrote to standard error, line by line, except the line that reports the start of a replay. */
  public List<String> complaints() {
    return err.lines().filter(line -> !line.startsWith("replaying ")).toList();
  }
}
