package io.meterline.cluster;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command that starts a Java program in a process of its own, which collects garbage and compiles as this process does. */
public final class JavaCommand {
  private static final List<String> OPENED = List.of("java.lang", "java.util", "java.lang.invoke", "java.util.concurrent");

  private JavaCommand() {}

  /**
   * The command for a program on the class path of this process.
   *
   * @param options for the JVM; they override those of this process
   */
  public static List<String> of(List<String> options, String main) {
    return of(options, System.getProperty("java.class.path"), main);
  }

  /**
   * The command for a program on another class path.
   *
   * @param options for the JVM; they override those of this process
   */
  public static List<String> of(List<String> options, String classPath, String main) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    OPENED.forEach(name -> command.add("--add-opens=java.base/" + name + "=ALL-UNNAMED"));
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream().filter(option -> option.startsWith("-XX:")).forEach(command::add);
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, main));
    return command;
  }
}
