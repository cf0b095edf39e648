package io.meterline.engine.device;

import io.meterline.engine.analysis.Analysis;
import io.meterline.engine.analysis.Rows;
import io.meterline.model.log.Readings;
import io.meterline.model.settings.InForce;
import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;
import java.util.ArrayList;
import java.util.List;

/**
 * What the analyses know of a device, all after the same reading. Read from bytes it is closed: each state stays as it was
 * written, until it is {@linkplain #open opened} by the analyses that there are now.
 */
final class AnalysisStates {
  private static final StoredState.Format STORED = new StoredState.Format();
  private static final List<Analysis<?>> NO_ONE = List.of();

  private final String device;
  private final List<StoredState> stored;
  private final List<Analysis<?>> openedBy;
  private final List<Course<?>> courses;

  private AnalysisStates(String device, List<StoredState> stored, List<Analysis<?>> openedBy, List<Course<?>> courses) {
    this.device = device;
    this.stored = stored;
    this.openedBy = openedBy;
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

    static <S> Course<S> read(Analysis<S> analysis, String device, StoredState stored) {
      return new Course<>(analysis, analysis.read(device, new WireInput(stored.bytes())));
    }

    StoredState stored() {
      var out = new WireOutput();
      analysis.write(state, out);
      return new StoredState(analysis.view().name(), analysis.version(), out.toBytes());
    }

    Course<S> copy(String device) {
      return read(analysis, device, stored());
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

    /** Writes what {@link StoredState.Format} reads. */
    void write(WireOutput out, WireOutput room) {
      room.clear();
      analysis.write(state, room);
      out.writeText(analysis.view().name());
      out.writeCount(analysis.version());
      out.writeBytes(room);
    }
  }

  /** Of a device of which nothing was read yet. */
  static AnalysisStates none(String device) {
    return new AnalysisStates(device, List.of(), NO_ONE, List.of());
  }

  /** Whether these analyses have opened it. */
  boolean isOpenedBy(List<Analysis<?>> analyses) {
    return openedBy == analyses;
  }

  /** Those of the analyses whose state is not here, or here in another version. */
  List<Analysis<?>> missing(List<Analysis<?>> analyses) {
    var states = states();
    return analyses.stream().filter(analysis -> states.stream().noneMatch(state -> state.isOf(analysis))).toList();
  }

  /** The same, opened by the analyses: those that are missing begin, and the states that none of them can read are let go. */
  AnalysisStates open(List<Analysis<?>> analyses) {
    var states = states();
    var opened = new ArrayList<Course<?>>(analyses.size());
    for (var analysis : analyses) {
      var state = states.stream().filter(each -> each.isOf(analysis)).findFirst();
      opened.add(state.isPresent() ? Course.read(analysis, device, state.get()) : Course.begin(analysis, device));
    }
    return new AnalysisStates(device, List.of(), analyses, List.copyOf(opened));
  }

  private List<StoredState> states() {
    return openedBy == NO_ONE ? stored : courses.stream().<StoredState>map(Course::stored).toList();
  }

  /** States that go on from these without changing them. */
  AnalysisStates copy() {
    return new AnalysisStates(device, stored, openedBy, List.copyOf(courses.stream().map(course -> course.copy(device)).toList()));
  }

  /** Takes the next readings, and writes the rows that can no longer change. */
  void fold(Readings readings, InForce inForce, Rows rows) {
    courses.forEach(course -> course.fold(readings, inForce, rows));
  }

  /** Writes the rows that may still change, as they stand. */
  void standing(Rows rows) {
    courses.forEach(course -> course.standing(rows));
  }

  /** Writes how many states there are, and each as a {@link StoredState}. */
  void write(WireOutput out) {
    if (openedBy == NO_ONE) {
      out.writeList(stored, STORED);
      return;
    }
    out.writeCount(courses.size());
    var room = new WireOutput();
    courses.forEach(course -> course.write(out, room));
  }

  static AnalysisStates read(String device, WireInput in) {
    return new AnalysisStates(device, in.readList(STORED), NO_ONE, List.of());
  }
}
