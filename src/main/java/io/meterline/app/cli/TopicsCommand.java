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

/** Creates the topics, or reports what is wrong with them. */
@Command(
    name = "topics",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Creates the Kafka topics of the log and of the views, and checks existing ones.",
      "",
      "Topics of the log have the time at which the broker appended each event. A new one keeps every event for ever. If a live run"
          + " archives the log (run --archive), a retention of a week is enough for readings: the run then takes what Kafka no longer"
          + " has from the archive. Topics of the views keep the last row of each key (compaction).",
      "",
      "An existing topic is never changed: if its configuration is wrong, a line says what is wrong and how to fix it. A note says"
          + " for how long events are kept, and what that means.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:every topic exists and is correct", "1:a topic is wrong", "2:failed"},
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
          "Number of partitions of a new topic; the topic of settings always has "
              + "one (default: ${DEFAULT-VALUE}).")
  private int partitions;

  @Option(
      names = "--replication-factor",
      paramLabel = "N",
      description = "Replication factor of a new topic (default: that of the broker).")
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
          "%s: %s; to fix it: %s%n", finding.topic(), finding.problem(), finding.remedy(kafka.bootstrap()));
    }
    topics.stream()
        .flatMap(topic -> topic.notes().stream())
        .forEach(note -> out.printf("%s: note: %s%n", note.topic(), note.text(kafka.bootstrap())));
    out.flush();
    return findings.isEmpty() ? ExitCode.OK : ExitCode.ATTENTION;
  }

  private static String state(TopicReport topic) {
    if (!topic.findings().isEmpty()) {
      return "wrong";
    }
    return switch (topic.origin()) {
      case CREATED -> "created";
      case FOUND -> "ok";
    };
  }
}
