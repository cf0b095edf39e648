package io.meterline.app.cli;

import io.meterline.cluster.JavaCommand;
import io.meterline.cluster.ListeningSockets;
import io.meterline.cluster.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** The program in a process of its own, with its real standard streams, which can be killed. */
public final class ChildRun implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private final Process process;
  private final Path out;
  private final Path err;

  private ChildRun(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /** Starts the program. */
  public static ChildRun start(Object... args) {
    return start(List.of(), args);
  }

  /** Starts the program with the given temporary folder. */
  public static ChildRun startWithTemporary(Path folder, Object... args) {
    return start(List.of("-Djava.io.tmpdir=" + folder), args);
  }

  /** The same with the logs of Beam, Flink and Kafka on standard error. */
  static ChildRun startTalkative(Path folder, Object... args) {
    return start(List.of("-Djava.io.tmpdir=" + folder, "-Dorg.slf4j.simpleLogger.defaultLogLevel=info"), args);
  }

  /** Starts the program with a memory option of the JVM, such as {@code -Xmx64m}. */
  static ChildRun startWithMemory(String option, Object... args) {
    return start(List.of(option), args);
  }

  private static ChildRun start(List<String> options, Object... args) {
    var jvm = Stream.concat(Stream.of("-Xmx1g"), options.stream()).toList();
    var command = new ArrayList<>(JavaCommand.of(jvm, Meterline.class.getName()));
    Arrays.stream(args).map(Object::toString).forEach(command::add);
    try {
      var out = Files.createTempFile("meterline", ".out");
      var err = Files.createTempFile("meterline", ".err");
      var builder = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
      return new ChildRun(builder.start(), out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs the program to its end. */
  public static CommandRun of(Object... args) throws InterruptedException {
    try (var child = start(args)) {
      return child.end();
    }
  }

  /** What it has written to standard output so far. */
  public String soFar() throws IOException {
    return Files.readString(out);
  }

  /** All sockets on which it listened until the condition held, or it ended. */
  public Set<InetSocketAddress> listensUntil(BooleanSupplier condition) {
    var seen = new HashSet<InetSocketAddress>();
    Waiting.until(
        PATIENCE,
        () -> {
          seen.addAll(ListeningSockets.of(process.pid()));
          return condition.getAsBoolean() || !isAlive();
        },
        this::output);
    return seen;
  }

  /** Whether it is still running. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** What it has written to standard error so far. */
  public String output() {
    try {
      return Files.readString(err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Kills it without a chance to clean up, like a failing machine. */
  public CommandRun kill() throws InterruptedException {
    process.destroyForcibly();
    return end();
  }

  /** Asks it to stop, as Ctrl-C or a service manager does, and waits until it has. */
  public CommandRun terminate() throws InterruptedException {
    process.destroy();
    return end();
  }

  /** Whether it ends in the given time. */
  boolean endsWithin(Duration patience) throws InterruptedException {
    return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Waits for its end. */
  public CommandRun end() throws InterruptedException {
    var exitCode = process.waitFor();
    try {
      return new CommandRun(exitCode, Files.readString(out), Files.readString(err));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      Files.deleteIfExists(out);
      Files.deleteIfExists(err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
