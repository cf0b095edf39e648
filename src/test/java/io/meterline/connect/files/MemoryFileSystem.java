package io.meterline.connect.files;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.beam.sdk.io.FileSystem;
import org.apache.beam.sdk.io.FileSystemUtils;
import org.apache.beam.sdk.io.fs.CreateOptions;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.MatchResult.Metadata;
import org.apache.beam.sdk.io.fs.MatchResult.Status;
import org.apache.beam.sdk.io.fs.MoveOptions;

/** Beam's file system over {@link MemoryStore}s. */
final class MemoryFileSystem extends FileSystem<MemoryObject> {
  @Override
  protected List<MatchResult> match(List<String> specs) throws IOException {
    var results = new ArrayList<MatchResult>();
    for (var spec : specs) {
      var pattern = MemoryObject.of(spec);
      var store = MemoryStore.of(pattern);
      var name = Pattern.compile(FileSystemUtils.wildcardToRegexp(pattern.name()));
      var found = new ArrayList<Metadata>();
      for (var object : store.names()) {
        if (name.matcher(object).matches()) {
          found.add(metadata(new MemoryObject(pattern.bucket(), object), store.get(object).length));
        }
      }
      results.add(
          found.isEmpty()
              ? MatchResult.create(Status.NOT_FOUND, new FileNotFoundException(spec))
              : MatchResult.create(Status.OK, found));
    }
    return results;
  }

  private static Metadata metadata(MemoryObject object, long bytes) {
    return Metadata.builder().setResourceId(object).setSizeBytes(bytes).setIsReadSeekEfficient(true).build();
  }

  @Override
  protected WritableByteChannel create(MemoryObject object, CreateOptions options) throws IOException {
    var store = MemoryStore.of(object);
    var bytes = new ByteArrayOutputStream();
    var channel = Channels.newChannel(bytes);
    return new WritableByteChannel() {
      @Override
      public int write(ByteBuffer source) throws IOException {
        return channel.write(source);
      }

      @Override
      public boolean isOpen() {
        return channel.isOpen();
      }

      @Override
      public void close() throws IOException {
        if (channel.isOpen()) {
          channel.close();
          store.write(object.name(), bytes.toByteArray());
        }
      }
    };
  }

  @Override
  protected ReadableByteChannel open(MemoryObject object) throws IOException {
    return new BytesChannel(MemoryStore.of(object).read(object.name()));
  }

  @Override
  protected void copy(List<MemoryObject> from, List<MemoryObject> to) throws IOException {
    for (var i = 0; i < from.size(); i++) {
      MemoryStore.of(to.get(i)).write(to.get(i).name(), MemoryStore.of(from.get(i)).get(from.get(i).name()));
    }
  }

  @Override
  protected void rename(List<MemoryObject> from, List<MemoryObject> to, MoveOptions... options) {
    throw new UnsupportedOperationException("renames");
  }

  @Override
  protected void delete(Collection<MemoryObject> objects) throws IOException {
    for (var object : objects) {
      MemoryStore.of(object).remove(object.name());
    }
  }

  @Override
  protected MemoryObject matchNewResource(String spec, boolean isDirectory) {
    return MemoryObject.of(isDirectory && !spec.endsWith("/") ? spec + "/" : spec);
  }

  @Override
  protected String getScheme() {
    return MemoryStore.SCHEME;
  }
}
