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
 * An in-memory bucket with just the semantics of object stores: an object becomes visible once it is completely
 * written, and is replaced atomically; it can be copied; there are no folders, links or renames.
 */
public final class MemoryStore {
  static final String SCHEME = "memory";

  private static final Map<String, MemoryStore> BUCKETS = new ConcurrentHashMap<>();

  private final String bucket;
  private final SortedMap<String, byte[]> objects = new ConcurrentSkipListMap<>();
  private volatile Watch watch = Watch.NONE;

  /** Observes changes. */
  public interface Watch {
    /** Observes nothing. */
    Watch NONE = new Watch() {};

    /**
     * Called before an object is put or removed.
     *
     * @throws IOException to make that fail
     */
    default void before(String object) throws IOException {}

    /**
     * Called before an object is read.
     *
     * @throws IOException to make that fail
     */
    default void beforeRead(String object) throws IOException {}

    /** Called after an object was put or removed. */
    default void after(String object) {}
  }

  private MemoryStore(String bucket) {
    this.bucket = bucket;
  }

  /** An empty bucket. */
  public static MemoryStore create() {
    var store = new MemoryStore(UUID.randomUUID().toString());
    BUCKETS.put(store.bucket, store);
    return store;
  }

  /** The URI of a folder of the store. */
  public String uri(String folder) {
    return SCHEME + "://" + bucket + "/" + folder;
  }

  /** Observes all changes from now on. */
  public void watch(Watch newWatch) {
    watch = newWatch;
  }

  /** The objects with a prefix, by the rest of their names. */
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

  /** Puts an object, without calling the watch. */
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
