package io.meterline.bench;

import io.meterline.model.settings.Scope;
import io.meterline.model.settings.Setting;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * The work on a meter in Flink: keeps its readings until the watermark has passed a day of them, then works on them in
 * order, with its own settings from its state and the shared ones from broadcast state. A shared change comes as its
 * {@link SharedChange#key()}, from when it holds, and its value.
 */
final class MeterFunction
    extends KeyedBroadcastProcessFunction<Long, MeterEvent, Tuple3<String, Long, String>, UsageRow> {
  static final MapStateDescriptor<String, Course> SHARED =
      new MapStateDescriptor<>("shared", Types.STRING, Types.GENERIC(Course.class));
  static final OutputTag<AlertRow> ALERTS = new OutputTag<>("alerts", Types.GENERIC(AlertRow.class));

  private static final long serialVersionUID = 1;

  private static final long DAY_MILLIS = 86_400_000;

  private transient ValueState<MeterState> states;
  private transient int sharedVersion;

  @Override
  public void open(OpenContext context) {
    states = getRuntimeContext().getState(new ValueStateDescriptor<>("meter", Types.GENERIC(MeterState.class)));
  }

  @Override
  public void processElement(MeterEvent event, ReadOnlyContext context, Collector<UsageRow> out) throws Exception {
    var state = states.value();
    if (state == null) {
      state = new MeterState();
      states.update(state);
      // That of the last watermark, which is the end of the input.
      context.timerService().registerEventTimeTimer(Long.MAX_VALUE);
    }
    if (event instanceof MeterReading reading) {
      if (state.keep(reading)) {
        context.timerService().registerEventTimeTimer(endOfDay(reading.at()));
      }
    } else if (event instanceof MeterChange change) {
      state.set(change);
    }
  }

  @Override
  public void processBroadcastElement(
      Tuple3<String, Long, String> change, Context context, Collector<UsageRow> out) throws Exception {
    var courses = context.getBroadcastState(SHARED);
    var course = courses.get(change.f0);
    if (course == null) {
      course = new Course();
    }
    course.set(change.f1, change.f2);
    courses.put(change.f0, course);
    sharedVersion++;
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<UsageRow> out) throws Exception {
    var state = states.value();
    var rows = new Collected(context, out);
    var shared = new Broadcast(context.getBroadcastState(SHARED));
    var watermark = context.timerService().currentWatermark();
    var next = state.work(watermark, shared, sharedVersion, rows);
    if (next != Long.MAX_VALUE) {
      context.timerService().registerEventTimeTimer(endOfDay(next));
    }
    if (time == Long.MAX_VALUE) {
      state.end(context.getCurrentKey(), rows);
    }
  }

  private static long endOfDay(long at) {
    return Math.floorDiv(at, DAY_MILLIS) * DAY_MILLIS + DAY_MILLIS - 1;
  }

  private record Broadcast(ReadOnlyBroadcastState<String, Course> state) implements SharedLookup {
    @Override
    public Optional<Course> of(Scope scope, Setting setting) {
      try {
        return Optional.ofNullable(state.get(SharedChange.key(scope, setting)));
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private final class Collected implements Rows {
    private final OnTimerContext context;
    private final Collector<UsageRow> out;

    Collected(OnTimerContext context, Collector<UsageRow> out) {
      this.context = context;
      this.out = out;
    }

    @Override
    public void usage(UsageRow row) {
      out.collect(row);
    }

    @Override
    public void alert(AlertRow row) {
      context.output(ALERTS, row);
    }
  }
}
