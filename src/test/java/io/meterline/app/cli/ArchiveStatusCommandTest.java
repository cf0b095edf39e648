package io.meterline.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.connect.archive.LiveArchive;
import io.meterline.connect.archive.LogIdentity;
import io.meterline.connect.archive.TimeSlices;
import io.meterline.connect.kafka.log.TestLog;
import io.meterline.connect.kafka.topics.TestTopics;
import io.meterline.connect.kafka.topics.Topics;
import io.meterline.model.log.Kind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveStatusCommandTest {
  @TempDir private static Path folder;

  @Test
  void itSaysHowFarBehindTheArchiveIsAndWhatIsInNeither() throws Exception {
    try (var log = new TestLog(folder.resolve("broker"), 1); var admin = log.cluster().admin()) {
      var archive = folder.resolve("archive");
      LiveArchive.open(archive, LogIdentity.of(admin), new TimeSlices(Duration.ofMinutes(5)));
      var first = log.sendAll(Kind.READING, 0, List.of(event("a"), event("b"), event("c"))).get(0);
      var logged = Instant.ofEpochMilli(first.timestamp());
      var status = status(log, archive);
      assertEquals(
          """
          topic               partition  archived to  kafka from  kafka to  behind  waiting since
          meterline.readings  0          0            0           3         3       %s
          meterline.settings  0          0            0           0         0       -
          """
              .formatted(logged),
          status.out().replaceAll(" +(?=" + logged + ")", "       "));
      assertEquals(0, status.exitCode(), status::err);

      TestTopics.deleteBefore(admin, Topics.READINGS, 2);
      var gap = status(log, archive);
      assertEquals(1, gap.exitCode(), gap::out);
      assertEquals(
          "meterline: meterline.readings-0: the archive "
              + archive
              + " does not have the event with offset 0, but Kafka begins at offset 2: offsets 0 to 1 are in neither\n",
          gap.err());
      assertTrue(gap.out().contains("meterline.readings  0          0            2           3         1       "), gap.out());

      var refused = status(log, Files.createDirectory(folder.resolve("none")));
      assertEquals(2, refused.exitCode());
      assertEquals("meterline: archive " + folder.resolve("none") + ": is not the archive of a live run\n", refused.err());

      TestTopics.delete(admin, Topics.SETTINGS);
      assertEquals(0, CommandRun.of("topics", "--bootstrap", log.cluster().bootstrap()).exitCode());
      var anew = status(log, archive);
      assertEquals(2, anew.exitCode());
      assertEquals(
          "meterline: the archive " + archive + " holds another log: other topics, or those of another cluster; name a new folder\n", anew.err());
      var run = CommandRun.of("run", "--kafka", log.cluster().bootstrap(), "--archive", archive);
      assertEquals(2, run.exitCode());
      assertEquals(anew.err(), run.err());
    }
  }

  private static CommandRun status(TestLog log, Path archive) {
    return CommandRun.of("archive", "status", archive, "--bootstrap", log.cluster().bootstrap());
  }

  private static byte[] event(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
