package io.meterline.bench;

import java.nio.file.Path;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Flink's DataStream API as an expert would use it: streaming, in event time, two of everything.
 *
 * <p>In its favour: no checkpoints; state on the heap, as objects that are never copied; object reuse; devices are
 * known by a number, and an event is sent in a few bytes by a serializer of its own; readings are read straight from
 * the columns, and each subtask merges its partitions, so that they come in order and watermarks are never late; rows
 * are summed up where they arise rather than written. As a result that does not depend on the order of arrival needs
 * it, a reading waits for the watermark, a day of a device at a time; settings come before the readings of their
 * subtask.
 */
public final class FlinkByHand {
  private static final OutputTag<Tuple3<String, Long, String>> SHARED =
      new OutputTag<>("shared", Types.TUPLE(Types.STRING, Types.LONG, Types.STRING));

  private FlinkByHand() {}

  /** Works on the log: {@code DATA OUT}. */
  public static void main(String[] args) {
    Contender.run(args, FlinkByHand::totals);
  }

  /** The sums of all rows that come of a log. */
  static RowTotals totals(Path data) throws Exception {
    var flink = StreamExecutionEnvironment.createLocalEnvironment(2, LoopbackFlink.configuration());
    flink.getConfig().enableObjectReuse();
    var watermarks = WatermarkStrategy.<LogEvent>forMonotonousTimestamps();
    var type = TypeInformation.of(LogEvent.class);
    var events =
        flink
            .fromSource(LogFeed.source(data.toString()), watermarks, "log", type)
            .process(new Sorted())
            .returns(new MeterEventType());
    var shared = events.getSideOutput(SHARED).broadcast(MeterFunction.SHARED);
    var usage =
        events
            .keyBy(MeterEvent::meter, Types.LONG)
            .connect(shared)
            .process(new MeterFunction(), Types.GENERIC(UsageRow.class));
    usage.addSink(new TotalsSink<>("usage", RowTotals::usage));
    usage.getSideOutput(MeterFunction.ALERTS).addSink(new TotalsSink<>("alerts", RowTotals::alert));
    var result = flink.execute("by hand");
    var totals = new RowTotals();
    totals.add(result.<RowTotals>getAccumulatorResult("usage"));
    totals.add(result.<RowTotals>getAccumulatorResult("alerts"));
    return totals;
  }

  /** Tells shared settings from what is of one meter. */
  private static final class Sorted extends ProcessFunction<LogEvent, MeterEvent> {
    private static final long serialVersionUID = 1;

    @Override
    public void processElement(LogEvent event, Context context, Collector<MeterEvent> out) {
      if (event instanceof MeterEvent ofMeter) {
        out.collect(ofMeter);
      } else if (event instanceof SharedChange change) {
        context.output(SHARED, Tuple3.of(change.key(), change.from(), change.value()));
      }
    }
  }
}
