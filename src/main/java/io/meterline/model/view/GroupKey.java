package io.meterline.model.view;

import io.meterline.model.time.DateRange;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoField;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Identifies a group of rows that travel together, such as a shard, which becomes one file. The group of a row depends only on
 * its key and its date.
 *
 * @param view the name of the view of its rows
 * @param span a span of time; the creator of the key defines its unit
 * @param bucket 0 or above, chosen by the first column of the row's key, so that rows of one device stay together
 * @param cohort the cohort that the rows have in common; empty if the group is not that of a cohort
 */
public record GroupKey(String view, long span, int bucket, String cohort) {
  private static final int BUCKETS_PER_MONTH = 4;
  private static final long SECONDS_PER_DAY = Duration.ofDays(1).toSeconds();
  private static final long UNDATED = Long.MIN_VALUE;

  /** A group of rows of any cohorts. */
  public GroupKey(String view, long span, int bucket) {
    this(view, span, bucket, "");
  }

  /** The shard of its view that a row belongs to: a month and a bucket. A shard does not grow with the length of the log. */
  public static GroupKey ofShard(Row row) {
    var datedBy = row.view().datedBy();
    var month = row.has(datedBy) ? dateOf(row.get(datedBy)).getLong(ChronoField.PROLEPTIC_MONTH) : UNDATED;
    return new GroupKey(row.view().name(), month, bucketOf(row.find(0).orElse("")));
  }

  /** The bucket of the rows whose key begins with a value, such as the id of a device. */
  public static int bucketOf(Object first) {
    return Math.floorMod(first.hashCode(), BUCKETS_PER_MONTH);
  }

  /** The shards of a view that may have rows within a date range of few months, in order. Undated rows are not in them. */
  public static Stream<GroupKey> shards(View view, DateRange dates) {
    if (dates.from().equals(dates.to())) {
      return Stream.empty();
    }
    var last = dates.to().minusDays(1).getLong(ChronoField.PROLEPTIC_MONTH);
    return LongStream.rangeClosed(dates.from().getLong(ChronoField.PROLEPTIC_MONTH), last)
        .boxed()
        .flatMap(month -> IntStream.range(0, BUCKETS_PER_MONTH).mapToObj(bucket -> new GroupKey(view.name(), month, bucket)));
  }

  /** The date of a row, in UTC if its view is dated by a timestamp; empty if the row has none. */
  public static Optional<LocalDate> dateOf(Row row) {
    return row.find(row.view().datedBy()).map(GroupKey::dateOf);
  }

  private static LocalDate dateOf(Object dateOrInstant) {
    return dateOrInstant instanceof LocalDate date
        ? date
        : LocalDate.ofEpochDay(Math.floorDiv(((Instant) dateOrInstant).getEpochSecond(), SECONDS_PER_DAY));
  }

  /** Whether a row is within the date range. Rows of a view that keeps all rows always are. */
  public static boolean isWithin(DateRange dates, Row row) {
    return switch (row.view().retention()) {
      case ALL -> true;
      case LAST -> dateOf(row).map(dates::contains).orElse(true);
    };
  }

  /** The name of a shard within its view, such as {@code 2013-06-2}. */
  public String shard() {
    return (span == UNDATED ? "undated" : YearMonth.from(LocalDate.EPOCH.with(ChronoField.PROLEPTIC_MONTH, span)).toString())
        + "-"
        + bucket;
  }
}
