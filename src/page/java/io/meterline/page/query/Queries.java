package io.meterline.page.query;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.meterline.page.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Answers questions.
 *
 * @param database where they are asked
 */
public record Queries(Database database) {
  /** More rows than any chart shows. */
  private static final int MOST_ROWS = 20_000;

  private static final ObjectMapper JSON = new ObjectMapper();

  /** A format of files to download. */
  public enum FileFormat {
    CSV("FORMAT csv, HEADER"),
    PARQUET("FORMAT parquet");

    private final String options;

    FileFormat(String options) {
      this.options = options;
    }
  }

  /**
   * The rows of a chart as JSON: {@code chart}, {@code version}, {@code then}, {@code columns} and {@code rows}.
   *
   * @param values the values of its parameters, by name; others are ignored
   * @throws Refusal if a value has a fault, or the version cannot be read
   */
  public ObjectNode chart(Chart chart, Edition edition, Map<String, String> values) {
    var root = JSON.createObjectNode();
    root.put("chart", chart.name()).put("version", edition.version()).put("then", edition.then().orElse(null));
    var columns = root.putArray("columns");
    var rows = root.putArray("rows");
    ask(
        question(chart, values),
        edition,
        result -> {
          Cells.columns(result.getMetaData(), columns);
          var isMore = result.next();
          for (; isMore && rows.size() < MOST_ROWS; isMore = result.next()) {
            Cells.row(result, rows.addArray());
          }
          return root.put("truncated", isMore);
        });
    return root;
  }

  /**
   * The rows of SQL as an array of JSON objects.
   *
   * @param reach what it is about, at least
   */
  public ArrayNode objects(String sql, Edition edition, Map<String, String> values, Reach reach) {
    var all = JSON.createArrayNode();
    ask(
        new Question(sql, values, reach),
        edition,
        result -> {
          while (result.next()) {
            Cells.object(result, all.addObject());
          }
          return all;
        });
    return all;
  }

  /** What becomes of the rows of a question. */
  @FunctionalInterface
  private interface Reader<T> {
    /** Reads rows. */
    T read(ResultSet rows) throws SQLException;
  }

  private <T> T ask(Question question, Edition edition, Reader<T> reader) {
    try (var connection = database.connection();
        var prepared = question.prepare(connection, edition, "");
        var result = prepared.executeQuery()) {
      return reader.read(result);
    } catch (SQLException e) {
      throw unreadable(edition, e);
    }
  }

  /** The rows of a chart as a file. */
  public byte[] file(Chart chart, Edition edition, Map<String, String> values, FileFormat format) {
    var file = database.scratch().resolve(UUID.randomUUID().toString());
    try (var connection = database.connection();
        // Rows are kept first, as a copy takes no parameters.
        var prepared = question(chart, values).prepare(connection, edition, "CREATE TEMP TABLE chart AS ");
        var statement = connection.createStatement()) {
      prepared.execute();
      statement.execute("COPY (" + (format == FileFormat.CSV ? guarded(statement) : "FROM chart") + ") TO '" + file.toString().replace("'", "''") + "' (" + format.options + ")");
      return Files.readAllBytes(file);
    } catch (SQLException e) {
      throw unreadable(edition, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      file.toFile().delete();
    }
  }

  /** The rows, with text that a spreadsheet would take for a formula after an apostrophe. */
  private static String guarded(Statement statement) throws SQLException {
    var columns = new ArrayList<String>();
    try (var described = statement.executeQuery("DESCRIBE chart")) {
      while (described.next()) {
        if (described.getString("column_type").equals("VARCHAR")) {
          var column = '"' + described.getString("column_name") + '"';
          columns.add("CASE WHEN regexp_matches(" + column + ", '^[=+@\\t\\r-]') THEN '''' || " + column + " ELSE " + column + " END AS " + column);
        }
      }
    }
    return columns.isEmpty() ? "FROM chart" : "SELECT * REPLACE (" + String.join(", ", columns) + ") FROM chart";
  }

  private static Question question(Chart chart, Map<String, String> values) {
    var checked = new TreeMap<String, String>();
    for (var parameter : chart.parameters()) {
      var value = values.get(parameter.word());
      if (value != null) {
        checked.put(parameter.word(), parameter.checked(value));
      }
    }
    return new Question(chart.sql(), checked, chart.reach(checked));
  }

  private static Refusal unreadable(Edition edition, SQLException e) {
    var line = e.getMessage().lines().findFirst().orElse("no reason given");
    return Refusal.unavailable("version " + edition.version() + " of the views cannot be read: " + line);
  }
}
