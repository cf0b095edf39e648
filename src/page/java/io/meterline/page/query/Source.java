package io.meterline.page.query;

import java.nio.file.Path;

/** Where the rows of views are. */
public sealed interface Source {
  /** A relation with at least the rows of a view that a question is about, as it is written in SQL. */
  String relation(String view, Reach reach);

  /** A relation without rows, with the columns of a view. */
  default String noRows(String view) {
    return "(SELECT * FROM " + relation(view, Reach.ALL) + " WHERE false)";
  }

  /**
   * The files of a version.
   *
   * @param folder its folder
   */
  record Files(Path folder) implements Source {
    /** Files are named by month and bucket: few of many are read. */
    @Override
    public String relation(String view, Reach reach) {
      var files = reach.filesOf(view, folder.resolve(view));
      return files.isEmpty() ? noRows(view) : parquet(files.toArray(String[]::new));
    }

    /** Any file has the columns. */
    @Override
    public String noRows(String view) {
      var files = Reach.ALL.filesOf(view, folder.resolve(view));
      return "(SELECT * FROM " + parquet(files.isEmpty() ? folder.resolve(view) + "/*.parquet" : files.get(0)) + " WHERE false)";
    }
  }

  /** The tables with what a live run publishes. */
  record Live() implements Source {
    /** The schema of these tables. */
    public static final String SCHEMA = "live";

    @Override
    public String relation(String view, Reach reach) {
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
