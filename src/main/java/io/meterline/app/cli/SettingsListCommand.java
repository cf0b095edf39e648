package io.meterline.app.cli;

import io.meterline.app.process.ExitCode;
import io.meterline.app.terminal.TextTable;
import io.meterline.model.settings.Scope.Level;
import io.meterline.model.settings.Setting;
import io.meterline.model.settings.Setting.Type;
import io.meterline.model.settings.Value;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows the catalogue. */
@Command(name = "list", mixinStandardHelpOptions = true, description = "Lists all settings.")
final class SettingsListCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    var table = new TextTable("name", "short", "value", "default", "scopes", "unit");
    for (var setting : Setting.values()) {
      table.row(
          setting.word(),
          setting.shortWord().equals(setting.word()) ? "" : setting.shortWord(),
          values(setting.type()),
          setting.defaultValue().map(Value::toString).orElse(""),
          scopes(setting),
          setting.unit());
    }
    var out = spec.commandLine().getOut();
    table.print(out);
    out.flush();
    return ExitCode.OK;
  }

  private static String values(Type type) {
    return type.match(
        whole -> "whole number" + bounds(whole.min(), whole.max()),
        tariff -> "tariff, rates " + tariff.min() + " to " + tariff.max(),
        () -> "time zone", () -> "name");
  }

  /** The bounds, if narrower than 64 bits. */
  private static String bounds(long min, long max) {
    if (max < Long.MAX_VALUE) {
      return ", " + min + " to " + max;
    }
    return min > Long.MIN_VALUE ? ", at least " + min : "";
  }

  private static String scopes(Setting setting) {
    return Arrays.stream(Level.values())
        .filter(setting::allows)
        .map(level -> level.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }
}
