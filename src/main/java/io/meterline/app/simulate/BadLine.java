package io.meterline.app.simulate;

import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.LoggedReading;
import io.meterline.model.log.Position;
import io.meterline.model.log.Reading;
import io.meterline.model.settings.Setting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A home whose meter reports every second over an unreliable line, in a repeating cycle of {@link #ROUND} seconds: an apparent
 * alert turns out to be none, and an alert is only reported when it is long over. Times are epoch seconds; a reading is
 * identified by the end of its second.
 *
 * @param device the meter
 */
public record BadLine(String device) {
  /** The length of a cycle, in seconds. */
  public static final int ROUND = 12;

  private static final long SECOND = 1_000;
  private static final long USUAL_WATTS = 300;
  private static final long APPLIANCE_WATTS = 6_000;
  private static final long THRESHOLD_WATTS = 4_000;

  /** The seconds of a cycle in which the meter reports too much, and when that is corrected. */
  private static final int WRONG_FROM = 1;

  private static final int WRONG_UNTIL = 3;
  private static final int PUT_RIGHT = 5;

  /** The seconds of a cycle whose readings are delayed, when they arrive, and in which the appliance is on. */
  private static final int CUT_FROM = 6;

  private static final int CUT_UNTIL = 9;
  private static final int THROUGH = 11;
  private static final int ON_FROM = 7;
  private static final int ON_UNTIL = 9;

  /** Emits the settings changes before the first reading, made at {@code now}. */
  public void open(Instant now, LogSink sink) {
    var edit = Edit.set("device:" + device, Setting.ALERT_THRESHOLD, THRESHOLD_WATTS);
    sink.change(
        new LoggedChange(
            edit.scope(),
            edit.name(),
            edit.op(),
            edit.value(),
            now,
            Optional.empty(),
            Optional.of("a home of its own"),
            new Position(now, 0, 0)));
  }

  /** Emits the events logged in the second that ends at {@code epochSecond}. */
  public void second(long epochSecond, LogSink sink) {
    var place = new Position(Instant.ofEpochSecond(epochSecond), 0, 0);
    uploads(epochSecond).forEach(reading -> sink.reading(new LoggedReading(device, reading, place)));
  }

  private List<Reading> uploads(long end) {
    var sent = new ArrayList<Reading>();
    var place = Math.floorMod(end, ROUND);
    var start = end - place;
    if (place < CUT_FROM || place >= CUT_UNTIL) {
      var isWrong = place >= WRONG_FROM && place < WRONG_UNTIL;
      sent.add(reading(end, isWrong ? APPLIANCE_WATTS : watts(place)));
    }
    if (place == PUT_RIGHT) {
      for (var second = WRONG_FROM; second < WRONG_UNTIL; second++) {
        sent.add(reading(start + second, watts(second)));
      }
    }
    if (place == THROUGH) {
      for (var second = CUT_FROM; second < CUT_UNTIL; second++) {
        sent.add(reading(start + second, watts(second)));
      }
    }
    return sent;
  }

  private static long watts(int place) {
    return place >= ON_FROM && place < ON_UNTIL ? APPLIANCE_WATTS : USUAL_WATTS;
  }

  private static Reading reading(long end, long watts) {
    return new Reading((end - 1) * SECOND, 1, watts * 5 / 18);
  }
}
