package io.meterline.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.app.memory.InMemoryRunner;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.Position;
import io.meterline.model.settings.PackedChanges;
import io.meterline.model.time.Known;
import io.meterline.model.time.Windows;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithTimestamps;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How own changes leave the check: packed in a replay, at once live. */
class CheckChangesTest implements Serializable {
  private static final long serialVersionUID = 1;
  private static final Rules RULES = new Rules(Known.NOW, Duration.ofDays(1), Windows.of(Duration.ofDays(1)));
  private static final int EACH = 150_000;

  /** The changes of each element, and the time of the element. Steps run in this process. */
  private static final List<KV<PackedChanges, Instant>> SEEN = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void forget() {
    SEEN.clear();
  }

  private static final class SeenFn extends DoFn<KV<String, DeviceEvent>, Void> {
    private static final long serialVersionUID = 1;

    @ProcessElement
    public void see(@Element KV<String, DeviceEvent> element, @Timestamp Instant time) {
      element.getValue().take(readings -> {}, changes -> SEEN.add(KV.of(changes, time)));
    }
  }

  /** Outputs many changes of three devices for each number, so that they are in one bundle of the next step. */
  private static final class ManyFn extends DoFn<Integer, LoggedChange> {
    private static final long serialVersionUID = 1;

    @ProcessElement
    public void many(@Element Integer partition, OutputReceiver<LoggedChange> out) {
      IntStream.range(0, EACH).forEach(offset -> out.output(change(partition, offset)));
    }
  }

  private static LoggedChange change(int partition, long offset) {
    var at = java.time.Instant.ofEpochMilli(1_000_000 + offset);
    var position = new Position(at, partition, offset);
    return new LoggedChange("device:m" + offset % 3, "plan", "SET", "p" + offset, at, Optional.empty(), Optional.empty(), position);
  }

  private static Pipeline pipeline() {
    var options = PipelineOptionsFactory.create();
    options.setRunner(InMemoryRunner.class);
    return Pipeline.create(options);
  }

  private static List<Position> positions() {
    return SEEN.stream()
        .flatMap(seen -> seen.getKey().changes(RULES.changes()).stream())
        .map(change -> change.position())
        .sorted()
        .toList();
  }

  @Test
  void theChangesOfAReplayLeaveTogetherAndNoneIsMissingHoweverManyThereAre() {
    var partitions = Runtime.getRuntime().availableProcessors();
    var pipeline = pipeline();
    pipeline
        .apply(Create.of(IntStream.range(0, partitions).boxed().toList()))
        .apply(ParDo.of(new ManyFn()))
        .setCoder(Coders.loggedChange())
        .apply(new CheckChanges(RULES))
        .get(CheckChanges.OWN)
        .apply(ParDo.of(new SeenFn()));
    pipeline.run().waitUntilFinish();
    var expected =
        IntStream.range(0, partitions)
            .boxed()
            .flatMap(partition -> IntStream.range(0, EACH).mapToObj(offset -> change(partition, offset).position()))
            .sorted()
            .toList();
    assertEquals(expected, positions());
    assertTrue(SEEN.size() <= partitions * 6, SEEN.size() + " elements");
  }

  @Test
  void aLiveChangeLeavesAtOnceWithItsTime() {
    var changes = List.of(change(0, 3), change(0, 6), change(0, 9));
    var pipeline = pipeline();
    pipeline
        .apply(Create.of(changes).withCoder(Coders.loggedChange()))
        .apply(WithTimestamps.of(change -> Instant.ofEpochMilli(change.effectiveAt().toEpochMilli())))
        .apply(new CheckChanges(RULES))
        .get(CheckChanges.OWN)
        .apply(ParDo.of(new SeenFn()));
    pipeline.run().waitUntilFinish();
    assertEquals(List.of(1_000_003L, 1_000_006L, 1_000_009L), SEEN.stream().map(seen -> seen.getValue().getMillis()).sorted().toList());
    assertEquals(changes.stream().map(LoggedChange::position).toList(), positions());
  }
}
