package io.meterline.app.cli;

import io.meterline.app.process.ExitCode;
import io.meterline.connect.kafka.log.SettingsTopic;
import io.meterline.connect.kafka.topics.Topics;
import io.meterline.model.MeterlineException;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.Position;
import io.meterline.model.log.Rejection;
import io.meterline.model.settings.ChangeRules;
import io.meterline.model.time.Known;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a settings change says but for its operation, as options of a command. */
final class ChangeOptions {
  @Mixin private KafkaOptions kafka;

  @Option(
      names = "--scope",
      required = true,
      paramLabel = "SCOPE",
      description = "Whom it is for: everyone, plan:NAME, cohort:NAME or device:ID.")
  private String scope;

  @Option(
      names = "--name",
      required = true,
      paramLabel = "NAME",
      description = "The setting; 'meterline settings list' shows them.")
  private String name;

  @Option(
      names = "--effective-at",
      paramLabel = "TIME",
      description = "From when it holds, as in 2013-06-01T00:00:00Z; it may be past or to come (default: now).")
  private Optional<Instant> effectiveAt;

  @Option(names = "--author", paramLabel = "TEXT", description = "Who makes it.")
  private Optional<String> author;

  @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why it is made.")
  private String reason;

  /**
   * Publishes the change, and says where it went.
   *
   * @return what to exit with
   * @throws MeterlineException if it does not agree with the catalogue, and then nothing is sent; or if it cannot be
   *     sent
   */
  int publish(String op, String value, PrintWriter out) {
    var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    var change =
        new LoggedChange(
            scope, name, op, value, effectiveAt.orElse(now), author, Optional.of(reason), new Position(now, 0, 0));
    check(change);
    var others = new ArrayList<LoggedChange>();
    // What cannot be read is no change that this one could override.
    SettingsTopic.read(kafka.cluster(), event -> event.take(others::add, malformed -> {}));
    var position = SettingsTopic.publish(kafka.cluster(), change);
    out.printf(
        "%s %s for %s, effective %s: partition %d, offset %d of %s, logged %s%n",
        (op + " " + value).strip(),
        name,
        scope,
        change.effectiveAt(),
        position.partition(),
        position.offset(),
        Topics.SETTINGS,
        position.loggedAt());
    new PrecedenceText(out).print(change.at(position), others);
    out.flush();
    return ExitCode.OK;
  }

  private static void check(LoggedChange change) {
    if (!change.effectiveAt().truncatedTo(ChronoUnit.MILLIS).equals(change.effectiveAt())) {
      throw new MeterlineException("--effective-at " + change.effectiveAt() + " is not a whole number of milliseconds");
    }
    new ChangeRules(Known.NOW).check(change).take(accepted -> {}, ChangeOptions::refuse);
  }

  private static void refuse(Rejection rejection) {
    throw new MeterlineException(rejection.reason() + ": " + rejection.detail() + "; nothing was sent");
  }
}
