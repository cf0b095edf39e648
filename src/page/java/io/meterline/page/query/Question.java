package io.meterline.page.query;

import io.meterline.page.Refusal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * SQL with named parameters, over the views of an edition. Values are bound, never written into the SQL.
 *
 * @param sql it names views ({@code usage}), those of the version beside it ({@code then_usage}), the readings of the log
 *     ({@code log_readings}) and parameters ({@code $device})
 * @param values the values of its parameters, by name
 * @param reach what it is about
 */
record Question(String sql, Map<String, String> values, Reach reach) {
  private static final Pattern PARAMETER = Pattern.compile("\\$([a-z]+)");
  private static final Pattern VIEW = Pattern.compile("\\b(then_)?(usage|alerts|cohorts|comparisons|rejected|log_readings)\\b");
  private static final Pattern COMMENT = Pattern.compile("(?m)--.*$");

  /** A parameter of every question: whether there is a version beside the one it is asked of. */
  private static final String WITH_THEN = "then";

  /** The names of the views that it reads. */
  private Set<String> views() {
    var names = new LinkedHashSet<String>();
    var found = VIEW.matcher(COMMENT.matcher(sql).replaceAll(""));
    while (found.find()) {
      names.add(found.group());
    }
    return names;
  }

  /**
   * Prepares it. Each connection serves one edition.
   *
   * @param prefix what comes before the SQL, such as {@code CREATE TEMP TABLE t AS}
   * @throws Refusal if a parameter has no value
   */
  PreparedStatement prepare(Connection connection, Edition edition, String prefix) throws SQLException {
    try (var statement = connection.createStatement()) {
      for (var view : views()) {
        statement.execute("CREATE OR REPLACE TEMP VIEW " + view + " AS SELECT * FROM " + edition.relation(view, reach));
      }
    }
    var order = new ArrayList<String>();
    var text = PARAMETER.matcher(sql).replaceAll(found -> {
      order.add(found.group(1));
      return "?";
    });
    var prepared = connection.prepareStatement(prefix + text);
    bind(prepared, order, edition);
    return prepared;
  }

  private void bind(PreparedStatement prepared, List<String> order, Edition edition) throws SQLException {
    for (var i = 0; i < order.size(); i++) {
      var value = order.get(i).equals(WITH_THEN) ? String.valueOf(edition.then().isPresent()) : values.get(order.get(i));
      if (value == null) {
        throw Refusal.invalid("the parameter " + order.get(i) + " is missing");
      }
      prepared.setString(i + 1, value);
    }
  }
}
