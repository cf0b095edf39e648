package io.meterline.app.cli;

import java.util.Collection;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * Lists the options of a command by its named mixins, each under its name. Unlike picocli's groups of options, a mixin leaves it to the
 * user how often an option is repeated.
 */
final class GroupedHelp {
  private static final String STANDARD = "mixinStandardHelpOptions";

  private GroupedHelp() {}

  /** Makes the help of a command list its options so. */
  static void use(CommandLine command) {
    command.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, GroupedHelp::text);
  }

  /** The names of the options of a mixin that were given, on the command line or in a file of options. */
  static List<String> given(CommandSpec command, String mixin) {
    var parsed = command.commandLine().getParseResult();
    return command.mixins().get(mixin).options().stream()
        .map(OptionSpec::longestName)
        .filter(parsed::hasMatchedOption)
        .toList();
  }

  private static String text(Help help) {
    var mixins = help.commandSpec().mixins();
    var text = new StringBuilder();
    mixins.forEach(
        (name, mixin) -> {
          if (!name.equals(STANDARD)) {
            text.append(String.format("%n%s:%n", name)).append(list(help, mixin.options()));
          }
        });
    return list(help, mixins.get(STANDARD).options()) + text;
  }

  private static String list(Help help, Collection<OptionSpec> options) {
    var layout = help.createDefaultLayout();
    layout.addOptions(List.copyOf(options), help.parameterLabelRenderer());
    return layout.toString();
  }
}
