package io.meterline.bench.loops;

import io.meterline.engine.analysis.Analyses;
import io.meterline.engine.analysis.Analysis;
import io.meterline.engine.block.Block;
import io.meterline.engine.block.PackedBlock;
import io.meterline.engine.block.PackedBlocks;
import io.meterline.engine.block.WindowReadings;
import io.meterline.engine.device.InOrder;
import io.meterline.engine.device.SnapshotTimes;
import io.meterline.model.log.Rejection;
import io.meterline.model.settings.InForce;
import io.meterline.model.settings.SharedTimeline;
import io.meterline.model.settings.Timeline;
import io.meterline.model.view.Row;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** The inner loops on a month of one device, in nanoseconds a reading. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(DeviceMonth.READINGS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class DeviceLoops {
  private static final List<Analysis<?>> ANALYSES = Analyses.standard().all();

  private final DeviceMonth month = new DeviceMonth(DeviceMonth.Prices.FLAT);
  private final Block block = month.block();
  private final PackedBlock packed = PackedBlock.of(DeviceMonth.START, block);
  private final WindowReadings<Timeline> paired = month.paired();
  private final SharedTimeline shared = month.shared();
  private final InForce inForce = shared.forDevice(paired.settings(), paired.earliest());
  private final InForce withRates =
      new DeviceMonth(DeviceMonth.Prices.RATES).shared().forDevice(paired.settings(), paired.earliest());

  /** The block coder, there. */
  @Benchmark
  public PackedBlock packBlock() {
    return PackedBlock.of(DeviceMonth.START, block);
  }

  /** The block coder, and back. */
  @Benchmark
  public Block unpackBlock() {
    return new PackedBlocks(List.of(packed)).block();
  }

  /** What is in force for the device, of its own settings and the shared ones. */
  @Benchmark
  public InForce lookUpSettings() {
    return shared.forDevice(paired.settings(), paired.earliest());
  }

  /** All analyses, from packed readings with their settings to rows. */
  @Benchmark
  public void foldAnalyses(Blackhole rows) {
    fold(inForce, rows);
  }

  /** The same where energy is priced by local time and direction. */
  @Benchmark
  public void foldAnalysesWithRates(Blackhole rows) {
    fold(withRates, rows);
  }

  private void fold(InForce inForce, Blackhole rows) {
    var device = new InOrder("m1");
    device.add(new WindowReadings<>(DeviceMonth.START, paired.readings(), inForce));
    device.complete(
        DeviceMonth.WINDOWS.endOf(DeviceMonth.START),
        DeviceMonth.ARRIVALS,
        ANALYSES,
        SnapshotTimes.NEVER,
        new Rows(rows));
  }

  /** Takes rows and keeps none. */
  private record Rows(Blackhole hole) implements InOrder.Output {
    @Override
    public void row(Row row) {
      hole.consume(row);
    }

    @Override
    public void deleted(Row row) {
      hole.consume(row);
    }

    @Override
    public void overflowed(Row row) {}

    @Override
    public void corrected(int rows) {}

    @Override
    public void startedEmpty(Analysis<?> analysis) {}

    @Override
    public void rejected(Rejection rejection) {
      throw new IllegalStateException(rejection.toString());
    }
  }
}
