package io.meterline.page.live;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.meterline.page.live.LiveState.Broker;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** What browsers are told. */
public sealed interface FeedEvent {
  ObjectMapper JSON = new ObjectMapper();

  /** The name of the event. */
  String name();

  /** Its data, a JSON object. */
  String data();

  /**
   * Rows of a view have changed, and can be read.
   *
   * @param view the name of the view
   * @param device the device of the rows; empty if they have none, or those of many have changed
   * @param date the date of the rows; empty if they have none, or those of many have changed
   * @param openedAt when the alert opened, if the rows are one
   */
  record Rows(String view, Optional<String> device, Optional<LocalDate> date, Optional<Instant> openedAt) implements FeedEvent {
    /** Any rows of a view. */
    static Rows any(String view) {
      return new Rows(view, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The same, of a device. */
    Rows of(String name) {
      return new Rows(view, Optional.of(name), date, openedAt);
    }

    @Override
    public String name() {
      return "rows";
    }

    @Override
    public String data() {
      return JSON.createObjectNode()
          .put("view", view)
          .put("device", device.orElse(null))
          .put("date", date.map(LocalDate::toString).orElse(null))
          .put("openedAt", openedAt.map(Instant::toString).orElse(null))
          .toString();
    }
  }

  /**
   * Another version of the views was published.
   *
   * @param version its name
   */
  record Version(String version) implements FeedEvent {
    @Override
    public String name() {
      return "version";
    }

    @Override
    public String data() {
      return JSON.createObjectNode().put("version", version).toString();
    }
  }

  /**
   * How far behind the live views are, see {@link LiveState}.
   *
   * @param behindSeconds empty if it is not known
   * @param line what a user should know, if anything
   * @param unreadable the number of records that could not be decoded, whose rows are missing
   */
  record Lag(Optional<Instant> publishedUntil, OptionalLong behindSeconds, Broker broker, Optional<String> line, long unreadable)
      implements FeedEvent {
    /** The same in words for homes, which addresses, names of topics and records mean nothing to. */
    Lag forHome() {
      var words =
          switch (broker) {
            case AWAY -> "live values have stopped for now: where they come from does not answer";
            case THERE -> "live values are not complete yet";
          };
      return new Lag(publishedUntil, behindSeconds, broker, line.map(any -> words), 0);
    }

    @Override
    public String name() {
      return "lag";
    }

    @Override
    public String data() {
      var object = JSON.createObjectNode();
      object.put("publishedUntil", publishedUntil.map(Instant::toString).orElse(null));
      behindSeconds.ifPresentOrElse(seconds -> object.put("behindSeconds", seconds), () -> object.putNull("behindSeconds"));
      object.put("broker", broker.name().toLowerCase(Locale.ROOT));
      return object.put("line", line.orElse(null)).put("unreadable", unreadable).toString();
    }
  }
}
