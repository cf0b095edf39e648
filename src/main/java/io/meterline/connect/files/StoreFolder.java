package io.meterline.connect.files;

import io.meterline.model.MeterlineException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serial;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MoveOptions.StandardMoveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;

/**
 * A folder named by a URI: the objects of a store that share a prefix. It relies only on what all stores offer: list,
 * read, put, copy and delete, and that putting an object replaces it atomically.
 */
public final class StoreFolder implements Folder {
  @Serial private static final long serialVersionUID = 1;

  private static final Pattern URI = Pattern.compile("([a-zA-Z][-a-zA-Z0-9+.]*):/.*");

  /** The wildcards of Beam's file patterns. */
  private static final Pattern GLOB = Pattern.compile("[*?\\[\\]{}\\\\]");

  private final String uri;

  private StoreFolder(String uri) {
    this.uri = uri;
  }

  static boolean isUri(String uri) {
    return URI.matcher(uri).matches();
  }

  static StoreFolder of(String uri) {
    if (GLOB.matcher(uri).find()) {
      throw new MeterlineException(uri + ": a URI must name one location, without any of *?[]{}\\");
    }
    return new StoreFolder(uri.replaceAll("/+$", ""));
  }

  @Override
  public StoreFolder in(String name) {
    return new StoreFolder(path(name));
  }

  @Override
  public String location() {
    return uri;
  }

  @Override
  public String path(String name) {
    return uri + "/" + name;
  }

  @Override
  public StoreFolder absolute() {
    return this;
  }

  @Override
  public StoreFolder pinned() {
    return this;
  }

  @Override
  public boolean isMissing() {
    return false;
  }

  @Override
  public List<StoredFile> files() throws IOException {
    requireKnown();
    var prefix = path("");
    return FileSystems.match(prefix + "**", EmptyMatchTreatment.ALLOW).metadata().stream()
        .filter(found -> !found.resourceId().isDirectory())
        .map(found -> new StoredFile(found.resourceId().toString().substring(prefix.length()), found.sizeBytes()))
        .sorted(Comparator.comparing(StoredFile::name))
        .toList();
  }

  @Override
  public List<String> folders() throws IOException {
    return files().stream()
        .map(StoredFile::name)
        .filter(name -> name.indexOf('/') > 0)
        .map(name -> name.substring(0, name.indexOf('/')))
        .distinct()
        .sorted()
        .toList();
  }

  @Override
  public boolean has(String name) throws IOException {
    requireKnown();
    return !FileSystems.match(path(name), EmptyMatchTreatment.ALLOW).metadata().isEmpty();
  }

  @Override
  public SeekableByteChannel open(String name) throws IOException {
    return NamedFiles.open(path(name));
  }

  @Override
  public WritableByteChannel create(String name) throws IOException {
    return NamedFiles.create(path(name));
  }

  @Override
  public Optional<String> read(String name) throws IOException {
    try {
      if (!has(name)) {
        return Optional.empty();
      }
      try (var in = Channels.newInputStream(FileSystems.open(resource(name)))) {
        return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(in.readAllBytes())).toString());
      }
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  @Override
  public void share(Map<String, String> files) throws IOException {
    var existing = files.values().stream().map(path -> FileSystems.matchNewResource(path, false)).toList();
    FileSystems.copy(existing, files.keySet().stream().map(this::resource).toList());
  }

  @Override
  public void delete(Collection<String> names) throws IOException {
    FileSystems.delete(names.stream().map(this::resource).toList(), StandardMoveOptions.IGNORE_MISSING_FILES);
  }

  @Override
  public void remove() throws IOException {
    delete(files().stream().map(StoredFile::name).toList());
  }

  private ResourceId resource(String name) {
    return FileSystems.matchNewResource(path(name), false);
  }

  private void requireKnown() {
    try {
      FileSystems.matchNewResource(path(""), true);
    } catch (IllegalArgumentException e) {
      throw new MeterlineException(uri + ": cannot be reached: " + e.getMessage(), e);
    }
  }

  @Override
  public String toString() {
    return uri;
  }
}
