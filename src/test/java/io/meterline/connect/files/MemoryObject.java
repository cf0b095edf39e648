package io.meterline.connect.files;

import org.apache.beam.sdk.io.fs.ResolveOptions;
import org.apache.beam.sdk.io.fs.ResolveOptions.StandardResolveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;

/** The name of an object of a {@link MemoryStore}, or a prefix of names. */
record MemoryObject(String bucket, String name) implements ResourceId {
  private static final String START = MemoryStore.SCHEME + "://";

  static MemoryObject of(String uri) {
    var path = uri.substring(START.length());
    var slash = path.indexOf('/');
    return new MemoryObject(path.substring(0, slash), path.substring(slash + 1));
  }

  @Override
  public ResourceId resolve(String other, ResolveOptions options) {
    return new MemoryObject(bucket, name + other + (options == StandardResolveOptions.RESOLVE_DIRECTORY ? "/" : ""));
  }

  @Override
  public ResourceId getCurrentDirectory() {
    return new MemoryObject(bucket, name.substring(0, name.lastIndexOf('/') + 1));
  }

  @Override
  public String getScheme() {
    return MemoryStore.SCHEME;
  }

  @Override
  public String getFilename() {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  @Override
  public boolean isDirectory() {
    return name.isEmpty() || name.endsWith("/");
  }

  @Override
  public String toString() {
    return START + bucket + "/" + name;
  }
}
