package io.meterline.connect.archive;

import io.meterline.model.log.Kind;
import java.util.Locale;

/**
 * Offsets that an archive has no event of, between or before files that it has. A file was deleted, or the topic never had
 * them: a transaction leaves an offset without an event, and so does compaction of the topic.
 *
 * @param kind of which topic
 * @param partition of which of its partitions
 * @param first the first, inclusive
 * @param last the last, inclusive
 */
public record Gap(Kind kind, int partition, long first, long last) {
  @Override
  public String toString() {
    var events = kind == Kind.READING ? "readings" : "settings changes";
    return first == last
        ? String.format(Locale.ROOT, "no %s of partition %d with offset %d", events, partition, first)
        : String.format(Locale.ROOT, "no %s of partition %d with offsets %d to %d", events, partition, first, last);
  }
}
