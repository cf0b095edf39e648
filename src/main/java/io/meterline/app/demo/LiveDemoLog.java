package io.meterline.app.demo;

import io.meterline.app.simulate.LogSink;
import io.meterline.connect.kafka.log.LogPublisher;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.LoggedReading;

/** The log of a live demo: publishes events, counts them, and shows settings changes. */
final class LiveDemoLog implements LogSink {
  private final LogPublisher publisher;
  private final LiveDemoText text;
  private long readings;
  private long changes;

  LiveDemoLog(LogPublisher publisher, LiveDemoText text) {
    this.publisher = publisher;
    this.text = text;
  }

  @Override
  public void reading(LoggedReading logged) {
    publisher.send(logged.device(), logged.reading());
    readings++;
  }

  @Override
  public void change(LoggedChange change) {
    publisher.send(change);
    changes++;
    text.change(change);
  }

  /** The same log, without showing settings changes. */
  LogSink quiet() {
    return new LogSink() {
      @Override
      public void reading(LoggedReading logged) {
        LiveDemoLog.this.reading(logged);
      }

      @Override
      public void change(LoggedChange change) {
        publisher.send(change);
        changes++;
      }
    };
  }

  long readings() {
    return readings;
  }

  long changes() {
    return changes;
  }
}
