package io.meterline.connect.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * A bucket of an object store, in memory, with what such stores have and no more: an object is there when it has been
 * written to its end, and is replaced in one step; there are no folders, no links, and nothing is renamed.
 */
public final class MemoryStore {
  static final String SCHEME = "memory";

  private static final Map<String, MemoryStore> BUCKETS = new ConcurrentHashMap<>();

  private final String bucket;
  private final SortedMap<String, byte[]> objects = new ConcurrentSkipListMap<>();
  private volatile Watch watch = Watch.NONE;

  /** Is told of what changes. */
  public interface Watch {
    /** Does not look. */
    Watch NONE = new Watch() {};

    /**
     * An object is about to be put or removed.
     *
     * @throws IOException to have that fail
     */
    default void before(String object) throws IOException {}

    /**
     * An object is about to be read.
     *
     * @throws IOException to have that fail
     */
    default void beforeRead(String object) throws IOException {}

    /** An object was put or removed. */
    default void after(String object) {}
  }

  private MemoryStore(String bucket) {
    this.bucket = bucket;
  }

  /** A bucket with nothing in it. */
  public static MemoryStore create() {
    var store = new MemoryStore(UUID.randomUUID().toString());
    BUCKETS.put(store.bucket, store);
    return store;
  }

  /** What the store is named by, and what is in a folder of it. */
  public String uri(String folder) {
    return SCHEME + "://" + bucket + "/" + folder;
  }

  /** Has all changes seen from now on. */
  public void watch(Watch newWatch) {
    watch = newWatch;
  }

  /** Every object whose name begins so, by what comes after it. */
  public SortedMap<String, byte[]> objects(String prefix) {
    var found = new TreeMap<String, byte[]>();
    objects.forEach(
        (name, bytes) -> {
          if (name.startsWith(prefix)) {
            found.put(name.substring(prefix.length()), bytes);
          }
        });
    return found;
  }

  /** Puts an object, unseen by any watch. */
  public void put(String name, byte[] bytes) {
    objects.put(name, bytes);
  }

  static MemoryStore of(MemoryObject object) throws FileNotFoundException {
    var store = BUCKETS.get(object.bucket());
    if (store == null) {
      throw new FileNotFoundException("no bucket " + object.bucket());
    }
    return store;
  }

  List<String> names() {
    return List.copyOf(objects.keySet());
  }

  byte[] read(String name) throws IOException {
    watch.beforeRead(name);
    return get(name);
  }

  byte[] get(String name) throws FileNotFoundException {
    var bytes = objects.get(name);
    if (bytes == null) {
      throw new FileNotFoundException(uri(name));
    }
    return bytes;
  }

  void write(String name, byte[] bytes) throws IOException {
    watch.before(name);
    objects.put(name, bytes);
    watch.after(name);
  }

  void remove(String name) throws IOException {
    watch.before(name);
    objects.remove(name);
    watch.after(name);
  }
}
