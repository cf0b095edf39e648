package io.meterline.bench.live;

import io.meterline.model.settings.Scope;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple5;

/**
 * Flink's DataStream API, live, as an expert would use it: in event time, a window of a second at a time, prices in
 * broadcast state, plans in the state of their device.
 *
 * <p>In its favour: no checkpoints; state on the heap, as objects that are never copied; object reuse; readings that
 * are late are added to their day when they come, and rows are published once a window if they changed. A change of the
 * past that a later one has overtaken is left out.
 */
public final class LiveFlinkByHand {
  /** In the place of a reading's seconds: the event is a version of its device's plan, with its effective time as energy. */
  static final int PLAN = -1;

  private static final TypeInformation<Tuple5<String, Long, Integer, Long, String>> EVENT =
      Types.TUPLE(Types.STRING, Types.LONG, Types.INT, Types.LONG, Types.STRING);

  private LiveFlinkByHand() {}

  /** Runs until it is stopped: {@code BOOTSTRAP}. */
  public static void main(String[] args) throws Exception {
    var bootstrap = args[0];
    var flink = LiveFlink.environment();
    var prices = LogSources.versions(flink, bootstrap, Scope.Level.PLAN).broadcast(DayFunction.PRICES);
    var plans =
        LogSources.versions(flink, bootstrap, Scope.Level.DEVICE)
            .map(version -> Tuple5.of(version.f0, version.f1, PLAN, version.f2, version.f3))
            .returns(EVENT);
    LogSources.readings(flink, bootstrap)
        .map(reading -> Tuple5.of(reading.f0, reading.f1, reading.f2, reading.f3, ""))
        .returns(EVENT)
        .union(plans)
        .keyBy(event -> event.f0, Types.STRING)
        .connect(prices)
        .process(new DayFunction(), Types.GENERIC(UsageOfDay.class))
        .addSink(new RowSink(bootstrap));
    flink.execute("live, by hand");
  }
}
