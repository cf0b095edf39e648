package io.meterline.app.launch;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.meterline.model.MeterlineException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Where a replay runs, by the size of its log. */
class ReplayRunnerTest {
  private static final OptionalLong FEW = OptionalLong.of(1000);

  /** More than fit in the memory of any machine. */
  private static final OptionalLong MANY = OptionalLong.of(1_000_000_000_000_000L);

  private static String runner(List<String> given, OptionalLong readings) {
    return Runners.options(ReplayRunner.of(given, readings).options()).getRunner().getSimpleName();
  }

  private static Optional<String> notice(List<String> given, OptionalLong readings) {
    return ReplayRunner.of(given, readings).notice();
  }

  @Test
  void aLogThatFitsInMemoryIsReplayedThereWithoutANotice() {
    assertEquals("InMemoryRunner", runner(List.of(), FEW));
    assertEquals(Optional.empty(), notice(List.of(), FEW));
  }

  @Test
  void aLogThatDoesNotFitIsReplayedOnFlinkAndTheNoticeNamesTheOption() {
    assertEquals("FlinkRunner", runner(List.of(), MANY));
    assertEquals(
        Optional.of("1,000,000,000,000,000 readings may not fit in memory: replaying on Flink, as with --runner=FlinkRunner"),
        notice(List.of(), MANY));
  }

  @Test
  void aLogOfUnknownSizeIsReplayedOnFlink() {
    assertEquals("FlinkRunner", runner(List.of(), OptionalLong.empty()));
  }

  @Test
  void theRunnerAndTheOptionsOfTheUserAreKept() {
    assertEquals("DirectRunner", runner(List.of("--runner=DirectRunner"), FEW));
    assertEquals(Optional.empty(), notice(List.of("--runner=DirectRunner"), FEW));
    assertEquals("FlinkRunner", runner(List.of("--runner=FlinkRunner"), FEW));
    assertEquals(
        List.of("--runner=FlinkRunner", "--parallelism=7"), ReplayRunner.of(List.of("--parallelism=7"), MANY).options());
  }

  @Test
  void aLogThatIsLargeForTheDirectRunnerIsSaidToBe() {
    assertEquals(
        Optional.of(
            "5,000,000 readings are many for the Direct runner, which is made for tests: leave out --runner, or name"
                + " --runner=FlinkRunner"),
        notice(List.of("--runner=DirectRunner"), OptionalLong.of(5_000_000)));
  }

  @Test
  void aWholeReplayThatMustRunInMemoryIsRefusedIfItsLogDoesNotFit() {
    assertDoesNotThrow(() -> ReplayRunner.requireMemory(FEW));
    assertEquals(
        "1,000,000,000,000,000 readings may not fit in memory, and must all be replayed: add --runner=FlinkRunner, or memory, as"
            + " with METERLINE_JAVA_OPTS=-Xmx8g",
        assertThrows(MeterlineException.class, () -> ReplayRunner.requireMemory(MANY)).getMessage());
  }
}
