package io.meterline.app.cli;

import io.meterline.app.process.ExitCode;
import io.meterline.app.terminal.TextTable;
import io.meterline.connect.event.Decoded;
import io.meterline.connect.kafka.log.SettingsTopic;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.settings.SettingsHistory;
import io.meterline.model.settings.SettingsHistory.Outcome;
import io.meterline.model.time.Known;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the changes of one scope. */
@Command(
    name = "history",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Shows every change of a scope in the live log, in the order in which they take hold, with its result: the"
          + " value of the scope from then on, or why it has no effect or was rejected.",
      "",
      "A SET or CLEAR overrides changes with earlier effective times, whenever they were logged. So a correction of the past"
          + " that is logged after a later value was known has no effect with --known=then, as in a live run.",
      "",
      "One line per change. Malformed events of the topic are counted on standard error.",
      ""
    },
    footerHeading = "%nExample:%n",
    footer = "  meterline settings history --bootstrap localhost:9092 --scope everyone --name price.micros.per.kwh")
final class SettingsHistoryCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private KafkaOptions kafka;

  @Option(
      names = "--scope",
      required = true,
      paramLabel = "SCOPE",
      description = "everyone, plan:NAME, cohort:NAME or device:ID.")
  private String scope;

  @Option(names = "--name", paramLabel = "NAME", description = "Only changes of this setting.")
  private Optional<String> name;

  @Option(
      names = "--known",
      paramLabel = "now|then",
      defaultValue = "now",
      description =
          "now: a change holds from its effective time. then: not before it was logged, as in a "
              + "live run (default: ${DEFAULT-VALUE}).")
  private Known known;

  private long malformed;

  @Override
  public Integer call() {
    var history = new SettingsHistory(known);
    SettingsTopic.read(kafka.cluster(), event -> take(event, history));
    var table = new TextTable("effective_at", "logged_at", "name", "op", "value", "author", "reason", "result");
    for (var entry : history.entries()) {
      var change = entry.change();
      table.row(
          change.effectiveAt(),
          change.position().loggedAt(),
          change.name(),
          change.op(),
          change.value(),
          change.author().orElse(""),
          change.reason().orElse(""),
          text(entry.outcome()));
    }
    var out = spec.commandLine().getOut();
    table.print(out);
    out.flush();
    if (malformed > 0) {
      spec.commandLine().getErr().printf("malformed events of the topic, for any scope: %d%n", malformed);
    }
    return ExitCode.OK;
  }

  private static String text(Outcome outcome) {
    if (outcome instanceof Outcome.Used used) {
      return used.value().map(value -> ChangeText.of(used.setting(), value)).orElse("none");
    }
    if (outcome instanceof Outcome.Overridden overridden) {
      return "no effect: " + ChangeText.of(overridden.by().logged()) + ", is later";
    }
    var why = ((Outcome.Unusable) outcome).why();
    return "rejected: " + why.reason() + ": " + why.detail();
  }

  private void take(Decoded<LoggedChange> event, SettingsHistory history) {
    event.take(
        change -> {
          if (change.scope().equals(scope) && name.map(change.name()::equals).orElse(true)) {
            history.add(change);
          }
        },
        unread -> malformed++);
  }
}
