package io.meterline.engine.device;

import io.meterline.engine.analysis.Rows;
import io.meterline.engine.block.Block;
import io.meterline.engine.block.PackedBlock;
import io.meterline.engine.block.PackedBlocks;
import io.meterline.engine.block.WindowReadings;
import io.meterline.model.log.Reason;
import io.meterline.model.log.Rejection;
import io.meterline.model.settings.InForce;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/**
 * The readings of a device in one window, which may come in several blocks.
 *
 * @param blocks at least one
 */
record WindowFold(List<WindowReadings<InForce>> blocks) {
  /** Folds the readings, all of which start after those folded before. Rejects superseded ones. */
  void extend(AnalysisStates states, String device, Rows rows, Consumer<Rejection> superseded) {
    var packed = packed();
    if (packed.isIncreasing()) {
      states.fold(packed.readings(), settings(), rows);
      return;
    }
    var block = packed.block().inOrder();
    states.fold(block.withoutSuperseded().readings(), settings(), rows);
    rejectSuperseded(block, device, superseded);
  }

  /** The readings in order, superseded ones among them. Can be called only once. */
  Block inOrder() {
    return packed().block().inOrder();
  }

  /** The start of the earliest reading, epoch milliseconds UTC. */
  long earliest() {
    return blocks.stream().mapToLong(WindowReadings::earliest).min().orElseThrow();
  }

  /** The settings in force. Where those of two blocks overlap, they are equal, so those that start first are enough. */
  InForce settings() {
    return Collections.min(blocks, Comparator.comparingLong(block -> block.settings().start())).settings();
  }

  private PackedBlocks packed() {
    var packed = new ArrayList<PackedBlock>();
    blocks.forEach(settled -> packed.addAll(settled.readings()));
    return new PackedBlocks(packed);
  }

  /** Rejects the readings of a block that are superseded. */
  static void rejectSuperseded(Block block, String device, Consumer<Rejection> superseded) {
    for (var i = 0; i < block.size(); i++) {
      if (!block.counts(i)) {
        var detail = "a later reading of this device starts at " + block.reading(i).at();
        superseded.accept(Rejection.of(block.logged(device, i), Reason.SUPERSEDED, detail));
      }
    }
  }
}
