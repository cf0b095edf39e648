package io.meterline.app.serve;

import io.meterline.model.MeterlineException;
import java.util.Optional;
import java.util.ServiceLoader;

/** The page, a service that is on the class path only of those who serve. */
public interface Page {
  /**
   * Starts it.
   *
   * @throws MeterlineException if what it shows cannot be read, or the address cannot be listened on; the message says why
   */
  RunningPage start(PageOptions options);

  /** The page on the class path, if there is one. */
  static Optional<Page> find() {
    return ServiceLoader.load(Page.class).findFirst();
  }
}
