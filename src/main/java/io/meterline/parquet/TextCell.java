package io.meterline.parquet;

import org.apache.parquet.column.ColumnReader;

/**
 * The value of a column of text at the row at hand.
 *
 * @param <T> what is made of a text
 */
final class TextCell<T> {
  private final ColumnReader column;
  private final int present;
  private final TextConverter<T> texts;
  private boolean isPresent;

  /** A column that hands its values to the converter. */
  TextCell(ColumnReader column, TextConverter<T> texts) {
    this.column = column;
    this.present = column.getDescriptor().getMaxDefinitionLevel();
    this.texts = texts;
  }

  /** Moves to the next row, and says whether it has a value: empty text is none. */
  boolean next() {
    isPresent = column.getCurrentDefinitionLevel() == present;
    if (isPresent) {
      column.writeCurrentValueToConverter();
      isPresent = !texts.text().isEmpty();
    }
    column.consume();
    return isPresent;
  }

  boolean isPresent() {
    return isPresent;
  }

  /** What was made of the text at the row at hand, where there is one. */
  T value() {
    return texts.made();
  }

  /** The text at the row at hand, where there is one. */
  String text() {
    return texts.text();
  }
}
