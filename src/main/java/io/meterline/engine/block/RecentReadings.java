package io.meterline.engine.block;

import io.meterline.model.log.Readings;
import io.meterline.model.wire.WireFormat;
import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Readings of one device in order, without superseded ones, kept compactly: in serialized blocks of {@value #PER_BLOCK} readings, except
 * for the last few. Appending readings takes time proportional to their number, however many there are.
 */
public final class RecentReadings {
  /** Enough for a serialized reading to take a few bytes, and few enough for a device that reads every half hour. */
  static final int PER_BLOCK = 32;

  private static final BlockFormat BLOCKS = new BlockFormat();

  private final ArrayDeque<Sealed> sealed;
  private Block open;
  private long last;

  private RecentReadings(Collection<Sealed> sealed, Block open, long last) {
    this.sealed = new ArrayDeque<>(sealed);
    this.open = open;
    this.last = last;
  }

  /**
   * A serialized block.
   *
   * @param last the start of its last reading, epoch milliseconds UTC
   * @param bytes the block in {@link BlockFormat}
   */
  private record Sealed(long last, byte[] bytes) {
    private Block block() {
      return BLOCKS.read(new WireInput(bytes));
    }
  }

  /** One or more readings in order, without superseded ones. */
  public static RecentReadings of(Block readings) {
    var recent = new RecentReadings(List.of(), Block.empty(0), Long.MIN_VALUE);
    recent.append(readings);
    return recent;
  }

  /** When the last reading starts, epoch milliseconds UTC. */
  public long last() {
    return last;
  }

  /** Appends one or more readings in order, without superseded ones, that start after {@link #last}. */
  public void append(Block readings) {
    last = readings.at(readings.size() - 1);
    open = open.size == 0 ? readings : Block.concat(List.of(open, readings));
    var from = 0;
    for (; open.size - from >= PER_BLOCK; from += PER_BLOCK) {
      sealed.addLast(seal(from, from + PER_BLOCK));
    }
    open = open.part(from, open.size);
  }

  private Sealed seal(int from, int to) {
    var out = new WireOutput();
    BLOCKS.write(open, from, to, out);
    return new Sealed(open.at(to - 1), out.toBytes());
  }

  /** All readings. */
  public Block all() {
    var blocks = new ArrayList<Block>(sealed.size() + 1);
    sealed.forEach(each -> blocks.add(each.block()));
    if (open.size > 0) {
      blocks.add(open);
    }
    return Block.concat(blocks);
  }

  /** Whether a reading is kept. */
  public boolean isEmpty() {
    return sealed.isEmpty() && open.size == 0;
  }

  /**
   * Removes readings from the start that start before a time, epoch milliseconds UTC, and returns them, in order; empty if none are
   * removed. Up to {@value #PER_BLOCK} of those before the time stay while later ones do.
   */
  public Optional<Readings> removeBefore(long time) {
    var removed = new ArrayList<Block>();
    while (!sealed.isEmpty() && sealed.getFirst().last < time) {
      removed.add(sealed.removeFirst().block());
    }
    if (last < time && open.size > 0) {
      removed.add(open);
      open = Block.empty(0);
    }
    return removed.isEmpty() ? Optional.empty() : Optional.of(Block.concat(removed).readings());
  }

  /** The wire format: the serialized blocks, each with the start of its last reading, then the other readings. */
  public static final class Format implements WireFormat<RecentReadings> {
    private static final long serialVersionUID = 1;
    private static final WireFormat<Sealed> SEALED = new SealedFormat();

    @Override
    public void write(RecentReadings recent, WireOutput out) {
      out.writeList(List.copyOf(recent.sealed), SEALED);
      out.writeSigned(recent.last);
      out.writeFlag(recent.open.size > 0);
      if (recent.open.size > 0) {
        BLOCKS.write(recent.open, out);
      }
    }

    @Override
    public RecentReadings read(WireInput in) {
      var sealed = in.readList(SEALED);
      var last = in.readSigned();
      return new RecentReadings(sealed, in.readFlag() ? BLOCKS.read(in) : Block.empty(0), last);
    }
  }

  private static final class SealedFormat implements WireFormat<Sealed> {
    private static final long serialVersionUID = 1;

    @Override
    public void write(Sealed one, WireOutput out) {
      out.writeSigned(one.last);
      out.writeBytes(one.bytes);
    }

    @Override
    public Sealed read(WireInput in) {
      return new Sealed(in.readSigned(), in.readBytes());
    }
  }
}
