package io.meterline.bench;

import io.meterline.bench.Timeline.Step;
import io.meterline.model.MeterlineException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.schema.MessageType;

/** The settings of a log as timelines. Knows {@code SET} and what the benchmark sets, and nothing else. */
final class LoopSettings {
  private static final String PRICE = "price.micros.per.kwh";
  private static final String THRESHOLD = "alert.threshold.watts";

  private final Map<String, List<Step>> steps = new HashMap<>();
  private final Map<String, Long> words = new HashMap<>();
  private final List<String> spelled = new ArrayList<>();
  private final Map<String, Timeline> timelines = new HashMap<>();

  static LoopSettings read(List<Path> files) throws IOException {
    var settings = new LoopSettings();
    for (var path : files) {
      try (var file = ReadingFile.open(path)) {
        var schema = file.getFileMetaData().getSchema();
        for (var pages = file.readNextRowGroup(); pages != null; pages = file.readNextRowGroup()) {
          settings.add(pages, schema);
        }
      }
    }
    settings.steps.forEach((key, of) -> settings.timelines.put(key, new Timeline(of)));
    return settings;
  }

  private void add(PageReadStore pages, MessageType schema) {
    var rows = new ColumnIOFactory().getColumnIO(schema).getRecordReader(pages, new GroupRecordConverter(schema));
    for (var row = 0L; row < pages.getRowCount(); row++) {
      add(rows.read());
    }
  }

  private void add(Group change) {
    if (!change.getString("op", 0).equals("SET")) {
      throw new MeterlineException("the loop knows SET alone");
    }
    var name = change.getString("name", 0);
    var value = change.getString("value", 0);
    switch (name) {
      case "plan", "cohort" -> add(change, name, words.computeIfAbsent(value, this::spell));
      case PRICE, THRESHOLD -> add(change, name, Long.parseLong(value));
      case "timezone" -> require(value.equals("UTC"), "the loop knows days of UTC alone");
      case "alert.sustain.minutes", "alert.clear.percent" ->
          require(value.equals("0"), "the loop knows alerts without sustain and clear alone");
      default -> throw new MeterlineException("the loop does not know " + name);
    }
  }

  private void add(Group change, String name, long value) {
    steps
        .computeIfAbsent(change.getString("scope", 0) + "/" + name, key -> new ArrayList<>())
        .add(new Step(change.getLong("effective_at", 0), value, change.getLong("offset", 0)));
  }

  private long spell(String word) {
    spelled.add(word);
    return spelled.size() - 1;
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new MeterlineException(otherwise);
    }
  }

  private Timeline timeline(String scope, String name) {
    return timelines.getOrDefault(scope + "/" + name, Timeline.EMPTY);
  }

  /** What is in force for a device as time goes on. */
  OfDevice of(String device) {
    return new OfDevice("device:" + device);
  }

  /** What is in force for one device at the time it was last asked for. */
  final class OfDevice {
    private final Timeline.Walk ownPrice;
    private final Timeline.Walk ownThreshold;
    private final Timeline.Walk plan;
    private final Timeline.Walk cohort;
    private final Timeline.Walk everyonesPrice = timeline("everyone", PRICE).walk();
    private final Timeline.Walk everyonesThreshold = timeline("everyone", THRESHOLD).walk();
    private Timeline.Walk planPrice = Timeline.EMPTY.walk();
    private Timeline.Walk planThreshold = Timeline.EMPTY.walk();
    private Timeline.Walk cohortPrice = Timeline.EMPTY.walk();
    private Timeline.Walk cohortThreshold = Timeline.EMPTY.walk();
    private long membersUntil = Long.MIN_VALUE;
    private long until;

    OfDevice(String scope) {
      ownPrice = timeline(scope, PRICE).walk();
      ownThreshold = timeline(scope, THRESHOLD).walk();
      plan = timeline(scope, "plan").walk();
      cohort = timeline(scope, "cohort").walk();
    }

    /** Asks what is in force at a time, which never falls; then {@link #until()} tells how long. */
    void to(long at) {
      if (at >= membersUntil) {
        until = Long.MAX_VALUE;
        var onPlan = value(plan, at);
        planPrice = members("plan:", onPlan, PRICE);
        planThreshold = members("plan:", onPlan, THRESHOLD);
        var inCohort = value(cohort, at);
        cohortPrice = members("cohort:", inCohort, PRICE);
        cohortThreshold = members("cohort:", inCohort, THRESHOLD);
        membersUntil = until;
      }
      until = membersUntil;
    }

    /** Micros a kilowatt-hour at that time. */
    long price(long at) {
      return first(at, ownPrice, planPrice, cohortPrice, everyonesPrice);
    }

    /** Watts at that time. */
    long threshold(long at) {
      return first(at, ownThreshold, planThreshold, cohortThreshold, everyonesThreshold);
    }

    /** Until when what was last asked for holds, exclusive, epoch milliseconds. */
    long until() {
      return until;
    }

    private Timeline.Walk members(String level, long word, String name) {
      return (word == Timeline.NOTHING ? Timeline.EMPTY : timeline(level + spelled.get((int) word), name)).walk();
    }

    private long first(
        long at, Timeline.Walk own, Timeline.Walk ofPlan, Timeline.Walk ofCohort, Timeline.Walk everyones) {
      var found = value(own, at);
      if (found == Timeline.NOTHING) {
        found = value(ofPlan, at);
      }
      if (found == Timeline.NOTHING) {
        found = value(ofCohort, at);
      }
      return found == Timeline.NOTHING ? value(everyones, at) : found;
    }

    private long value(Timeline.Walk timeline, long at) {
      var value = timeline.value(at);
      until = Math.min(until, timeline.until());
      return value;
    }
  }
}
