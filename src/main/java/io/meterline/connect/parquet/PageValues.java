package io.meterline.connect.parquet;

import java.io.IOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;

/** The values of a column as pages have them. */
interface PageValues {
  /** How they are written. */
  Encoding encoding();

  /**
   * The values of the rows that have one, from {@code from} to {@code to}, exclusive; they hold until the next are asked
   * for.
   *
   * @param statistics is told of them
   */
  BytesInput write(int from, int to, Statistics<?> statistics) throws IOException;
}
