package io.meterline.app.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The commands that publish a settings change, one per operation. */
final class SettingsChangeCommand {
  private static final String CHECKED = "It is checked against the catalogue before it is sent.";
  private static final String FOLDED =
      CHECKED
          + " Whether there is a value to change at its effective time, and the result is within bounds, is checked by each"
          + " run: if not, the change becomes a row of the view 'rejected'.";

  private SettingsChangeCommand() {}

  @Command(
      name = "set",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {"Sets the value of a setting.", "", CHECKED, ""},
      footerHeading = "%nExample:%n",
      footer = {
        "  meterline settings set --bootstrap localhost:9092 --scope plan:flat \\",
        "      --name price.micros.per.kwh --value 300000 --reason 'prices of 2024'"
      })
  static final class Set implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private ChangeOptions change;

    @Option(names = "--value", required = true, paramLabel = "VALUE", description = "The value.")
    private String value;

    @Override
    public Integer call() {
      return change.publish("SET", value, spec.commandLine().getOut());
    }
  }

  @Command(
      name = "add",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {"Adds to the value of the scope.", "", FOLDED, ""},
      footerHeading = "%nExample:%n",
      footer = {
        "  meterline settings add --bootstrap localhost:9092 --scope device:meter-1 \\",
        "      --name alert.threshold.watts --value -500 --reason 'smaller heat pump'"
      })
  static final class Add implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private ChangeOptions change;

    @Option(
        names = "--value",
        required = true,
        paramLabel = "N",
        description = "A whole number; may be negative.")
    private String value;

    @Override
    public Integer call() {
      return change.publish("ADD", value, spec.commandLine().getOut());
    }
  }

  @Command(
      name = "scale",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {"Multiplies the value of the scope, rounded half-even.", "", FOLDED, ""},
      footerHeading = "%nExample:%n",
      footer = {
        "  meterline settings scale --bootstrap localhost:9092 --scope everyone \\",
        "      --name price.micros.per.kwh --value 1.05 --reason 'up by 5 %%'"
      })
  static final class Scale implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private ChangeOptions change;

    @Option(names = "--value", required = true, paramLabel = "FACTOR", description = "A decimal number with up to 6 decimal places.")
    private String value;

    @Override
    public Integer call() {
      return change.publish("SCALE", value, spec.commandLine().getOut());
    }
  }

  @Command(
      name = "clear",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Removes the value of the scope; a less specific one is in force again.", "", CHECKED, ""
      },
      footerHeading = "%nExample:%n",
      footer = {
        "  meterline settings clear --bootstrap localhost:9092 --scope device:meter-1 \\",
        "      --name alert.threshold.watts --reason 'as everyone'"
      })
  static final class Clear implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private ChangeOptions change;

    @Override
    public Integer call() {
      return change.publish("CLEAR", "", spec.commandLine().getOut());
    }
  }
}
