package io.meterline.app.cli;

import io.meterline.app.launch.Runners;
import io.meterline.app.serve.Page;
import io.meterline.app.serve.PageOptions;
import io.meterline.app.serve.Serving;
import io.meterline.model.MeterlineException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.beam.sdk.io.FileSystems;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Serves the page for homes and administrators. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Serves a page for homes and administrators, until it is stopped.",
      "",
      "It shows the current version of views: usage and cost by day, hour and month, alerts, and where a home stands in its cohort."
          + " With --archive every number can be explained, and settings changes can be planned and applied, as with 'meterline plan'"
          + " and 'meterline apply'. With --kafka it shows what a live run publishes, as it is published.",
      "",
      "It listens on this machine only, and everyone on it is an administrator, unless there are --users. It needs them to listen on"
          + " any other address. Other options are passed to Beam, for plans.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  meterline serve --views views --archive log",
      "  meterline serve --views views --archive log --kafka localhost:9092 --currency EUR",
      "  meterline serve --views views --users users --listen 0.0.0.0:8080"
    })
final class ServeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--views", paramLabel = "FOLDER", description = "The views, on a disk. The page follows the version that is current.")
  private Optional<String> views = Optional.empty();

  @Option(
      names = "--then",
      paramLabel = "FOLDER[@NAME]",
      description = "Views of the same log made with --known=then, shown beside the others: what late corrections changed. With --kafka the live views are.")
  private Optional<String> then = Optional.empty();

  @Option(names = "--archive", paramLabel = "FOLDER", description = "The log that the views were made of, on a disk.")
  private Optional<String> archive = Optional.empty();

  @Option(names = "--kafka", paramLabel = "HOST:PORT", description = "Where a live run publishes its views.")
  private Optional<String> kafka = Optional.empty();

  @Mixin private KafkaConfigOption kafkaConfig;

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:8080",
      converter = HostAndPort.Text.class,
      description = "The address to listen on; port 0 is any that is free. Default: ${DEFAULT-VALUE}.")
  private HostAndPort listen;

  @Option(names = "--users", paramLabel = "FILE", description = "Who may sign in, as 'meterline users add' writes it.")
  private Optional<Path> users = Optional.empty();

  @Option(names = "--currency", paramLabel = "CODE", description = "The currency of all money, such as EUR. Default: money has no unit.")
  private Optional<Currency> currency = Optional.empty();

  @Unmatched private List<String> beamOptions = new ArrayList<>();

  @Override
  public Integer call() {
    UsageErrors.requireKnown(spec, beamOptions);
    if (views.isEmpty() && kafka.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "there is nothing to show: --views or --kafka is missing");
    }
    var page =
        Page.find().orElseThrow(() -> new MeterlineException("this build has no page: start it from the sources, with ./meterline serve"));
    FileSystems.setDefaultPipelineOptions(Runners.options(beamOptions));
    var commandLine = spec.commandLine();
    return Serving.untilStopped(page, options(), address -> "serving " + address + " until it is stopped", commandLine.getOut(), commandLine.getErr());
  }

  private PageOptions options() {
    return new PageOptions(
        views, then, archive, kafka.map(kafkaConfig::cluster), listen.host(), listen.port(), users, currency, beamOptions);
  }
}
