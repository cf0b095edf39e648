package io.meterline.bench;

import io.meterline.model.settings.Scope;
import io.meterline.model.settings.Setting;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.apache.flink.types.Row;

/** The settings of the log as the rows of versioned tables: a row a change, those of one key by time. */
final class SqlSettings {
  /** Of a device without a plan or cohort. */
  static final String NOBODY = "";

  private final Map<Long, OwnCourses> own = new HashMap<>();
  private final SharedCourses shared = new SharedCourses();
  private final TreeSet<String> plans = new TreeSet<>();
  private final TreeSet<String> cohorts = new TreeSet<>();

  /** Takes rows, each with its time in epoch milliseconds. */
  interface Sink extends BiConsumer<Row, Long> {}

  private SqlSettings() {
    plans.add(NOBODY);
    cohorts.add(NOBODY);
  }

  static SqlSettings of(Path data) {
    var settings = new SqlSettings();
    LogData.changes(
        data,
        change -> settings.own.computeIfAbsent(change.meter(), any -> new OwnCourses()).set(change),
        settings::add);
    return settings;
  }

  private void add(SharedChange change) {
    shared.set(change);
    var scope = Scope.parse(change.scope()).orElseThrow();
    switch (scope.level()) {
      case PLAN -> plans.add(scope.name());
      case COHORT -> cohorts.add(scope.name());
      case EVERYONE, DEVICE -> {}
    }
  }

  /** Devices: number, plan, cohort, threshold of its own or null. */
  void own(Sink sink) {
    own.forEach((meter, courses) -> {
      var times = new TreeSet<Long>();
      courses.all().values().forEach(course -> course.times().forEach(times::add));
      for (var time : times) {
        var row =
            Row.of(
                meter,
                value(courses.of(Setting.PLAN), time).orElse(NOBODY),
                value(courses.of(Setting.COHORT), time).orElse(NOBODY),
                value(courses.of(Setting.ALERT_THRESHOLD), time).map(Long::valueOf).orElse(null));
        sink.accept(row, time);
      }
    });
  }

  /** Prices of plans, and of {@link #NOBODY}: everyone's where the plan has none. */
  void prices(Sink sink) {
    for (var plan : plans) {
      resolved(plan, Scope.plan(plan), Setting.PRICE, sink);
    }
  }

  /** Thresholds of cohorts, and of {@link #NOBODY}: everyone's where the cohort has none. */
  void thresholds(Sink sink) {
    for (var cohort : cohorts) {
      resolved(cohort, Scope.cohort(cohort), Setting.ALERT_THRESHOLD, sink);
    }
  }

  private void resolved(String name, Scope scope, Setting setting, Sink sink) {
    var its = shared.of(scope, setting);
    var everyones = shared.of(Scope.EVERYONE, setting);
    var times = new TreeSet<Long>();
    Stream.of(its, everyones).flatMap(Optional::stream).forEach(course -> course.times().forEach(times::add));
    for (var time : times) {
      var value = value(its, time).or(() -> value(everyones, time)).orElseThrow();
      sink.accept(Row.of(name, Long.valueOf(value)), time);
    }
  }

  private static Optional<String> value(Optional<Course> course, long time) {
    return course.flatMap(values -> values.at(time));
  }
}
