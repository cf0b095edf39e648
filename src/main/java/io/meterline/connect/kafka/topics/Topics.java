package io.meterline.connect.kafka.topics;

import io.meterline.connect.kafka.topics.TopicReport.Origin;
import io.meterline.model.MeterlineException;
import io.meterline.model.log.Kind;
import io.meterline.model.view.View;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;

/** The topics of the log and of the views. */
public final class Topics {
  /** The log's readings, keyed by device. */
  public static final String READINGS = "meterline.readings";

  /** The log's settings changes, keyed by scope. */
  public static final String SETTINGS = "meterline.settings";

  private static final String VIEW_PREFIX = "meterline.";

  private static final Map<String, TopicShape> LOG = Map.of(READINGS, TopicShape.LOG, SETTINGS, TopicShape.LOG);

  /** How much of a topic must be there. */
  private enum Extent {
    /** What was not deleted. */
    REST,
    /** Every event. */
    WHOLE
  }

  private Topics() {}

  /** The topic that holds the events of a kind. */
  public static String of(Kind kind) {
    return switch (kind) {
      case READING -> READINGS;
      case SETTING -> SETTINGS;
    };
  }

  /** The topic that holds the rows of a view, each under its key. */
  public static String of(View view) {
    return VIEW_PREFIX + view.name();
  }

  /**
   * Creates the missing topics, and checks all of them.
   *
   * @param views the views to have topics
   * @param partitions the number of partitions of a new topic, at least 1; the topic of settings changes gets one
   * @param replicas the replication factor of a new topic, at least 1; if empty, the broker's default
   * @return the topics of the log, then those of the views
   * @throws MeterlineException if Kafka does not answer, or does not authorize this user
   */
  public static List<TopicReport> create(Admin admin, List<View> views, int partitions, Optional<Short> replicas) {
    var shapes = all(views);
    var newTopics = new NewTopics(admin, partitions, replicas);
    var created = new HashSet<>(newTopics.create(shapes));
    var states = new TopicStates(admin).of(shapes.keySet());
    // A broker may show a topic for a moment after it was deleted.
    while (!states.keySet().containsAll(shapes.keySet())) {
      created.addAll(newTopics.create(shapes));
      states = new TopicStates(admin).of(shapes.keySet());
    }
    return reports(shapes, states, created);
  }

  private static List<TopicReport> reports(Map<String, TopicShape> shapes, Map<String, TopicState> states, Set<String> created) {
    var reports = new ArrayList<TopicReport>();
    shapes.forEach(
        (topic, shape) -> {
          var state = states.get(topic);
          reports.add(
              new TopicReport(
                  topic,
                  created.contains(topic) ? Origin.CREATED : Origin.FOUND,
                  state.ends().size(),
                  state.replicas(),
                  state.written(),
                  state.findings(shape),
                  state.notes(shape)));
        });
    return reports;
  }

  /**
   * Checks that the topics of the log exist and are valid: the broker sets timestamps.
   *
   * @throws MeterlineException if not, or if Kafka does not answer
   */
  public static void requireLog(Admin admin) {
    require(admin, LOG, Extent.REST);
  }

  /**
   * As {@link #requireLog}, and that no event was deleted.
   *
   * @throws MeterlineException if not, or if Kafka does not answer
   */
  public static void requireWholeLog(Admin admin) {
    require(admin, LOG, Extent.WHOLE);
  }

  /**
   * Checks the topic of settings changes, as {@link #requireLog} does.
   *
   * @throws MeterlineException if it is missing or invalid, or if Kafka does not answer
   */
  public static void requireSettings(Admin admin) {
    require(admin, Map.of(SETTINGS, TopicShape.LOG), Extent.REST);
  }

  /**
   * Checks the topic of settings changes, as {@link #requireWholeLog} does.
   *
   * @throws MeterlineException if it is missing or invalid, or if Kafka does not answer
   */
  public static void requireWholeSettings(Admin admin) {
    require(admin, Map.of(SETTINGS, TopicShape.LOG), Extent.WHOLE);
  }

  /**
   * Checks that the topics of the views exist and are valid: they are compacted.
   *
   * @throws MeterlineException if not, or if Kafka does not answer
   */
  public static void requireViews(Admin admin, List<View> views) {
    require(admin, shapes(views), Extent.REST);
  }

  /**
   * Whether any topic of the views has a row.
   *
   * @throws MeterlineException if Kafka does not answer
   */
  public static boolean haveRows(Admin admin, List<View> views) {
    return new TopicStates(admin).of(shapes(views).keySet()).values().stream().anyMatch(TopicState::hasRecords);
  }

  private static void require(Admin admin, Map<String, TopicShape> shapes, Extent extent) {
    var states = new TopicStates(admin).of(shapes.keySet());
    var findings = shapes.keySet().stream().sorted().flatMap(topic -> findings(topic, states, shapes).stream()).toList();
    if (!findings.isEmpty()) {
      throw new MeterlineException(problems(findings) + " (run: meterline topics --bootstrap HOST:PORT)");
    }
    var deleted = states.values().stream().flatMap(state -> state.deleted().stream()).toList();
    if (extent == Extent.WHOLE && !deleted.isEmpty()) {
      throw new MeterlineException(problems(deleted) + "; the archive of a live run may have them");
    }
  }

  private static List<Finding> findings(String topic, Map<String, TopicState> states, Map<String, TopicShape> shapes) {
    return states.containsKey(topic) ? states.get(topic).findings(shapes.get(topic)) : List.of(new Finding.Missing(topic));
  }

  private static String problems(List<? extends Finding> findings) {
    return findings.stream().map(one -> one.topic() + ": " + one.problem()).collect(Collectors.joining("; "));
  }

  private static Map<String, TopicShape> all(List<View> views) {
    var shapes = new LinkedHashMap<String, TopicShape>();
    shapes.put(READINGS, TopicShape.LOG);
    shapes.put(SETTINGS, TopicShape.LOG);
    shapes.putAll(shapes(views));
    return shapes;
  }

  private static Map<String, TopicShape> shapes(List<View> views) {
    var shapes = new LinkedHashMap<String, TopicShape>();
    views.forEach(view -> shapes.put(of(view), TopicShape.VIEW));
    return shapes;
  }
}
