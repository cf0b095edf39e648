package io.meterline.app.cli;

import io.meterline.model.time.Known;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/** Says which options of a run have no effect. */
final class IdleOptions {
  private static final List<String> OF_LIVE_RUNS = List.of("--wait", "--slack", "--checkpoints", "--checkpoint-every", "--archive-every");
  private static final List<String> OF_KAFKA = List.of("--unreachable-timeout", "--kafka-config");

  private IdleOptions() {}

  /** Of a replay of an archive. */
  static void ofReplay(CommandSpec run, Known known) {
    say(run, OF_LIVE_RUNS, "a replay: it is for live runs (--kafka)");
    say(run, OF_KAFKA, "the replay of an archive: it is for --kafka");
    ofKnown(run, known);
  }

  /** Of a run to the end of a log in Kafka that writes files. */
  static void ofBounded(CommandSpec run, Known known) {
    say(run, OF_LIVE_RUNS, "a run with an end (--until): it is for live runs");
    ofKnown(run, known);
  }

  private static void ofKnown(CommandSpec run, Known known) {
    if (known == Known.NOW) {
      say(run, List.of("--lateness"), "--known=now: it is for --known=then");
    }
  }

  private static void say(CommandSpec run, List<String> options, String on) {
    var parsed = run.commandLine().getParseResult();
    var idle = options.stream().filter(parsed::hasMatchedOption).collect(Collectors.joining(", "));
    if (!idle.isEmpty()) {
      run.commandLine().getErr().println("meterline: " + idle + " has no effect on " + on);
    }
  }
}
