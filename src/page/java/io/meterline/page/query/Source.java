package io.meterline.page.query;

import java.nio.file.Path;

/** Where the rows of views are. */
public sealed interface Source {
  /** A relation with the rows of a view, as it is written in SQL. */
  String relation(String view);

  /** A relation without rows, with the columns of a view. */
  default String noRows(String view) {
    return "(SELECT * FROM " + relation(view) + " WHERE false)";
  }

  /**
   * The files of a version.
   *
   * @param folder its folder
   */
  record Files(Path folder) implements Source {
    @Override
    public String relation(String view) {
      return parquet(folder.resolve(view) + "/*.parquet");
    }
  }

  /** The tables with what a live run publishes. */
  record Live() implements Source {
    /** The schema of these tables. */
    public static final String SCHEMA = "live";

    @Override
    public String relation(String view) {
      return SCHEMA + "." + view;
    }
  }

  /** A relation over Parquet files, as it is written in SQL. */
  static String parquet(String... files) {
    var names = new StringBuilder();
    for (var file : files) {
      names.append(names.isEmpty() ? "" : ", ").append('\'').append(file.replace("'", "''")).append('\'');
    }
    return "read_parquet([" + names + "])";
  }
}
