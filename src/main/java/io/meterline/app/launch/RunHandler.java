package io.meterline.app.launch;

import java.util.List;

/** What becomes of a run once the command line has said what it is. */
public interface RunHandler {
  /**
   * A bounded run that writes files.
   *
   * @param beamOptions options of Beam and its runner, {@code --name=value}; of one given twice the last counts
   * @return what to exit with
   */
  int replay(Replay replay, List<String> beamOptions);

  /**
   * A run that publishes to topics.
   *
   * @param beamOptions as for a replay
   * @return what to exit with
   */
  int live(Live live, List<String> beamOptions);
}
