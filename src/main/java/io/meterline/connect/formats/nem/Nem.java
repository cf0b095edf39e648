package io.meterline.connect.formats.nem;

import io.meterline.connect.formats.FormatOption;
import io.meterline.connect.formats.FormatOptions;
import io.meterline.connect.formats.ReadingFormat;
import io.meterline.connect.formats.ReadingOutput;
import io.meterline.connect.csv.TextFile;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * NEM12 and NEM13, in which Australian meter data providers hand out readings: AEMO's Meter Data File Format Specification NEM12 &
 * NEM13 ("MDFF"). A file may have several of what a provider writes, one after the other, and may lack the 100 and 900 records.
 *
 * <p>Times are in UTC+10 without daylight saving unless the user names a zone. In a zone in which clocks change, a day must have as
 * many values as it has intervals. Registers are told by their NMISuffix: E registers of a meter are the device {@code NMI}, B
 * registers {@code NMI/export}, or negative in {@code NMI}. Each device is the sum of its registers, rounded register by register,
 * unless the user wants them apart, as {@code NMI/E1}. Others are left out: reactive energy, check meters, averages and net values.
 *
 * <p>Quality {@code A} is measured; {@code E}, {@code S} and {@code F} are estimated; {@code N} is no value. A reading was logged at
 * UpdateDateTime, the latest of what is added up. One before the end of the interval is not used, as its value was not known then. Of
 * several 300 records of a register and day, the one that was last updated counts. A 250 record of NEM13 is one reading, from the
 * previous to the current read, of its Quantity.
 *
 * <p>Holds the days of one meter at a time, those that wait for a register which NMIConfiguration names, and all 250 records.
 */
public final class Nem implements ReadingFormat {
  private static final Pattern START =
      Pattern.compile(
          "(?i)\\s*+(\"?100\"?\\s*,\\s*\"?NEM1[23]\\b|\"?200\"?(,[^,\\r\\n]*){7},\\s*\"?[0-9]{1,4}\"?\\s*([,\\r\\n]|$)"
              + "|\"?250\"?(,[^,\\r\\n]*){19})");

  @Override
  public String name() {
    return "nem12";
  }

  @Override
  public String title() {
    return "NEM12/NEM13";
  }

  @Override
  public boolean matches(String start) {
    return START.matcher(start).lookingAt();
  }

  @Override
  public Set<FormatOption> options() {
    return EnumSet.of(FormatOption.ZONE, FormatOption.DEVICE, FormatOption.REGISTERS, FormatOption.EXPORT);
  }

  @Override
  public void read(TextFile file, FormatOptions options, ReadingOutput out) throws IOException {
    new NemReader(file, options, out).read();
  }
}
