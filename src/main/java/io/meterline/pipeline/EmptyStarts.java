package io.meterline.pipeline;

import io.meterline.model.view.View;
import java.io.Serializable;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the devices for which an analysis starts from empty state because the restored state lacks it. Logs this once per
 * analysis and instance of the step.
 */
final class EmptyStarts implements Serializable {
  private static final long serialVersionUID = 1;
  private static final Logger LOG = LoggerFactory.getLogger(EmptyStarts.class);

  private final Set<String> logged = ConcurrentHashMap.newKeySet();

  /**
   * Counts a device for which an analysis starts from empty state.
   *
   * @param view the view of its rows
   */
  void add(View view) {
    Counters.startedEmpty(view).inc();
    if (logged.add(view.name())) {
      LOG.warn(
          "{} starts from empty state: the state that this run resumes from lacks it, or has another version of it; its rows cover"
              + " the readings still kept and those to come; a run from the beginning of the log covers all",
          view.name());
    }
  }
}
