package io.meterline.engine.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.engine.analysis.Analyses;
import io.meterline.engine.analysis.Analysis;
import io.meterline.engine.block.BlockBuilder;
import io.meterline.engine.block.PackedBlock;
import io.meterline.engine.block.WindowReadings;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.Position;
import io.meterline.model.log.Rejection;
import io.meterline.model.settings.ChangeRules;
import io.meterline.model.settings.ChangeRules.Checked;
import io.meterline.model.settings.SettingsChange;
import io.meterline.model.settings.SharedSettings;
import io.meterline.model.settings.SharedTimeline;
import io.meterline.model.settings.Timeline;
import io.meterline.model.time.ArrivalRules;
import io.meterline.model.time.Known;
import io.meterline.model.time.Windows;
import io.meterline.model.view.Row;
import io.meterline.model.wire.WireFormat;
import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The state of a device, and of the shared settings, stays small however long the log. Three years of half-hours, window after
 * window, with all state serialized in between. Settings change all the time.
 */
class StateTest {
  private static final Instant START = Instant.parse("2021-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("2024-01-01T00:00:00Z");
  private static final List<Analysis<?>> ANALYSES = Analyses.standard().all();
  private static final long HALF_HOUR = 1_800_000;
  private static final ChangeRules RULES = new ChangeRules(Known.NOW);

  /** The changes behind a time zone, a cohort and a threshold, and the time folded up to. */
  private static final int OWN_BYTES = 220;

  /** The change behind a price, and the time folded up to. */
  private static final int SHARED_BYTES = 90;

  /** Two local days of up to 25 hours, in two zones each; an alert; the energy of as many dates; the names of the three analyses. */
  private static final int ANALYSES_BYTES = 560;

  private final OwnSettings.Format ownFormat = new OwnSettings.Format(RULES);
  private final SharedSettings.Format sharedFormat = new SharedSettings.Format(RULES);
  private final InOrder.Format orderFormat = new InOrder.Format();

  private final List<WindowReadings<Timeline>> paired = new ArrayList<>();
  private final List<Timeline> timelines = new ArrayList<>();
  private long rows;
  private long rejected;
  private long offset;

  @ParameterizedTest
  @ValueSource(strings = {"PT6H", "P1D", "P7D", "P30D"})
  void stateDoesNotGrowWithTheLog(String length) {
    var windows = Windows.of(Duration.parse(length));
    var own = new OwnSettings();
    var shared = new SharedSettings();
    var order = new InOrder("m1");
    for (var window = windows.startOf(START.toEpochMilli()); window < END.toEpochMilli(); window += windows.millis()) {
      var end = window + windows.millis();
      own.add(readings(window, end));
      own.add(change("device:m1", "timezone", window / windows.millis() % 2 == 0 ? "Europe/Paris" : "America/New_York", window));
      own.add(change("device:m1", "cohort", "street " + offset % 7, window + 1));
      own.add(change("device:m1", "alert.threshold.watts", "" + offset % 3_000, window + 1));
      shared.request(window, window);
      shared.add(change("everyone", "price.micros.per.kwh", "" + offset, window + HALF_HOUR));

      own = bytes(own, ownFormat, Integer.MAX_VALUE);
      own.complete(end, new ArrivalRules(windows, Duration.ZERO), ownOutput());
      own = bytes(own, ownFormat, OWN_BYTES);
      shared.complete(end, new ArrivalRules(windows, Duration.ZERO), sharedOutput());
      shared = bytes(shared, sharedFormat, SHARED_BYTES);
      var settled = paired.remove(0);
      order.add(
          new WindowReadings<>(window, settled.readings(), new SharedTimeline(timelines.remove(0)).forDevice(settled.settings(), window)));
      order = bytes(order, orderFormat, Integer.MAX_VALUE);
      order.complete(end, new ArrivalRules(windows, Duration.ZERO), ANALYSES, SnapshotTimes.NEVER, orderOutput());
      order = bytes(order, orderFormat, ANALYSES_BYTES);

      assertFalse(own.due(new ArrivalRules(windows, Duration.ZERO)).first().isPresent() || shared.due(new ArrivalRules(windows, Duration.ZERO)).first().isPresent() || order.due(new ArrivalRules(windows, Duration.ZERO)).first().isPresent());
      assertEquals(0, paired.size() + timelines.size());
    }
    // Usage alone has more than a row per day; and every reading counts.
    assertTrue(rows > 3 * 365, () -> rows + " rows");
    assertEquals(0, rejected);
  }

    @ParameterizedTest
  @ValueSource(strings = {"P1D", "P30D"})
  void aChangeAnnouncedEarlyIsKeptOnlyUntilItTakesEffect(String length) {
    var windows = Windows.of(Duration.parse(length));
    var own = new OwnSettings();
    var first = windows.startOf(START.toEpochMilli());
    for (var i = 0; i < 100; i++) {
      own.add(change("device:m1", "price.micros.per.kwh", "" + i, first + i * windows.millis()));
    }
    var before = size(own, ownFormat);
    for (var i = 1; i <= 100; i++) {
      own.complete(first + i * windows.millis(), new ArrivalRules(windows, Duration.ZERO), ownOutput());
      var after = size(own, ownFormat);
      assertTrue(after < before, before + " bytes, then " + after);
      before = after;
    }
    assertTrue(before < OWN_BYTES, before + " bytes");
    assertFalse(own.due(new ArrivalRules(windows, Duration.ZERO)).first().isPresent());
  }

  private PackedBlock readings(long window, long end) {
    var block = new BlockBuilder(2);
    for (var at = window; at < end; at += HALF_HOUR) {
      var hour = at / (2 * HALF_HOUR) % 24;
      block.add(at, 1800, 200_000 + hour * 50_000 + at / HALF_HOUR % 7, at + HALF_HOUR, 0, offset++);
    }
    return PackedBlock.of(window, block.build());
  }

  private SettingsChange change(String scope, String name, String value, long at) {
    var position = new Position(Instant.ofEpochMilli(at), 0, offset++);
    var logged = new LoggedChange(scope, name, "SET", value, Instant.ofEpochMilli(at), Optional.of("me"), Optional.empty(), position);
    return ((Checked.Accepted) RULES.check(logged)).change();
  }

  private static <T> T bytes(T state, WireFormat<T> format, int bound) {
    var out = new WireOutput();
    format.write(state, out);
    var bytes = out.toBytes();
    assertTrue(bytes.length < bound, () -> bytes.length + " bytes of " + state.getClass().getSimpleName());
    return format.read(new WireInput(bytes));
  }

  private static <T> int size(T state, WireFormat<T> format) {
    var out = new WireOutput();
    format.write(state, out);
    return out.toBytes().length;
  }

  private OwnSettings.Output ownOutput() {
    return new OwnSettings.Output() {
      @Override
      public void paired(WindowReadings<Timeline> block) {
        paired.add(block);
      }

      @Override
      public void rejected(Rejection rejection) {
        rejected++;
      }
    };
  }

  private SharedSettings.Output sharedOutput() {
    return new SharedSettings.Output() {
      @Override
      public void timeline(long window, Timeline timeline) {
        timelines.add(timeline);
      }

      @Override
      public void rejected(Rejection rejection) {
        rejected++;
      }
    };
  }

  private InOrder.Output orderOutput() {
    return new InOrder.Output() {
      @Override
      public void row(Row row) {
        rows++;
      }

      @Override
      public void deleted(Row row) {
        rows--;
      }

      @Override
      public void overflowed(Row row) {}

      @Override
      public void corrected(int corrections) {}

      @Override
      public void startedEmpty(Analysis<?> analysis) {
        throw new AssertionError(analysis.view().name());
      }

      @Override
      public void rejected(Rejection rejection) {
        rejected++;
      }
    };
  }
}
