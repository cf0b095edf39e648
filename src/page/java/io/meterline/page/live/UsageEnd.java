package io.meterline.page.live;

import io.meterline.page.query.SqlFile;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Optional;

/** Until when readings are in the rows of usage. */
final class UsageEnd {
  private static final String SQL = SqlFile.read("live/usage-until");

  private UsageEnd() {}

  /**
   * The end of the latest hour that a row has energy in, or of the part of its day that it covers, whichever is later; empty if there
   * are no rows. Rows of dates after tomorrow do not count.
   *
   * @param now the clock
   */
  static Optional<Instant> of(Connection connection, Instant now) throws SQLException {
    var tomorrow = now.atOffset(ZoneOffset.UTC).toLocalDate().plusDays(1);
    try (var statement = connection.prepareStatement(SQL)) {
      statement.setObject(1, tomorrow);
      statement.setObject(2, tomorrow);
      try (var rows = statement.executeQuery()) {
        var ends = new ArrayList<Instant>();
        while (rows.next()) {
          end(rows).ifPresent(ends::add);
        }
        return ends.stream().max(Comparator.naturalOrder());
      }
    }
  }

  private static Optional<Instant> end(ResultSet row) throws SQLException {
    try {
      var zone = ZoneId.of(row.getString("zone"));
      return Optional.of(row.getObject("date", LocalDate.class).atStartOfDay(zone).toInstant().plusSeconds(row.getLong("seconds")));
    } catch (DateTimeException e) {
      // A zone that this machine does not know, which other programs may have written.
      return Optional.empty();
    }
  }
}
