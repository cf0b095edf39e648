package io.meterline.connect.event;

import java.io.InputStream;

/** The bytes of one event as a stream. Unlike {@link java.io.ByteArrayInputStream}, it does not lock on every byte. */
final class EventBytes extends InputStream {
  private final byte[] bytes;
  private int next;
  private int mark;

  EventBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  @Override
  public int read() {
    return next < bytes.length ? bytes[next++] & 0xFF : -1;
  }

  @Override
  public int read(byte[] target, int from, int length) {
    if (length == 0) {
      return 0;
    }
    var count = Math.min(length, available());
    if (count == 0) {
      return -1;
    }
    System.arraycopy(bytes, next, target, from, count);
    next += count;
    return count;
  }

  @Override
  public long skip(long length) {
    var count = (int) Math.max(0, Math.min(length, available()));
    next += count;
    return count;
  }

  @Override
  public int available() {
    return bytes.length - next;
  }

  @Override
  public boolean markSupported() {
    return true;
  }

  @Override
  public void mark(int limit) {
    mark = next;
  }

  @Override
  public void reset() {
    next = mark;
  }
}
