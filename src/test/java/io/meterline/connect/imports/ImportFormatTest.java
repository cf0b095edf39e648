package io.meterline.connect.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.connect.csv.TextFile;
import io.meterline.connect.formats.FormatOption;
import io.meterline.connect.formats.FormatOptions;
import io.meterline.connect.formats.MeterReading;
import io.meterline.connect.formats.MeterReading.Quality;
import io.meterline.connect.formats.ReadingFormat;
import io.meterline.connect.formats.ReadingOutput;
import io.meterline.connect.formats.ReadingOutput.Place;
import io.meterline.connect.imports.ImportRequest.Strictness;
import io.meterline.connect.imports.ImportRequest.Target;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an import makes of what a format finds. */
class ImportFormatTest {
  private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

  @TempDir private Path temp;
  private final List<String> notes = new ArrayList<>();

  /** Finds in every file an estimated reading, a measured one, one sent back, and three values to leave out. */
  private static final class Fixed implements ReadingFormat {
    @Override
    public String name() {
      return "fixed";
    }

    @Override
    public String title() {
      return "Fixed";
    }

    @Override
    public boolean matches(String start) {
      return true;
    }

    @Override
    public Set<FormatOption> options() {
      return Set.of();
    }

    @Override
    public void read(TextFile file, FormatOptions options, ReadingOutput out) {
      var place = new Place(1, () -> "");
      out.unit("Wh");
      out.unit("Wh");
      out.note("zone taken to be UTC");
      out.reading(MeterReading.of("m", START, 900, 1).of(Quality.ESTIMATED), place);
      out.note("zone taken to be UTC");
      out.reading(MeterReading.of("m", START.plusSeconds(900), 900, 2), place);
      out.reading(MeterReading.of("m/export", START, 900, 5), place);
      out.leftOut("reactive energy");
      out.leftOut("voltage");
      out.leftOut("reactive energy");
    }
  }

  @Test
  void theFormatIsSaidWithMetersUsualIntervalAndUnitAndItsNotesOnce() throws IOException {
    imported();
    var file = temp.resolve("f.txt");
    assertEquals(List.of(file + ": zone taken to be UTC", file + ": Fixed, 2 meters, 15 minutes, Wh"), notes);
  }

  @Test
  void whatIsEstimatedLeftOutAndSentBackIsCounted() throws IOException {
    var summary = imported();
    assertEquals(1, summary.counts().estimated());
    assertEquals(3, summary.counts().readings());
    assertEquals(List.of(new Finding(2, "reactive energy"), new Finding(1, "voltage")), summary.leftOut());
    assertEquals(BigInteger.valueOf(3), summary.readings().totals().milliwattHours());
    assertEquals(BigInteger.valueOf(5), summary.readings().totals().exportedMilliwattHours());
    assertTrue(!summary.needsAttention());
  }

  private ImportSummary imported() throws IOException {
    var file = Files.writeString(temp.resolve("f.txt"), "x");
    var request =
        new ImportRequest(
            List.of(file),
            Optional.empty(),
            Optional.of(new Fixed()),
            FormatOptions.NONE,
            Optional.empty(),
            new Target.New(temp.resolve("log")),
            Strictness.LENIENT);
    return Import.run(
        request,
        new Import.Observer() {
          @Override
          public void note(String text) {
            notes.add(text);
          }

          @Override
          public void done(Path path, long rows, long rejected) {}
        });
  }
}
