package io.meterline.connect.formats.portal;

import java.util.LinkedHashMap;
import java.util.Map;

/** Remembers what a few texts mean, of which a file could have any number. */
final class BoundedMap<K, V> extends LinkedHashMap<K, V> {
  private static final long serialVersionUID = 1;
  private static final int MOST = 1000;

  @Override
  protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
    return size() > MOST;
  }
}
