package io.meterline.cluster;

import java.io.File;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Flink's own jars, as in its distribution: those on the class path of the tests, without the job's classes. */
public final class FlinkJars {
  /** Folders of a Maven repository with parts of Flink's distribution. */
  private static final List<String> PARTS =
      List.of(
          "/org/apache/flink/",
          "/org/slf4j/",
          "/com/esotericsoftware/",
          "/com/twitter/chill",
          "/com/ververica/frocksdbjni/",
          "/commons-cli/",
          "/commons-collections/",
          "/commons-io/",
          "/org/apache/commons/commons-compress/",
          "/org/apache/commons/commons-lang3/",
          "/org/apache/commons/commons-math3/",
          "/org/apache/commons/commons-text/",
          "/org/javassist/",
          "/at/yawk/lz4/",
          "/org/objenesis/",
          "/org/xerial/snappy/");

  private FlinkJars() {}

  /** The class path of Flink's processes and of its client. */
  public static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> PARTS.stream().anyMatch(entry::contains))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
