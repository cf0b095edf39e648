package io.meterline.connect.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.connect.files.LocalFolder;
import io.meterline.engine.analysis.Alerts;
import io.meterline.engine.analysis.Analyses;
import io.meterline.engine.analysis.DeviceDays;
import io.meterline.engine.device.SnapshotTimes;
import io.meterline.engine.device.Snapshots;
import io.meterline.model.MeterlineException;
import io.meterline.model.time.Known;
import io.meterline.model.time.Windows;
import io.meterline.model.view.Bytes;
import io.meterline.model.view.Row;
import io.meterline.pipeline.Rules;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots in the archive of live runs, on a disk. */
class DeviceSnapshotsTest {
  private static final long DAY = Duration.ofDays(1).toMillis();

  @TempDir private Path archive;
  private DeviceSnapshots snapshots;

  @BeforeEach
  void begin() {
    snapshots = of(Duration.ofHours(1), Duration.ZERO, Analyses.standard());
    snapshots.begin();
  }

  @Test
  void theNewestRowOfEachDeviceUpToTheNewestCompleteTimeIsRead() {
    write(1, 0, row("a", 1, 11), row("silent", 1, 12));
    write(1, 1, row("b", 1, 13));
    snapshots.complete(DAY);
    write(2, 0, row("a", 2, 21));
    snapshots.complete(2 * DAY);
    write(3, 0, row("a", 3, 31));
    assertEquals(Map.of("a", 21, "silent", 12, "b", 13), newest());
    assertEquals(2 * DAY, snapshots.newest().orElseThrow().time());
    snapshots.complete(3 * DAY);
    assertEquals(Map.of("a", 31, "silent", 12, "b", 13), newest());
  }

  @Test
  void rowsThatAreWrittenAgainChangeNothing() throws Exception {
    write(1, 0, row("a", 1, 11), row("b", 1, 12));
    snapshots.complete(DAY);
    var before = Files.getLastModifiedTime(file("-b0.parquet"));
    write(1, 0, row("b", 1, 12));
    assertEquals(before, Files.getLastModifiedTime(file("-b0.parquet")));
    assertEquals(Map.of("a", 11, "b", 12), newest());
  }

  @Test
  void withoutACompleteTimeThereAreNone() {
    write(1, 0, row("a", 1, 11));
    assertEquals(Optional.empty(), snapshots.newest());
  }

  @Test
  void otherRulesTimingOrAnalysesHaveOtherSnapshots() {
    write(1, 0, row("a", 1, 11));
    snapshots.complete(DAY);
    var others =
        List.of(
            of(Duration.ofHours(2), Duration.ZERO, Analyses.standard()),
            of(Duration.ofHours(1), Duration.ofSeconds(1), Analyses.standard()),
            of(Duration.ofHours(1), Duration.ZERO, new Analyses(List.of(new Alerts()), new DeviceDays())));
    for (var other : others) {
      assertNotEquals(snapshots.id(), other.id());
      assertEquals(Optional.empty(), other.newest());
    }
  }

  @Test
  void aMissingOrDamagedFileIsNoticedAlsoOfAnEarlierTime() throws Exception {
    write(1, 0, row("a", 1, 11));
    snapshots.complete(DAY);
    write(2, 0, row("b", 2, 21));
    snapshots.complete(2 * DAY);
    var file = file("-b0.parquet");
    var bytes = Files.readAllBytes(file);
    var refused = 0;
    for (var i = 0; i < bytes.length; i += 7) {
      var damaged = bytes.clone();
      damaged[i] ^= 1;
      Files.write(file, damaged);
      // Some bytes of a file mean nothing to a reader.
      refused += isRefused(file.getFileName().toString(), Map.of("a", 11, "b", 21)) ? 1 : 0;
    }
    assertTrue(refused > bytes.length / 7 * 3 / 4, refused + " of " + bytes.length / 7);
    Files.delete(file);
    assertTrue(refusal().endsWith("19700102T000000.000-b0.parquet is missing"), refusal());
    Files.write(file, bytes);
    assertEquals(Map.of("a", 11, "b", 21), newest());
    Files.delete(file(".complete"));
    assertTrue(refusal().endsWith("19700102T000000.000.complete is missing"), refusal());
  }

