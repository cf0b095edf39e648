package io.meterline.app.demo;

import io.meterline.app.demo.HomeAlerts.Alert;
import io.meterline.engine.analysis.Alerts;
import io.meterline.model.view.Row;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Follows the alerts of a live run, row by row as they are published, and returns what is new in each. */
public final class AlertNews {
  private final Map<String, Alert> last = new HashMap<>();

  /** What is new in a row of alerts compared with the rows before it. */
  public sealed interface News {
    /** Calls the visitor's method for this kind. */
    void accept(Visitor visitor);

    /** An alert opened. */
    record Opened(Alert alert) implements News {
      @Override
      public void accept(Visitor visitor) {
        visitor.opened(alert);
      }
    }

    /** An open alert closed. */
    record Closed(Alert alert) implements News {
      @Override
      public void accept(Visitor visitor) {
        visitor.closed(alert);
      }
    }

    /** A new alert that has already closed: its readings arrived late. */
    record Found(Alert alert) implements News {
      @Override
      public void accept(Visitor visitor) {
        visitor.found(alert);
      }
    }

    /** A closed alert was corrected. */
    record Corrected(Alert before, Alert after) implements News {
      @Override
      public void accept(Visitor visitor) {
        visitor.corrected(before, after);
      }
    }

    /** An alert was deleted. */
    record Withdrawn(Alert before) implements News {
      @Override
      public void accept(Visitor visitor) {
        visitor.withdrawn(before);
      }
    }
  }

  /** Handles each kind of news. */
  public interface Visitor {
    void opened(Alert alert);

    void closed(Alert alert);

    void found(Alert alert);

    void corrected(Alert before, Alert after);

    void withdrawn(Alert alert);
  }

  /**
   * Consumes the next record of a key.
   *
   * @param key any text that identifies rows that replace each other
   * @param row a row of {@link Alerts#VIEW}, empty if it was deleted
   * @return what is new, empty if an open alert only continued
   */
  public Optional<News> take(String key, Optional<Row> row) {
    var before = Optional.ofNullable(last.remove(key));
    if (row.isEmpty()) {
      return before.map(News.Withdrawn::new);
    }
    var after = Alert.of(row.get());
    last.put(key, after);
    if (before.isEmpty()) {
      return Optional.of(after.closedAt().isEmpty() ? new News.Opened(after) : new News.Found(after));
    }
    if (before.get().closedAt().isEmpty()) {
      return after.closedAt().map(closed -> new News.Closed(after));
    }
    return before.filter(known -> !known.equals(after)).map(known -> new News.Corrected(known, after));
  }
}
