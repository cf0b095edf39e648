package io.meterline.page.query;

import java.util.Optional;

/**
 * What a request is about: a version of the views, and another one beside it. It stays the same while it is looked at, whatever is
 * published in the meantime.
 *
 * @param version the name of the version
 * @param source where its rows are
 * @param then the name of the version beside it, which by default shows what was known then
 * @param thenSource where its rows are, if there is one
 */
public record Edition(String version, Source source, Optional<String> then, Optional<Source> thenSource) {
  /** The name of live views where a version is named. Versions cannot have it. */
  public static final String LIVE = "@live";

  /** The relation with the rows that a name in SQL refers to: a view, or {@code then_} and a view. */
  String relation(String name) {
    if (!name.startsWith(THEN)) {
      return source.relation(name);
    }
    var view = name.substring(THEN.length());
    return thenSource.map(one -> one.relation(view)).orElseGet(() -> source.noRows(view));
  }

  /** What the views of the version beside it are called in SQL. */
  static final String THEN = "then_";
}
