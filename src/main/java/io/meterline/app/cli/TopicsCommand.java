package io.meterline.app.cli;

import io.meterline.app.process.ExitCode;
import io.meterline.app.terminal.TextTable;
import io.meterline.connect.kafka.topics.TopicReport;
import io.meterline.connect.kafka.topics.Topics;
import io.meterline.engine.analysis.Analyses;
import io.meterline.model.MeterlineException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Creates the topics, or says what is wrong with them. */
@Command(
    name = "topics",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Creates the Kafka topics of the log and of the views, and looks at those that are there.",
      "",
      "Topics of the log keep every event for ever, with the time at which the broker took it. Topics of the views keep"
          + " the last row of each key. A topic that is there is left as it is: if it is not as it must be, a line says"
          + " what is wrong and how to put it right.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:every topic is there and as it must be", "1:one is not as it must be", "2:it could not be done"},
    footerHeading = "%nExample:%n",
    footer = "  meterline topics --bootstrap localhost:9092 --partitions 8")
final class TopicsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private KafkaOptions kafka;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      defaultValue = "4",
      description =
          "How many partitions a new topic gets; that of the settings, which are few, always gets "
              + "one (default: ${DEFAULT-VALUE}).")
  private int partitions;

  @Option(
      names = "--replication-factor",
      paramLabel = "N",
      description = "How many copies of a new topic there are (default: as the broker is set up).")
  private Optional<Short> replicas;

  @Override
  public Integer call() {
    if (partitions < 1) {
      throw new MeterlineException("--partitions is " + partitions + ", must be at least 1");
    }
    if (replicas.isPresent() && replicas.get() < 1) {
      throw new MeterlineException("--replication-factor is " + replicas.get() + ", must be at least 1");
    }
    try (var admin = kafka.cluster().admin()) {
      return print(Topics.create(admin, Analyses.standard().views(), partitions, replicas));
    }
  }

  private int print(List<TopicReport> topics) {
    var out = spec.commandLine().getOut();
    var table = new TextTable("topic", "partitions", "replicas", "records", "state");
    topics.forEach(
        topic -> table.row(topic.topic(), topic.partitions(), topic.replicas(), topic.written(), state(topic)));
    table.print(out);
    var findings = topics.stream().flatMap(topic -> topic.findings().stream()).toList();
    for (var finding : findings) {
      out.printf(
          "%s: %s; to put it right: %s%n", finding.topic(), finding.problem(), finding.remedy(kafka.bootstrap()));
    }
    out.flush();
    return findings.isEmpty() ? ExitCode.OK : ExitCode.ATTENTION;
  }

  private static String state(TopicReport topic) {
    if (!topic.findings().isEmpty()) {
      return "wrong";
    }
    return switch (topic.origin()) {
      case CREATED -> "created";
      case FOUND -> "as it must be";
    };
  }
}
