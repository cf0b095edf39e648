package io.meterline.connect.formats.portal;

import io.meterline.connect.formats.FormatOption;
import io.meterline.connect.formats.FormatOptions;
import io.meterline.connect.formats.ReadingFormat;
import io.meterline.connect.formats.ReadingOutput;
import io.meterline.connect.csv.CsvRecords;
import io.meterline.connect.csv.CsvShape;
import io.meterline.connect.csv.TextFile;
import io.meterline.connect.formats.portal.EnedisSection.Layout;
import java.io.IOException;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Files of Enedis, the grid operator of most of France, in all layouts that its sites have handed out: the load curve of mean watts
 * stamped at the end of each interval with an offset, and the daily index, after rows that say what follows ({@code Identifiant PRM;Type
 * de donnees;...}); the detailed rows of flow R63; and the newer {@code Debut;Fin;Valeur (en kW)} and {@code Date;Valeur (en kWh)}.
 */
public final class Enedis implements ReadingFormat {
  private static final CsvShape SEMICOLONS = new CsvShape(';', 0);

  @Override
  public String name() {
    return "enedis";
  }

  @Override
  public String title() {
    return "Enedis load curve CSV";
  }

  @Override
  public Optional<ZoneId> zone() {
    return Optional.of(EnedisRows.PARIS);
  }

  @Override
  public boolean matches(String start) {
    return Heading.find(start, Enedis::isHeading).isPresent();
  }

  private static boolean isHeading(Heading heading) {
    return heading.has(EnedisSection.PRM)
        || EnedisSection.of(heading, Map.of()).filter(section -> section.layout() != Layout.OTHER).isPresent();
  }

  @Override
  public Set<FormatOption> options() {
    return EnumSet.of(
        FormatOption.ZONE,
        FormatOption.DEVICE,
        FormatOption.INTERVAL,
        FormatOption.EXPORT,
        FormatOption.MAX_WATTS,
        FormatOption.STAMP);
  }

  @Override
  public void read(TextFile file, FormatOptions options, ReadingOutput out) throws IOException {
    var shape = Heading.find(file.start(), Enedis::isHeading).map(found -> new CsvShape(found.shape().delimiter(), 0)).orElse(SEMICOLONS);
    new EnedisRows(file.path(), options, out).read(new CsvRecords(file, shape));
  }
}
