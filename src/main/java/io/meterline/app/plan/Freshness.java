package io.meterline.app.plan;

import io.meterline.engine.analysis.Analyses;
import io.meterline.model.view.RowChange;
import io.meterline.model.view.RowDifferences;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/**
 * Whether a plan is still what would happen: each of its row changes is among those of a new plan, with the same rows before and after.
 * Further changes of the new plan are due to events logged since.
 *
 * @param stale how many row changes would no longer be as planned
 * @param first the first of them
 */
public record Freshness(long stale, List<RowChange> first) {
  private static final int KEPT = 5;

  public Freshness {
    first = List.copyOf(first);
  }

  /** A digest of a row change. */
  private record Digest(long high, long low) {}

  /**
   * Compares a plan with a new one. Takes memory for digests of the rows of the new one, a view at a time.
   *
   * @throws io.meterline.model.MeterlineException if rows cannot be read
   */
  public static Freshness of(RowDifferences planned, RowDifferences now) {
    var stale = new long[1];
    var first = new ArrayList<RowChange>();
    for (var view : Analyses.standard().views()) {
      var found = new HashMap<Digest, Integer>();
      now.read(view, change -> found.merge(digest(change), 1, Integer::sum));
      planned.read(
          view,
          change -> {
            // Equal rows of a list count one by one.
            if (found.merge(digest(change), -1, Integer::sum) < 0) {
              stale[0]++;
              if (first.size() < KEPT) {
                first.add(change);
              }
            }
          });
    }
    return new Freshness(stale[0], first);
  }

  private static Digest digest(RowChange change) {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      var bytes = ByteBuffer.wrap(sha.digest(change.toString().getBytes(StandardCharsets.UTF_8)));
      return new Digest(bytes.getLong(), bytes.getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Whether the plan is still what would happen. */
  public boolean isFresh() {
    return stale == 0;
  }
}
