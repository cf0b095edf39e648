package io.meterline.connect.formats;

import io.meterline.connect.csv.TextFile;
import java.io.IOException;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

/** A format of files of readings. Has no state: what it knows of a file is local to {@link #read}. */
public interface ReadingFormat {
  /** Its name on the command line, such as {@code nem12}. */
  String name();

  /** Its name for people, such as {@code NEM12}. */
  String title();

  /**
   * Whether a file is in this format.
   *
   * @param start the start of its text, see {@link TextFile#start()}
   */
  boolean matches(String start);

  /** The time zone of its times, unless the user names another; empty if it has none of its own, or its clocks are not changed. */
  default Optional<ZoneId> zone() {
    return Optional.empty();
  }

  /** The options that it uses. It is given no others: see {@link FormatOptions#only}. */
  Set<FormatOption> options();

  /**
   * Reads a file: passes each reading, and each part of the file that cannot be one, in the order of the file.
   *
   * @throws io.meterline.model.MeterlineException if the file as a whole is not in this format, or needs an option; the one-line message
   *     names the file and what to do
   * @throws IOException if the file cannot be read
   */
  void read(TextFile file, FormatOptions options, ReadingOutput out) throws IOException;
}