  @Test
  void aDamagedMarkerIsNoticed() throws Exception {
    write(1, 0, row("a", 1, 11));
    snapshots.complete(DAY);
    write(2, 0, row("a", 2, 21), row("b", 2, 22));
    snapshots.complete(2 * DAY);
    write(3, 0, row("c", 3, 31));
    snapshots.complete(3 * DAY);
    var marker = Path.of(snapshots.folder().path("19700104T000000.000.complete"));
    var bytes = Files.readAllBytes(marker);
    for (var bit = 0; bit < 8 * bytes.length; bit++) {
      var damaged = bytes.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(marker, damaged);
      assertThrows(MeterlineException.class, snapshots::newest, new String(damaged, StandardCharsets.ISO_8859_1));
    }
    for (var length = 0; length < bytes.length - 1; length++) {
      Files.write(marker, Arrays.copyOf(bytes, length));
      assertThrows(MeterlineException.class, snapshots::newest, new String(bytes, 0, length, StandardCharsets.UTF_8));
    }
    Files.write(marker, bytes);
    assertEquals(Map.of("a", 21, "b", 22, "c", 31), newest());
  }

  @Test
  void aFileThatAnotherRunReplacedIsNotUsedBeforeThatRunHasCompletedTheTime() throws Exception {
    write(1, 0, row("a", 1, 11));
    write(1, 1, row("b", 1, 12));
    snapshots.complete(DAY);
    var bytes = Files.size(file("-b0.parquet"));
    write(1, 0, row("a", 1, 21));
    assertEquals(bytes, Files.size(file("-b0.parquet")));
    assertTrue(refusal().endsWith("19700102T000000.000-b0.parquet is not the one that was complete"), refusal());
    write(1, 1, row("b", 1, 22));
    snapshots.complete(DAY);
    assertEquals(Map.of("a", 21, "b", 22), newest());
    write(1, 2, row("c", 1, 23));
    assertTrue(refusal().endsWith("19700102T000000.000-b2.parquet was not there when the time was complete"), refusal());
    snapshots.complete(DAY);
    assertEquals(Map.of("a", 21, "b", 22, "c", 23), newest());
  }

  private DeviceSnapshots of(Duration lateness, Duration wait, Analyses analyses) {
    var rules = new Rules(Known.THEN, lateness, Windows.of(Duration.ofMinutes(1))).withSnapshots(new SnapshotTimes(DAY));
    return DeviceSnapshots.of(new LocalFolder(archive), rules, wait, Duration.ZERO, analyses);
  }

  private void write(int day, int bucket, Row... rows) {
    snapshots.write(day * DAY, bucket, List.of(rows));
  }

  private static Row row(String device, int day, int state) {
    var at = Instant.ofEpochMilli(day * DAY);
    return Snapshots.VIEW.row(7, device, at, at.minusMillis(1), Bytes.owning(new byte[] {(byte) state}));
  }

  private Map<String, Integer> newest() {
    var states = new TreeMap<String, Integer>();
    snapshots
        .newest()
        .orElseThrow()
        .read(row -> states.put((String) row.get(0), (int) ((Bytes) row.get(Snapshots.VIEW.indexOf("state"))).array()[0]));
    return states;
  }

  /** Whether a read is refused; fails if it is not, and has other rows. */
  private boolean isRefused(String file, Map<String, Integer> rows) {
    try {
      assertEquals(rows, newest());
      return false;
    } catch (MeterlineException e) {
      assertTrue(e.getMessage().contains(file), e.getMessage());
      return true;
    }
  }

  private String refusal() {
    return assertThrows(MeterlineException.class, snapshots::newest).getMessage();
  }

  /** The file of the first day. */
  private Path file(String suffix) {
    return Path.of(snapshots.folder().path("19700102T000000.000" + suffix));
  }
}
