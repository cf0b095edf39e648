package io.meterline.connect.files;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A file system mounted at a folder, if this user and this machine allow it. */
public final class Mount implements AutoCloseable {
  private final Path folder;

  private Mount(Path folder) {
    this.folder = folder;
  }

  /** A small disk. */
  public static Optional<Mount> ofSize(Path folder, String size) throws IOException {
    return made(folder, "-t", "tmpfs", "-o", "size=" + size, "tmpfs");
  }

  /** A read-only view of another folder. */
  public static Optional<Mount> readOnly(Path folder, Path shown) throws IOException {
    return made(folder, "--bind", "-o", "ro", shown.toString());
  }

  /** Its path. */
  public Path folder() {
    return folder;
  }

  private static Optional<Mount> made(Path folder, String... how) throws IOException {
    Files.createDirectories(folder);
    var command = Stream.of(List.of("mount"), List.of(how), List.of(folder.toString())).flatMap(List::stream).toList();
    return succeeds(command) ? Optional.of(new Mount(folder)) : Optional.empty();
  }

  private static boolean succeeds(List<String> command) {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(Redirect.DISCARD).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    succeeds(List.of("umount", folder.toString()));
  }
}
