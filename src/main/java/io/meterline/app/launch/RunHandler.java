package io.meterline.app.launch;

import java.util.List;

/** Runs, or submits, what the command line describes. */
public interface RunHandler {
  /**
   * A bounded run that writes files.
   *
   * @param beamOptions options of Beam and its runner, {@code --name=value}; the last of a repeated option counts
   * @return the exit code
   */
  int replay(Replay replay, List<String> beamOptions);

  /**
   * A run that publishes to topics.
   *
   * @param beamOptions as for a replay
   * @return the exit code
   */
  int live(Live live, List<String> beamOptions);
}
