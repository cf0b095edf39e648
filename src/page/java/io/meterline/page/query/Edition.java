package io.meterline.page.query;

import io.meterline.connect.archive.Archive;
import io.meterline.connect.files.LocalFolder;
import io.meterline.model.time.Known;
import io.meterline.page.Refusal;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a request is about: a version of the views, and another one beside it. It stays the same while it is looked at, whatever is
 * published in the meantime.
 *
 * @param version the name of the version
 * @param source where its rows are
 * @param then the name of the version beside it, which by default shows what was known then
 * @param thenSource where its rows are, if there is one
 * @param known what its rows show
 * @param archive the log that it was made of
 */
public record Edition(String version, Source source, Optional<String> then, Optional<Source> thenSource, Known known, Optional<Path> archive) {
  /** What the readings of the log are called in SQL. */
  private static final String READINGS = "log_readings";

  /** What the views of the version beside it are called in SQL. */
  static final String THEN = "then_";

  /** The name of live views where a version is named. Versions cannot have it. */
  public static final String LIVE = "@live";

  /** The relation with the rows that a name in SQL refers to: a view, {@code then_} and a view, or the readings of the log. */
  String relation(String name, Reach reach) {
    if (name.equals(READINGS)) {
      return Source.parquet(Archive.at(new LocalFolder(requiredArchive())).readings().toArray(String[]::new));
    }
    if (!name.startsWith(THEN)) {
      return source.relation(name, reach);
    }
    var view = name.substring(THEN.length());
    return thenSource.map(one -> one.relation(view, reach)).orElseGet(() -> source.noRows(view));
  }

  /**
   * The log that it was made of.
   *
   * @throws Refusal if it is not known
   */
  public Path requiredArchive() {
    return archive.orElseThrow(Refusal::withoutLog);
  }
}
