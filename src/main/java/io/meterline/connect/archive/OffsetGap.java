package io.meterline.connect.archive;

import io.meterline.model.log.Kind;
import java.util.Locale;

/**
 * Offsets without an event in an archive, between or before its files. Either a file was deleted, or the topic never
 * had events at these offsets: transaction markers and compaction of the topic leave such offsets.
 *
 * @param kind the topic
 * @param partition the partition of the topic
 * @param first the first offset, inclusive
 * @param last the last offset, inclusive
 */
public record OffsetGap(Kind kind, int partition, long first, long last) {
  @Override
  public String toString() {
    var events = kind == Kind.READING ? "readings" : "settings changes";
    return first == last
        ? String.format(Locale.ROOT, "no %s of partition %d with offset %d", events, partition, first)
        : String.format(Locale.ROOT, "no %s of partition %d with offsets %d to %d", events, partition, first, last);
  }
}
