package io.meterline.app.cli;

import io.meterline.app.cli.SettingsChangeCommand.Operation;
import io.meterline.app.process.ExitCode;
import io.meterline.connect.kafka.log.SettingsTopic;
import io.meterline.connect.kafka.topics.Topics;
import io.meterline.model.MeterlineException;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.Position;
import io.meterline.model.log.Rejection;
import io.meterline.model.settings.ChangeRules;
import io.meterline.model.settings.Money;
import io.meterline.model.time.Known;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that describe a settings change, except what is done to which setting. */
final class ChangeOptions {
  @Mixin private KafkaOptions kafka;

  @Option(
      names = "--scope",
      required = true,
      paramLabel = "SCOPE",
      description = "To whom it applies: everyone, plan:NAME, cohort:NAME or device:ID.")
  private String scope;

  @Option(
      names = "--effective-at",
      paramLabel = "TIME",
      description = "From when it holds, as in 2013-06-01T00:00:00Z; may be in the past or future (default: now).")
  private Optional<Instant> effectiveAt;

  @Option(names = "--author", paramLabel = "TEXT", description = "The author of the change.")
  private Optional<String> author;

  @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "The reason for the change.")
  private String reason;

  @Option(
      names = "--dry-run",
      description = "Show what the change means, overrides and is hidden by, and send nothing.")
  private boolean isDryRun;

  /** Not set if none of its options is given. */
  @ArgGroup(exclusive = false)
  private PlanFirst plan;

  /**
   * Shows what the change means, publishes it unless it is a dry run or its plan is not confirmed, and reports its position in the log.
   *
   * @return the exit code
   * @throws MeterlineException if it violates the catalogue, or cannot be planned, and then nothing is sent; or if it cannot be sent
   */
  int publish(Operation operation, PrintWriter out, PrintWriter err) {
    var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    var change =
        new LoggedChange(
            scope,
            operation.name(),
            operation.op(),
            operation.value(),
            effectiveAt.orElse(now),
            author,
            Optional.of(reason),
            new Position(now, 0, 0));
    check(change);
    if (plan != null && !isDryRun && !plan.isToBeSent(change, out, err)) {
      err.println("not sent; --yes sends it");
      return ExitCode.ATTENTION;
    }
    var others = new ArrayList<LoggedChange>();
    // Malformed changes are left out: they neither override a change nor are overridden by one.
    SettingsTopic.read(kafka.cluster(), event -> event.take(others::add, malformed -> {}));
    Money.words(change).ifPresent(money -> out.println("in money: " + money));
    out.flush();
    new ChangeEffectText(out).print(isDryRun ? notSent(change, out) : send(change, out), others);
    out.flush();
    return ExitCode.OK;
  }

  private LoggedChange send(LoggedChange change, PrintWriter out) {
    var position = SettingsTopic.publish(kafka.cluster(), change);
    out.printf(
        "%s: partition %d, offset %d of %s, logged %s%n",
        text(change),
        position.partition(),
        position.offset(),
        Topics.SETTINGS,
        position.loggedAt());
    return change.at(position);
  }

  private static LoggedChange notSent(LoggedChange change, PrintWriter out) {
    out.println(text(change) + ": not sent, as this is a dry run");
    return change;
  }

  private static String text(LoggedChange change) {
    return "%s %s for %s, effective %s"
        .formatted((change.op() + " " + change.value()).strip(), change.name(), change.scope(), change.effectiveAt());
  }

  private static void check(LoggedChange change) {
    if (!change.effectiveAt().truncatedTo(ChronoUnit.MILLIS).equals(change.effectiveAt())) {
      throw new MeterlineException("--effective-at " + change.effectiveAt() + " is not a whole number of milliseconds");
    }
    new ChangeRules(Known.NOW).check(change).take(accepted -> {}, ChangeOptions::fail);
  }

  private static void fail(Rejection rejection) {
    throw new MeterlineException(rejection.reason() + ": " + rejection.detail() + "; nothing was sent");
  }
}
