package io.meterline.bench;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;

/** A Flink within the process of a contender, which listens on this machine alone. */
public final class LoopbackFlink {
  private static final String LOOPBACK = "localhost";

  private LoopbackFlink() {}

  /** Its configuration. */
  public static Configuration configuration() {
    var configuration = new Configuration();
    configuration.set(RestOptions.BIND_ADDRESS, LOOPBACK);
    configuration.set(JobManagerOptions.BIND_HOST, LOOPBACK);
    configuration.set(TaskManagerOptions.BIND_HOST, LOOPBACK);
    return configuration;
  }
}
