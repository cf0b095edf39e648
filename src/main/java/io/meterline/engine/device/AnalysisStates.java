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
 * The states of all analyses of a device, as of the same reading. When read from bytes, states stay serialized until they are
 * {@linkplain #open opened} by the current analyses.
 */
final class AnalysisStates {
  private static final StoredState.Format STORED = new StoredState.Format();
  private static final List<Analysis<?>> NOT_OPENED = List.of();
  private static final long NO_READING = Long.MIN_VALUE;

  private final String device;
  private final List<StoredState> stored;
  private final List<Analysis<?>> openedBy;
  private final List<OpenState<?>> openStates;
  private long last;

  private AnalysisStates(
      String device, long last, List<StoredState> stored, List<Analysis<?>> openedBy, List<OpenState<?>> openStates) {
    this.device = device;
    this.last = last;
    this.stored = stored;
    this.openedBy = openedBy;
    this.openStates = openStates;
  }

  /** An analysis and its deserialized state. */
  private static final class OpenState<S> {
    private final Analysis<S> analysis;
    private S state;

    private OpenState(Analysis<S> analysis, S state) {
      this.analysis = analysis;
      this.state = state;
    }

    static <S> OpenState<S> begin(Analysis<S> analysis, String device) {
      return new OpenState<>(analysis, analysis.begin(device));
    }

    static <S> OpenState<S> read(Analysis<S> analysis, String device, StoredState stored) {
      return new OpenState<>(analysis, analysis.read(device, new WireInput(stored.bytes())));
    }

    StoredState stored() {
      var out = new WireOutput();
      analysis.write(state, out);
      return new StoredState(analysis.view().name(), analysis.version(), out.toBytes());
    }

    OpenState<S> copy(String device) {
      return read(analysis, device, stored());
    }

    void fold(Readings readings, InForce inForce, Rows rows) {
      var i = 0;
      for (var span = 0; i < readings.size(); span++) {
        var end = readings.firstFrom(inForce.until(span), i);
        if (end > i) {
          state = analysis.fold(state, readings.part(i, end), inForce.spans().get(span).settings(), rows);
        }
        i = end;
      }
    }

    void writeOpen(Rows rows) {
      analysis.writeOpen(state, rows);
    }
  }

  /** The states of a device without readings. */
  static AnalysisStates empty(String device) {
    return new AnalysisStates(device, NO_READING, List.of(), NOT_OPENED, List.of());
  }

  /** Whether any reading has been folded. */
  boolean hasReadings() {
    return last != NO_READING;
  }

  /** The start of the last reading folded, epoch milliseconds UTC. */
  long last() {
    return last;
  }

  /** Whether these states were opened by this list of analyses, the same object. */
  boolean isOpenedBy(List<Analysis<?>> analyses) {
    return openedBy == analyses;
  }

  /** The analyses whose state is missing or has another version. */
  List<Analysis<?>> missing(List<Analysis<?>> analyses) {
    var states = states();
    return analyses.stream().filter(analysis -> states.stream().noneMatch(state -> state.isOf(analysis))).toList();
  }

  /**
   * Deserializes the states. An analysis whose state is {@linkplain #missing missing} starts from empty state; a state that no
   * analysis can read is dropped.
   */
  AnalysisStates open(List<Analysis<?>> analyses) {
    var states = states();
    var opened = new ArrayList<OpenState<?>>(analyses.size());
    for (var analysis : analyses) {
      var state = states.stream().filter(each -> each.isOf(analysis)).findFirst();
      opened.add(state.isPresent() ? OpenState.read(analysis, device, state.get()) : OpenState.begin(analysis, device));
    }
    return new AnalysisStates(device, last, List.of(), analyses, List.copyOf(opened));
  }

  private List<StoredState> states() {
    return openedBy == NOT_OPENED ? stored : openStates.stream().<StoredState>map(OpenState::stored).toList();
  }

  /** A deep copy. */
  AnalysisStates copy() {
    var copies = List.<OpenState<?>>copyOf(openStates.stream().map(state -> state.copy(device)).toList());
    return new AnalysisStates(device, last, stored, openedBy, copies);
  }

  /** Folds the next readings, at least one, and writes the rows that are final. */
  void fold(Readings readings, InForce inForce, Rows rows) {
    openStates.forEach(state -> state.fold(readings, inForce, rows));
    last = readings.at(readings.size() - 1);
  }

  /** Writes the rows that are not final. */
  void writeOpen(Rows rows) {
    openStates.forEach(state -> state.writeOpen(rows));
  }

  /** Writes the start of the last reading, the number of states, and each as a {@link StoredState}. */
  void write(WireOutput out) {
    out.writeSigned(last);
    out.writeList(states(), STORED);
  }

  static AnalysisStates read(String device, WireInput in) {
    return new AnalysisStates(device, in.readSigned(), in.readList(STORED), NOT_OPENED, List.of());
  }
}
