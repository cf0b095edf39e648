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
  private static final List<Analysis<?>> NOT_OPENED = List.of();

  private final String device;
  private final List<StoredState> stored;
  private final List<Analysis<?>> openedBy;
  private final List<OpenState<?>> openStates;

  private AnalysisStates(String device, List<StoredState> stored, List<Analysis<?>> openedBy, List<OpenState<?>> openStates) {
    this.device = device;
    this.stored = stored;
    this.openedBy = openedBy;
    this.openStates = openStates;
  }

  /** An analysis with its state. */
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
      for (var run = 0; i < readings.size(); run++) {
        var end = readings.firstFrom(inForce.until(run), i);
        if (end > i) {
          state = analysis.fold(state, readings.part(i, end), inForce.runs().get(run).settings(), rows);
        }
        i = end;
      }
    }

    void writeOpen(Rows rows) {
      analysis.writeOpen(state, rows);
    }

    /** Writes what {@link StoredState.Format} reads. */
    void write(WireOutput out, WireOutput scratch) {
      scratch.clear();
      analysis.write(state, scratch);
      out.writeText(analysis.view().name());
      out.writeCount(analysis.version());
      out.writeBytes(scratch);
    }
  }

  /** Of a device of which nothing was read yet. */
  static AnalysisStates empty(String device) {
    return new AnalysisStates(device, List.of(), NOT_OPENED, List.of());
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
    var opened = new ArrayList<OpenState<?>>(analyses.size());
    for (var analysis : analyses) {
      var state = states.stream().filter(each -> each.isOf(analysis)).findFirst();
      opened.add(state.isPresent() ? OpenState.read(analysis, device, state.get()) : OpenState.begin(analysis, device));
    }
    return new AnalysisStates(device, List.of(), analyses, List.copyOf(opened));
  }

  private List<StoredState> states() {
    return openedBy == NOT_OPENED ? stored : openStates.stream().<StoredState>map(OpenState::stored).toList();
  }

  /** States that go on from these without changing them. */
  AnalysisStates copy() {
    return new AnalysisStates(device, stored, openedBy, List.copyOf(openStates.stream().map(state -> state.copy(device)).toList()));
  }

  /** Takes the next readings, and writes the rows that can no longer change. */
  void fold(Readings readings, InForce inForce, Rows rows) {
    openStates.forEach(state -> state.fold(readings, inForce, rows));
  }

  /** Writes the rows that may still change, as they stand. */
  void writeOpen(Rows rows) {
    openStates.forEach(state -> state.writeOpen(rows));
  }

  /** Writes how many states there are, and each as a {@link StoredState}. */
  void write(WireOutput out) {
    if (openedBy == NOT_OPENED) {
      out.writeList(stored, STORED);
      return;
    }
    out.writeCount(openStates.size());
    var scratch = new WireOutput();
    openStates.forEach(state -> state.write(out, scratch));
  }

  static AnalysisStates read(String device, WireInput in) {
    return new AnalysisStates(device, in.readList(STORED), NOT_OPENED, List.of());
  }
}
