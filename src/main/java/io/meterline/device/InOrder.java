package io.meterline.device;

import io.meterline.MeterlineException;
import io.meterline.analysis.Analysis;
import io.meterline.analysis.Rows;
import io.meterline.block.Block;
import io.meterline.block.PackedBlock;
import io.meterline.block.SettledBlock;
import io.meterline.block.SettledBlockFormat;
import io.meterline.log.Reason;
import io.meterline.log.Rejection;
import io.meterline.settings.InForce;
import io.meterline.time.Epochs;
import io.meterline.time.Waiting;
import io.meterline.view.Row;
import io.meterline.wire.WireFormat;
import io.meterline.wire.WireInput;
import io.meterline.wire.WireOutput;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * Analyses the readings of a device in their order, epoch by epoch.
 *
 * <p>Keeps the readings of epochs that are not complete, and the state of each analysis. A row is written when it can no
 * longer change, and as it stands whenever no readings wait for the epoch that follows: so the last row of a day comes no
 * later than the epoch after it is over everywhere.
 */
public final class InOrder {
  private static final int VERSION = 1;

  private final String device;
  private final Held<SettledBlock> held;
  private final List<Course<?>> courses;
  private long revision;

  /** Takes what the analyses give. */
  public interface Output {
    void row(Row row);

    void rejected(Rejection rejection);
  }

  /** Nothing read yet of a device. */
  public InOrder(String device, List<Analysis<?>> analyses) {
    this(device, new Held<>(), analyses.stream().map(analysis -> Course.begin(analysis, device)).toList(), 0);
  }

  private InOrder(String device, Held<SettledBlock> held, List<? extends Course<?>> courses, long revision) {
    this.device = device;
    this.held = held;
    this.courses = List.copyOf(courses);
    this.revision = revision;
  }

  /** An analysis with its state of this device. */
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

    void fold(Block block, InForce inForce, Rows rows) {
      var i = 0;
      for (var run = 0; run < inForce.runs().size(); run++) {
        var settings = inForce.runs().get(run).settings();
        for (var until = inForce.until(run); i < block.size() && block.at(i) < until; i++) {
          if (block.counts(i)) {
            state = analysis.fold(state, block.reading(i), settings, rows);
          }
        }
      }
    }
  }

  /** Takes readings of an epoch. */
  public void add(SettledBlock block) {
    held.add(block.epoch(), block);
  }

  /**
   * The end of the first epoch that something waits for, epoch milliseconds UTC: when all readings before it are in,
   * {@link #complete} is to be called with it. Empty if nothing waits.
   */
  public OptionalLong waitsFor(Epochs epochs) {
    return held.firstEnd(epochs);
  }

  /**
   * All readings from before {@code time} are in: analyses those of every epoch that ends by it.
   *
   * @throws MeterlineException if a sum does not fit in a long
   */
  public void complete(long time, Epochs epochs, Output output) {
    revision++;
    var rows = new Rows(revision, output::row);
    try {
      while (Waiting.isBy(held.firstEnd(epochs), time)) {
        analyse(held.takeFirst().getValue(), rows, output);
      }
      if (!Waiting.isBy(held.firstEnd(epochs), time + epochs.millis())) {
        courses.forEach(course -> standing(course, rows));
      }
    } catch (ArithmeticException e) {
      throw overflow(time, e);
    }
  }

  private void analyse(List<SettledBlock> blocks, Rows rows, Output output) {
    // Blocks of one epoch carry the same settings.
    var inForce = blocks.get(0).inForce();
    var readings = blocks.stream().flatMap(settled -> settled.readings().stream()).map(PackedBlock::unpack);
    var block = Block.concat(readings.toList()).inOrder();
    courses.forEach(course -> course.fold(block, inForce, rows));
    for (var i = 0; i < block.size(); i++) {
      if (!block.counts(i)) {
        var detail = "a later reading of this device starts at " + block.reading(i).at();
        output.rejected(Rejection.of(block.logged(device, i), Reason.SUPERSEDED, detail));
      }
    }
  }

  private static <S> void standing(Course<S> course, Rows rows) {
    course.analysis.standing(course.state, rows);
  }

  private MeterlineException overflow(long time, ArithmeticException cause) {
    return new MeterlineException(
        "a sum over readings of device "
            + device
            + " before "
            + Instant.ofEpochMilli(time)
            + " does not fit in 64 bits; correct the readings or the price ("
            + cause.getMessage()
            + ")",
        cause);
  }

  /**
   * The bytes of the state of a device, of which the name is part.
   *
   * @param analyses those that the state is of, in their order
   */
  public record Format(List<Analysis<?>> analyses) implements WireFormat<InOrder> {
    @Override
    public void write(InOrder state, WireOutput out) {
      out.writeByte(VERSION);
      out.writeText(state.device);
      out.writeSigned(state.revision);
      state.held.write(new SettledBlockFormat(), out);
      for (var course : state.courses) {
        writeCourse(course, out);
      }
    }

    private static <S> void writeCourse(Course<S> course, WireOutput out) {
      course.analysis.write(course.state, out);
    }

    @Override
    public InOrder read(WireInput in) {
      in.expectVersion(VERSION);
      var device = in.readText();
      var revision = in.readSigned();
      var held = Held.read(new SettledBlockFormat(), in);
      var courses = new ArrayList<Course<?>>();
      for (var analysis : analyses) {
        courses.add(Course.read(analysis, device, in));
      }
      return new InOrder(device, held, courses, revision);
    }

    @Override
    public String toString() {
      return analyses.stream().map(analysis -> analysis.view().name()).collect(Collectors.joining(","));
    }
  }
}
