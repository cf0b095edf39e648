package io.meterline.app.serve;

import java.net.URI;

/** A page that answers until it is closed. */
public interface RunningPage extends AutoCloseable {
  /** Its address, for a browser on this machine. */
  URI address();

  /** Stops answering. Idempotent. */
  @Override
  void close();
}
