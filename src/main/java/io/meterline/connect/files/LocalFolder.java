package io.meterline.connect.files;

import java.io.IOException;
import java.io.Serial;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** A folder on a local disk. Symbolic links in it are followed. Pipes, sockets and devices in it are ignored. */
public final class LocalFolder implements Folder {
  @Serial private static final long serialVersionUID = 1;

  private final String path;

  /** The folder at the path, which may not exist. */
  public LocalFolder(Path path) {
    this.path = path.toString();
  }

  /** Its path, as it was given. */
  public Path path() {
    return Path.of(path);
  }

  @Override
  public LocalFolder in(String name) {
    return new LocalFolder(path().resolve(name));
  }

  @Override
  public String location() {
    return path;
  }

  @Override
  public String path(String name) {
    return path().resolve(name).toString();
  }

  @Override
  public LocalFolder absolute() {
    return new LocalFolder(path().toAbsolutePath().normalize());
  }

  @Override
  public LocalFolder pinned() throws IOException {
    return isMissing() ? absolute() : new LocalFolder(path().toRealPath());
  }

  @Override
  public boolean isMissing() {
    return !Files.isDirectory(path());
  }

  @Override
  public List<StoredFile> files() throws IOException {
    if (isMissing()) {
      return List.of();
    }
    try (var paths = Files.walk(path(), FileVisitOption.FOLLOW_LINKS)) {
      // A dangling link stays in the list, so that reading it reports the missing target.
      return paths
          .filter(file -> !Files.isDirectory(file) && !isSpecial(file))
          .map(file -> new StoredFile(path().relativize(file).toString(), file.toFile().length()))
          .sorted(Comparator.comparing(StoredFile::name))
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /**
   * Whether it is a pipe, a socket or a device: reading one may never end. If that cannot be determined, the file is
   * listed, and reading it reports the error.
   */
  private static boolean isSpecial(Path file) {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class).isOther();
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public List<String> folders() throws IOException {
    if (isMissing()) {
      return List.of();
    }
    try (var paths = Files.list(path())) {
      return paths.filter(Files::isDirectory).map(folder -> folder.getFileName().toString()).sorted().toList();
    }
  }

  @Override
  public boolean has(String name) {
    return Files.exists(path().resolve(name));
  }

  @Override
  public SeekableByteChannel open(String name) throws IOException {
    return FileChannel.open(path().resolve(name), StandardOpenOption.READ);
  }

  @Override
  public WritableByteChannel create(String name) throws IOException {
    return new AtomicFile(path().resolve(name));
  }

  @Override
  public Optional<String> read(String name) throws IOException {
    try {
      return Optional.of(Files.readString(path().resolve(name)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public void share(Map<String, String> files) throws IOException {
    var folders = new TreeSet<Path>();
    for (var file : files.entrySet()) {
      var target = path().resolve(file.getKey());
      folders.add(Disk.makeFolder(target.toAbsolutePath().getParent()));
      Disk.share(Path.of(file.getValue()), target);
    }
    for (var folder : folders) {
      Disk.force(folder);
    }
  }

  @Override
  public void delete(Collection<String> names) throws IOException {
    for (var name : names) {
      Files.deleteIfExists(path().resolve(name));
    }
  }

  @Override
  public void remove() throws IOException {
    Disk.remove(path());
  }

  @Override
  public String toString() {
    return path;
  }
}
