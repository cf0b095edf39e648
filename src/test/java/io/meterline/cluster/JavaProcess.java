package io.meterline.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A Java program in a process of its own. */
public final class JavaProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Process process;
  private final Path output;

  private JavaProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /**
   * Starts a program on the class path of the tests.
   *
   * @param output file for standard output and standard error
   * @param options for the JVM
   */
  public static JavaProcess start(Path output, List<String> options, String main, List<String> arguments) {
    return start(output, options, System.getProperty("java.class.path"), main, arguments, Map.of());
  }

  /**
   * Starts a program.
   *
   * @param output file for standard output and standard error
   * @param options for the JVM
   * @param variables of its environment, in addition to those of this process
   */
  public static JavaProcess start(
      Path output, List<String> options, String classPath, String main, List<String> arguments, Map<String, String> variables) {
    var command = new ArrayList<>(JavaCommand.of(options, classPath, main));
    command.addAll(arguments);
    try {
      Files.createDirectories(output.getParent());
      var builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().putAll(variables);
      builder.redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
      var process = builder.start();
      // It must not outlive this process, if that is stopped.
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      return new JavaProcess(process, output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  public boolean isRunning() {
    return process.isAlive();
  }

  /** Its output so far. */
  public String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Kills it: SIGKILL. */
  public void kill() {
    process.destroyForcibly();
    await();
  }

  /** Asks it to stop, SIGTERM, and returns its exit code. */
  public int stop() {
    process.destroy();
    return await();
  }

  /** Waits for it to end by itself, and returns its exit code. */
  public int await() {
    return await(PATIENCE);
  }

  /** Waits for it to end by itself, and returns its exit code. */
  public int await(Duration atMost) {
    try {
      if (!process.waitFor(atMost.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("still running after " + atMost + ": " + output());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    await();
  }
}
