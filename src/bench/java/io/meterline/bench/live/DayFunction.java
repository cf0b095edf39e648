package io.meterline.bench.live;

import io.meterline.model.log.Reading;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple4;
import org.apache.flink.api.java.tuple.Tuple5;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Adds up the days of a device: keeps its readings until the watermark has passed their window, then prices them in
 * order, by its plans from its state and the plans' prices from broadcast state.
 */
final class DayFunction
    extends KeyedBroadcastProcessFunction<
        String, Tuple5<String, Long, Integer, Long, String>, Tuple4<String, Long, Long, String>, UsageOfDay> {
  static final MapStateDescriptor<String, KnownVersions> PRICES =
      new MapStateDescriptor<>("prices", Types.STRING, Types.GENERIC(KnownVersions.class));

  private static final long serialVersionUID = 1;

  private static final long WINDOW = LiveContender.WINDOW.toMillis();

  private transient ValueState<DeviceDays> devices;

  @Override
  public void open(OpenContext context) {
    devices = getRuntimeContext().getState(new ValueStateDescriptor<>("device", Types.GENERIC(DeviceDays.class)));
  }

  @Override
  public void processElement(
      Tuple5<String, Long, Integer, Long, String> event, ReadOnlyContext context, Collector<UsageOfDay> out)
      throws Exception {
    var device = devices.value();
    if (device == null) {
      device = new DeviceDays();
      devices.update(device);
    }
    if (event.f2 == LiveFlinkByHand.PLAN) {
      device.onPlan(event.f1, event.f3, event.f4);
    } else {
      device.keep(new Reading(event.f1, event.f2, event.f3));
      // A late reading is worked on at the end of the window that is open.
      var due = Math.max(event.f1, context.timerService().currentWatermark() + 1);
      context.timerService().registerEventTimeTimer(endOfWindow(due));
    }
  }

  @Override
  public void processBroadcastElement(Tuple4<String, Long, Long, String> change, Context context, Collector<UsageOfDay> out)
      throws Exception {
    var prices = context.getBroadcastState(PRICES);
    var versions = Optional.ofNullable(prices.get(change.f0)).orElseGet(KnownVersions::new);
    versions.set(change.f1, change.f2, change.f3);
    prices.put(change.f0, versions);
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<UsageOfDay> out) throws Exception {
    var prices = context.getBroadcastState(PRICES);
    devices
        .value()
        .work(context.timerService().currentWatermark(), (plan, at) -> price(prices, plan, at))
        .forEach((date, sums) -> out.collect(sums.row(context.getCurrentKey(), date)));
  }

  private static OptionalLong price(ReadOnlyBroadcastState<String, KnownVersions> prices, String plan, long at) {
    try {
      return Optional.ofNullable(prices.get(plan))
          .flatMap(versions -> versions.at(at))
          .map(price -> OptionalLong.of(Long.parseLong(price)))
          .orElse(OptionalLong.empty());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static long endOfWindow(long at) {
    return Math.floorDiv(at, WINDOW) * WINDOW + WINDOW - 1;
  }
}
