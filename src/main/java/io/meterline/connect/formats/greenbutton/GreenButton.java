package io.meterline.connect.formats.greenbutton;

import io.meterline.connect.formats.FormatOption;
import io.meterline.connect.formats.FormatOptions;
import io.meterline.connect.formats.ReadingFormat;
import io.meterline.connect.formats.ReadingOutput;
import io.meterline.connect.csv.TextFile;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

/**
 * Green Button: readings as XML, by the Energy Services Provider Interface (NAESB REQ.21, "ESPI"), in an Atom feed.
 *
 * <p>A UsagePoint is a device, named by {@code --device}, by its meter, its title, or the last part of its link. Times are seconds
 * since 1970 in UTC. Energy (uom 72) and mean power (uom 38) are read, times ten to the power that the ReadingType gives. A reading's
 * own duration wins over the intervalLength of its ReadingType. Energy delivered, or without a flowDirection, and net energy are {@code
 * METER}; energy received is {@code METER/export}, or negative in {@code METER}. A second kind of readings in one direction, such as
 * daily sums beside hours, is apart as {@code METER/ID}. Values of counters (bulkQuantity, cumulative, summation) are reads at the
 * end of their timePeriod; energy received has a counter of its own, also where it is subtracted. Other units and directions, maxima
 * and minima are left out. Costs, summaries and tzOffset are not used.
 *
 * <p>Readings were logged when their entry was {@code updated}, unless that is before the end of the interval: such a time is that of
 * a template, or of an empty entry made ahead.
 *
 * <p>Entries may come in any order. They are joined by their links; without links, if there is only one that can be meant. Readings
 * whose ReadingType or UsagePoint is not known yet are held in columns.
 *
 * <p>XML that is not well-formed, such as a file that is cut off, is an error of the file as a whole, as nothing says what is missing.
 * So is a document type definition, which could name other files.
 */
public final class GreenButton implements ReadingFormat {
  @Override
  public String name() {
    return "green-button";
  }

  @Override
  public String title() {
    return "Green Button XML";
  }

  @Override
  public boolean matches(String start) {
    return start.stripLeading().startsWith("<")
        && (start.contains("naesb.org/espi") || start.contains("IntervalBlock>") || start.contains("UsagePoint>"));
  }

  @Override
  public Set<FormatOption> options() {
    return EnumSet.of(FormatOption.DEVICE, FormatOption.INTERVAL, FormatOption.EXPORT, FormatOption.MAX_WATTS);
  }

  @Override
  public void read(TextFile file, FormatOptions options, ReadingOutput out) throws IOException {
    var feed = new EspiFeed(file.path(), options, out);
    new EspiParser(file, out, feed::add).parse();
    feed.finish();
  }
}
