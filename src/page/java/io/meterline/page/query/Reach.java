package io.meterline.page.query;

import io.meterline.connect.files.LocalFolder;
import io.meterline.connect.files.StoredFile;
import io.meterline.model.view.GroupKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a question is about, so that only the files are read that can have it. SQL filters rows all the same.
 *
 * @param device the only device, of views whose keys begin with one
 * @param from the first date, inclusive, of views with a row a date
 * @param to the last date, exclusive, of views with a row a date
 */
public record Reach(Optional<String> device, Optional<LocalDate> from, Optional<LocalDate> to) {
  /** Everything. */
  public static final Reach ALL = new Reach(Optional.empty(), Optional.empty(), Optional.empty());

  private static final Set<String> BY_DEVICE = Set.of("usage", "alerts", "comparisons");
  private static final Set<String> BY_DATE = Set.of("usage", "cohorts", "comparisons");

  /** The files of shards, see {@link GroupKey#shard}. */
  private static final Pattern SHARD = Pattern.compile("([0-9]{4}-[0-9]{2})-([0-9]+)\\.parquet");

  /** A device. */
  public static Reach of(String device) {
    return new Reach(Optional.of(device), Optional.empty(), Optional.empty());
  }

  /** A device on a date. */
  public static Reach day(String device, LocalDate date) {
    return new Reach(Optional.of(device), Optional.of(date), Optional.of(date.plusDays(1)));
  }

  /** The files of a view that may have what it is about. */
  List<String> filesOf(String view, Path folder) {
    try {
      return new LocalFolder(folder).files().stream().map(StoredFile::name).filter(name -> mayHave(view, name)).map(name -> folder.resolve(name).toString()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean mayHave(String view, String file) {
    var shard = SHARD.matcher(file);
    if (!shard.matches()) {
      return file.endsWith(".parquet");
    }
    var month = YearMonth.parse(shard.group(1));
    var isInBucket = !BY_DEVICE.contains(view) || device.map(GroupKey::bucketOf).filter(bucket -> !shard.group(2).equals(bucket.toString())).isEmpty();
    var isInTime =
        !BY_DATE.contains(view)
            || from.filter(date -> month.isBefore(YearMonth.from(date))).isEmpty()
                && to.filter(date -> !month.atDay(1).isBefore(date)).isEmpty();
    return isInBucket && isInTime;
  }
}
