package io.meterline.app.cli;

import io.meterline.model.MeterlineException;
import io.meterline.model.settings.Money;
import io.meterline.model.settings.Setting;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Publishes a settings change. The commands differ in the operation and its operand. */
@Command(mixinStandardHelpOptions = true, sortOptions = false, footerHeading = "%nExample:%n")
abstract class SettingsChangeCommand implements Callable<Integer> {
  private static final String CHECKED = "It is checked against the catalogue before it is sent.";
  private static final String FOLDED =
      CHECKED
          + " Whether there is a value to change at its effective time, and the result is within bounds, is checked by each"
          + " run: if not, the change becomes a row of the view 'rejected'.";

  @Spec private CommandSpec spec;
  @Mixin private ChangeOptions change;

  /** The setting, by its name. */
  private static final class Name {
    @Option(
        names = "--name",
        required = true,
        paramLabel = "NAME",
        description = "The setting; 'meterline settings list' shows all.")
    private String name;
  }

  /**
   * What is done to a setting.
   *
   * @param op the operation, as in the log
   * @param name the name of the setting, which may be none of the catalogue
   * @param value the operand, empty if it has none
   */
  record Operation(String op, String name, String value) {}

  /** What the options say is to be done. */
  abstract Operation operation();

  @Override
  public final Integer call() {
    return change.publish(operation(), spec.commandLine().getOut(), spec.commandLine().getErr());
  }

  @Command(
      name = "set",
      description = {"Sets the value of a setting, by its name or as money.", "", CHECKED, ""},
      footer = {
        "  meterline settings set --bootstrap localhost:9092 --scope plan:flat \\",
        "      --price 0.31/kWh --reason 'prices of 2024'",
        "  meterline settings set --bootstrap localhost:9092 --scope plan:night \\",
        "      --price '0.31/kWh; 00:30-05:30 0.075; Mo-Fr 16:00-19:00 0.42' \\",
        "      --reason 'night rate'",
        "  meterline settings set --bootstrap localhost:9092 --scope plan:flat \\",
        "      --name price.micros.per.kwh --value 310000 --reason 'prices of 2024'"
      })
  static final class Set extends SettingsChangeCommand {
    @ArgGroup(multiplicity = "1")
    private What what;

    /** One of these is given. */
    private static final class What {
      @Option(
          names = "--price",
          paramLabel = "MONEY",
          description =
              "The price of energy in the currency unit, as 0.31/kWh or 0.31, up to 6 decimal places; or a tariff, with rates by"
                  + " local time: '0.31/kWh; 00:30-05:30 0.075; Mo-Fr 16:00-19:00 0.42'.")
      private Optional<String> price = Optional.empty();

      @Option(names = "--export-price", paramLabel = "MONEY", description = "The price of energy sent back, written like --price.")
      private Optional<String> exportPrice = Optional.empty();

      @Option(names = "--standing", paramLabel = "MONEY", description = "The charge for a day, as 0.50/day or 0.50.")
      private Optional<String> standing = Optional.empty();

      @ArgGroup(exclusive = false)
      private NameAndValue other;
    }

    private static final class NameAndValue {
      @Option(
          names = "--name",
          required = true,
          paramLabel = "NAME",
          description = "The setting; 'meterline settings list' shows all.")
      private String name;

      @Option(
          names = "--value",
          required = true,
          paramLabel = "VALUE",
          description = "The value, in the unit that 'meterline settings list' shows: money in millionths.")
      private String value;
    }

    @Override
    Operation operation() {
      return Stream.of(
              money("--price", Setting.PRICE, what.price),
              money("--export-price", Setting.EXPORT_PRICE, what.exportPrice),
              money("--standing", Setting.STANDING, what.standing))
          .flatMap(Optional::stream)
          .findFirst()
          .orElseGet(() -> new Operation("SET", what.other.name, what.other.value));
    }

    private static Optional<Operation> money(String option, Setting setting, Optional<String> text) {
      try {
        return text.map(money -> new Operation("SET", setting.word(), Money.parse(setting, money)));
      } catch (IllegalArgumentException e) {
        throw new MeterlineException(option + ": " + e.getMessage() + "; nothing was sent", e);
      }
    }
  }

  @Command(
      name = "add",
      description = {"Adds to the value of the scope, and to every rate of a tariff.", "", FOLDED, ""},
      footer = {
        "  meterline settings add --bootstrap localhost:9092 --scope device:meter-1 \\",
        "      --name alert.threshold.watts --value -500 --reason 'smaller heat pump'"
      })
  static final class Add extends SettingsChangeCommand {
    @Mixin private Name setting;

    @Option(
        names = "--value",
        required = true,
        paramLabel = "N",
        description = "A whole number; may be negative.")
    private String value;

    @Override
    Operation operation() {
      return new Operation("ADD", setting.name, value);
    }
  }

  @Command(
      name = "scale",
      description = {"Multiplies the value of the scope, and every rate of a tariff, rounded half-even.", "", FOLDED, ""},
      footer = {
        "  meterline settings scale --bootstrap localhost:9092 --scope everyone \\",
        "      --name price.micros.per.kwh --value 1.05 --reason 'up by 5 %%'"
      })
  static final class Scale extends SettingsChangeCommand {
    @Mixin private Name setting;

    @Option(names = "--value", required = true, paramLabel = "FACTOR", description = "A decimal number with up to 6 decimal places.")
    private String value;

    @Override
    Operation operation() {
      return new Operation("SCALE", setting.name, value);
    }
  }

  @Command(
      name = "clear",
      description = {
        "Removes the value of the scope; a less specific one is in force again.", "", CHECKED, ""
      },
      footer = {
        "  meterline settings clear --bootstrap localhost:9092 --scope device:meter-1 \\",
        "      --name alert.threshold.watts --reason 'as everyone'"
      })
  static final class Clear extends SettingsChangeCommand {
    @Mixin private Name setting;

    @Override
    Operation operation() {
      return new Operation("CLEAR", setting.name, "");
    }
  }
}
