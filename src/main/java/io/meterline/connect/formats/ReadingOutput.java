package io.meterline.connect.formats;

import java.util.function.Supplier;

/** Receives what a {@link ReadingFormat} finds in a file. */
public interface ReadingOutput {
  /** Receives a reading. */
  void reading(MeterReading reading, Place place);

  /**
   * Receives a part of the file, usually a row, that should be a reading and cannot be one.
   *
   * @param reason what is wrong, and what it should be, without the place
   */
  void rejected(Place place, String reason);

  /**
   * Counts a value that the format leaves out on purpose, such as reactive energy.
   *
   * @param what the kind of value, the same text for each of the kind
   */
  void leftOut(String what);

  /** Receives the unit of the file's values, such as {@code Wh}. A repeated unit counts once. */
  void unit(String unit);

  /** Receives a one-line notice for the user, such as an assumption that was made. A repeated notice counts once. */
  void note(String text);

  /**
   * A place in a file.
   *
   * @param line the number of its first line, from 1
   * @param text the text there
   */
  record Place(long line, Supplier<String> text) {}
}
