package io.meterline.page.query;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The files with SQL. */
public final class SqlFile {
  private SqlFile() {}

  /** The SQL of a file in {@code sql/}, such as {@code home/days}. */
  public static String read(String name) {
    var resource = "/io/meterline/page/sql/" + name + ".sql";
    try (var in = SqlFile.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("there is no " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
