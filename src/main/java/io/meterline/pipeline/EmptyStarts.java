package io.meterline.pipeline;

import io.meterline.model.view.View;
import java.io.Serializable;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the devices of which an analysis begins anew, as the state that a run goes on from does not have it, and logs it once
 * an analysis at each instance of the step.
 */
final class EmptyStarts implements Serializable {
  private static final long serialVersionUID = 1;
  private static final Logger LOG = LoggerFactory.getLogger(EmptyStarts.class);

  private final Set<String> logged = ConcurrentHashMap.newKeySet();

  /**
   * An analysis begins anew with a device.
   *
   * @param view that of its rows
   */
  void add(View view) {
    Counters.begunAnew(view).inc();
    if (logged.add(view.name())) {
      LOG.warn(
          "{} begins anew: the state that this run goes on from does not have it, or was written by another version of it; its rows"
              + " are of the readings that are still kept and of those to come; a run from the beginning gives all",
          view.name());
    }
  }
}
