package io.meterline.app.cli;

import io.meterline.app.launch.PlanBase;
import io.meterline.app.plan.Proposing;
import io.meterline.connect.imports.ProposedFile;
import io.meterline.model.MeterlineException;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.Position;
import io.meterline.model.settings.Proposal;
import io.meterline.model.settings.ProposedText;
import io.meterline.model.settings.ProposedText.Op;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Stack;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** Options that propose settings changes, which are taken in the order given. */
final class ProposalOptions {
  private static final String CHANGES = "--changes";

  private final List<Given> given = new ArrayList<>();

  @Option(
      names = "--set",
      paramLabel = "'SCOPE NAME VALUE [from TIME]'",
      parameterConsumer = Take.class,
      description = {
        "Propose that a setting has this value, as in 'plan:flat price 0.25/kWh from 2026-03-01' or 'device:meter-1 plan night'."
            + " SCOPE is everyone, plan:NAME, cohort:NAME or device:ID. NAME is a short word that 'meterline settings list' shows (price,"
            + " export-price and standing in money, such as 0.25 or '0.31/kWh; 00:30-05:30 0.075'; threshold, sustain, ...), or the full"
            + " name, and then VALUE is as in the log. TIME is an instant, or a date: its first moment in the zone of --zone; it may be in"
            + " the past or future (default: now)."
      })
  private List<String> sets;

  @Option(
      names = "--add",
      paramLabel = "'SCOPE NAME VALUE [from TIME]'",
      parameterConsumer = Take.class,
      description = "Propose that a number, and every rate of a tariff, is changed by so much, as in 'plan:flat price -0.01 from 2026-03-01'.")
  private List<String> adds;

  @Option(
      names = "--scale",
      paramLabel = "'SCOPE NAME FACTOR [from TIME]'",
      parameterConsumer = Take.class,
      description = "Propose that a number, and every rate of a tariff, is multiplied, as in 'everyone price 1.05 from 2026-03-01'.")
  private List<String> scales;

  @Option(
      names = "--clear",
      paramLabel = "'SCOPE NAME [from TIME]'",
      parameterConsumer = Take.class,
      description = "Propose that the scope has no value of its own any more, as in 'device:meter-1 price from 2026-03-01'.")
  private List<String> clears;

  @Option(
      names = "--changes",
      paramLabel = "CSV",
      parameterConsumer = Take.class,
      description =
          "Propose the changes of a file with the columns scope, name, op, value, effective_at and, if you like, author and reason, as"
              + " 'meterline import --settings' reads it. One bad cell refuses the whole proposal.")
  private List<Path> files;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the log; rows of --changes may have a reason of their own.")
  private Optional<String> reason = Optional.empty();

  @Option(names = "--author", paramLabel = "TEXT", description = "Who proposes it, for the log; rows of --changes may have an author of their own.")
  private Optional<String> author = Optional.empty();

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      converter = ZoneText.class,
      description = "The time zone of dates, such as Europe/Berlin (default: the one in force for everyone).")
  private Optional<ZoneId> zone = Optional.empty();

  /** An option as given. */
  private record Given(String option, String text) {}

  /** Keeps the order of different options, which picocli's own lists do not. */
  static final class Take implements IParameterConsumer {
    @Override
    public void consumeParameters(Stack<String> args, ArgSpec argument, CommandSpec command) {
      var option = ((OptionSpec) argument).longestName();
      if (args.isEmpty()) {
        throw new ParameterException(command.commandLine(), "Missing required parameter for option '" + option + "' (" + argument.paramLabel() + ")");
      }
      try {
        ProposalOptions options = argument.scope().get();
        options.given.add(new Given(option, args.pop()));
      } catch (Exception e) {
        throw new IllegalStateException("picocli gives no access to the options", e);
      }
    }
  }

  /** Whether no change is proposed. */
  boolean isEmpty() {
    return given.isEmpty();
  }

  /**
   * The proposal for a version of views and its log, from now on where nothing else is said.
   *
   * @throws MeterlineException if an option is no change, or a file cannot be read; the message names it
   */
  Proposal in(PlanBase base) {
    var now = Instant.now();
    return base.propose(Proposing.newId(), changes(Proposing.zoneOfEveryone(base, now), now));
  }

  /**
   * The proposed changes, in order; their positions are of no account.
   *
   * @param zoneOfEveryone the time zone of dates, unless {@code --zone} says another
   * @param now from when a change holds that does not say; truncated to milliseconds
   * @throws MeterlineException if an option is no change, or a file cannot be read; the message names it
   */
  List<LoggedChange> changes(ZoneId zoneOfEveryone, Instant now) {
    var zoneOfDates = zone.orElse(zoneOfEveryone);
    return given.stream().flatMap(one -> changes(one, zoneOfDates, now.truncatedTo(ChronoUnit.MILLIS)).stream()).toList();
  }

  private List<LoggedChange> changes(Given one, ZoneId zoneOfDates, Instant now) {
    if (one.option.equals(CHANGES)) {
      return ProposedFile.read(Path.of(one.text)).stream().map(this::completed).toList();
    }
    try {
      var op = Op.valueOf(one.option.substring(2).toUpperCase(Locale.ROOT));
      return List.of(change(ProposedText.parse(op, one.text, time -> time(time, zoneOfDates)), now));
    } catch (IllegalArgumentException | TypeConversionException e) {
      throw new MeterlineException(one.option + " '" + one.text + "': " + e.getMessage(), e);
    }
  }

  private LoggedChange change(ProposedText text, Instant now) {
    return new LoggedChange(
        text.scope(), text.setting().word(), text.op().name(), text.value(), text.from().orElse(now), author, reason, new Position(now, 0, 0));
  }

  private LoggedChange completed(LoggedChange row) {
    return new LoggedChange(
        row.scope(), row.name(), row.op(), row.value(), row.effectiveAt(), row.author().or(() -> author), row.reason().or(() -> reason), row.position());
  }

  private static Instant time(String text, ZoneId zone) {
    var time = new TimeOrDate.Text().convert(text).in(date -> date.atStartOfDay(zone).toInstant());
    if (!time.truncatedTo(ChronoUnit.MILLIS).equals(time)) {
      throw new IllegalArgumentException("'" + text + "' is not a whole number of milliseconds");
    }
    return time;
  }
}
