package io.meterline.bench;

import java.io.Serializable;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * A source of Flink that ends. Each of its subtasks reads a share that its number decides, so that there are no splits
 * to hand out; for runs without checkpoints.
 *
 * @param <T> what it gives
 */
final class LogSource<T> implements Source<T, LogSource.NoSplit, Void> {
  private static final long serialVersionUID = 1;

  private final Opener<T> opener;

  /** Opens the share of a subtask. */
  @FunctionalInterface
  interface Opener<T> extends Serializable {
    Feed<T> open(int share, int shares);
  }

  /** What a subtask reads. */
  interface Feed<T> extends AutoCloseable {
    /** Gives some more, and says whether there may be any after it. */
    boolean give(SourceOutput<T> output);

    @Override
    void close();
  }

  /** There is none. */
  record NoSplit(String splitId) implements SourceSplit {}

  LogSource(Opener<T> opener) {
    this.opener = opener;
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.BOUNDED;
  }

  @Override
  public SourceReader<T, NoSplit> createReader(SourceReaderContext context) {
    return new Reader<>(opener.open(context.getIndexOfSubtask(), context.currentParallelism()));
  }

  @Override
  public SplitEnumerator<NoSplit, Void> createEnumerator(SplitEnumeratorContext<NoSplit> context) {
    return new NoEnumerator();
  }

  @Override
  public SplitEnumerator<NoSplit, Void> restoreEnumerator(SplitEnumeratorContext<NoSplit> context, Void nothing) {
    return new NoEnumerator();
  }

  @Override
  public SimpleVersionedSerializer<NoSplit> getSplitSerializer() {
    return new Nothing<>();
  }

  @Override
  public SimpleVersionedSerializer<Void> getEnumeratorCheckpointSerializer() {
    return new Nothing<>();
  }

  private static final class Reader<T> implements SourceReader<T, NoSplit> {
    private final Feed<T> feed;

    Reader(Feed<T> feed) {
      this.feed = feed;
    }

    @Override
    public void start() {}

    @Override
    public InputStatus pollNext(ReaderOutput<T> output) {
      return feed.give(output) ? InputStatus.MORE_AVAILABLE : InputStatus.END_OF_INPUT;
    }

    @Override
    public List<NoSplit> snapshotState(long checkpoint) {
      return List.of();
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void addSplits(List<NoSplit> splits) {}

    @Override
    public void notifyNoMoreSplits() {}

    @Override
    public void close() {
      feed.close();
    }
  }

  private static final class NoEnumerator implements SplitEnumerator<NoSplit, Void> {
    @Override
    public void start() {}

    @Override
    public void handleSplitRequest(int subtask, String host) {}

    @Override
    public void addSplitsBack(List<NoSplit> splits, int subtask) {}

    @Override
    public void addReader(int subtask) {}

    @Override
    public Void snapshotState(long checkpoint) {
      return null;
    }

    @Override
    public void close() {}
  }

  private static final class Nothing<S> implements SimpleVersionedSerializer<S> {
    @Override
    public int getVersion() {
      return 1;
    }

    @Override
    public byte[] serialize(S nothing) {
      return new byte[0];
    }

    @Override
    public S deserialize(int version, byte[] bytes) {
      throw new UnsupportedOperationException("there are no splits and no checkpoints");
    }
  }
}
