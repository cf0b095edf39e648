package io.meterline.engine.device;

import io.meterline.engine.analysis.Analysis;
import io.meterline.engine.analysis.Rows;
import io.meterline.model.log.Readings;
import io.meterline.model.settings.InForce;
import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;
import java.util.List;

/** The analyses, each with its state of a device after the same reading. */
final class Courses {
  private final String device;
  private final List<Course<?>> courses;

  private Courses(String device, List<Course<?>> courses) {
    this.device = device;
    this.courses = courses;
  }

  /** An analysis with its state. */
  private static final class Course<S> {
    private final Analysis<S> analysis;
    private S state;

    private Course(Analysis<S> analysis, S state) {
      this.analysis = analysis;
      this.state = state;
    }

    static <S> Course<S> begin(Analysis<S> analysis, String device) {
      return new Course<>(analysis, analysis.begin(device));
    }

    static <S> Course<S> read(Analysis<S> analysis, String device, WireInput in) {
      return new Course<>(analysis, analysis.read(device, in));
    }

    Course<S> copy(String device) {
      var out = new WireOutput();
      write(out);
      return read(analysis, device, new WireInput(out.toBytes()));
    }

    void fold(Readings readings, InForce inForce, Rows rows) {
      var i = 0;
      for (var run = 0; i < readings.size(); run++) {
        var end = readings.firstFrom(inForce.until(run), i);
        if (end > i) {
          state = analysis.fold(state, readings.part(i, end), inForce.runs().get(run).settings(), rows);
        }
        i = end;
      }
    }

    void standing(Rows rows) {
      analysis.standing(state, rows);
    }

    void write(WireOutput out) {
      analysis.write(state, out);
    }
  }

  /** The analyses of a device of which nothing was read yet. */
  static Courses begin(List<Analysis<?>> analyses, String device) {
    return new Courses(device, List.copyOf(analyses.stream().map(analysis -> Course.begin(analysis, device)).toList()));
  }

  /** States that go on from these without changing them. */
  Courses copy() {
    return new Courses(device, List.copyOf(courses.stream().map(course -> course.copy(device)).toList()));
  }

  /** Takes the next readings, and writes the rows that can no longer change. */
  void fold(Readings readings, InForce inForce, Rows rows) {
    courses.forEach(course -> course.fold(readings, inForce, rows));
  }

  /** Writes the rows that may still change, as they stand. */
  void standing(Rows rows) {
    courses.forEach(course -> course.standing(rows));
  }

  void write(WireOutput out) {
    courses.forEach(course -> course.write(out));
  }

  static Courses read(List<Analysis<?>> analyses, String device, WireInput in) {
    return new Courses(device, List.copyOf(analyses.stream().map(analysis -> Course.read(analysis, device, in)).toList()));
  }
}
