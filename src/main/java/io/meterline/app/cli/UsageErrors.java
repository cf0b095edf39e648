package io.meterline.app.cli;

import io.meterline.app.launch.Runners;
import io.meterline.app.process.ExitCode;
import io.meterline.model.Nearest;
import io.meterline.model.Printable;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;
import picocli.CommandLine;

/** Reports a command line that cannot be understood in one line, with the word that was probably meant. */
final class UsageErrors {
  private static final String OPTION = "-";
  private static final String FILE = "@";

  private UsageErrors() {}

  /**
   * Checks that what is no option of a command is one of Beam or of its runners.
   *
   * @throws ParameterException if it is not
   */
  static void requireKnown(CommandSpec spec, List<String> beamOptions) {
    Runners.unknown(beamOptions)
        .ifPresent(
            option -> {
              var all = options(spec.commandLine());
              all.addAll(Runners.optionNames());
              throw new ParameterException(
                  spec.commandLine(), "there is no option " + option + " of '" + spec.name() + "', or of Beam" + meant(option, all));
            });
  }

  /** Reports it, and returns the exit code. */
  static int report(ParameterException exception, String[] args) {
    var command = exception.getCommandLine();
    var name = command.getCommandSpec().qualifiedName();
    command.getErr().println("meterline: " + Printable.line(message(exception)) + " (see '" + name + " --help')");
    return ExitCode.FAILED;
  }

  private static String message(ParameterException exception) {
    if (!(exception instanceof UnmatchedArgumentException unmatched) || unmatched.getUnmatched().isEmpty()) {
      return bad(exception).orElseGet(() -> exception.getMessage().replaceFirst("^Error: ", ""));
    }
    var command = exception.getCommandLine();
    var word = unmatched.getUnmatched().get(0);
    if (word.startsWith(FILE)) {
      return noFile(word);
    }
    if (word.startsWith(OPTION)) {
      return "there is no option " + name(word) + meant(name(word), options(command));
    }
    return command.getSubcommands().isEmpty()
        ? exception.getMessage()
        : "there is no command '" + word + "'" + meant(word, command.getSubcommands().keySet());
  }

  /** What is wrong with the value of an option with a choice of words, or of names and values; empty if it is something else. */
  private static Optional<String> bad(ParameterException exception) {
    if (!(exception.getArgSpec() instanceof OptionSpec option) || exception.getValue() == null) {
      return Optional.empty();
    }
    var is = option.longestName() + " is '" + exception.getValue() + "', must be ";
    if (option.isMultiValue() && option.typeInfo().isMap()) {
      return Optional.of(is + option.paramLabel() + ", such as at=Start");
    }
    var words = option.typeInfo().getEnumConstantNames();
    return words.isEmpty() ? Optional.empty() : Optional.of(is + "one of: " + String.join(", ", words).toLowerCase(Locale.ROOT));
  }

  /** The message that a file of options, {@code @FILE}, does not exist. */
  static String noFile(String word) {
    return "there is no file " + word.substring(FILE.length()) + " to read options from";
  }

  /** The options of a command, such as {@code --out}. */
  static Set<String> options(CommandLine command) {
    return new TreeSet<>(command.getCommandSpec().optionsMap().keySet());
  }

  /** A question after the name of an option or command that does not exist; empty if no other is like it. */
  static String meant(String word, Collection<String> words) {
    Optional<String> nearest = Nearest.of(word, words);
    return nearest.map(near -> "; did you mean " + near + "?").orElse("");
  }

  /** The name of an option in a word {@code --name=value}. */
  static String name(String word) {
    var end = word.indexOf('=');
    return end < 0 ? word : word.substring(0, end);
  }
}
