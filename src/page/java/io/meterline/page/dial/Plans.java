package io.meterline.page.dial;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.meterline.app.launch.PlanBase;
import io.meterline.app.plan.Apply;
import io.meterline.app.plan.Apply.Outcome;
import io.meterline.app.plan.ArchiveLog;
import io.meterline.app.plan.LiveLog;
import io.meterline.app.plan.PlanFolder;
import io.meterline.app.plan.PlannedLog;
import io.meterline.app.plan.Planner;
import io.meterline.app.serve.PageOptions;
import io.meterline.connect.archive.Archive;
import io.meterline.connect.files.Folder;
import io.meterline.connect.files.LocalFolder;
import io.meterline.connect.kafka.KafkaCluster;
import io.meterline.connect.versions.Versions;
import io.meterline.model.MeterlineException;
import io.meterline.page.Refusal;
import io.meterline.page.query.Editions;
import io.meterline.page.query.Queries;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Plans settings changes and applies them, as the commands {@code plan} and {@code apply} do. One at a time, as a plan uses the whole
 * machine. The version that plans start from stays open while neither it nor the log changes.
 */
public final class Plans {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int VERSIONS_KEPT = 2;
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(30);

  private final String archive;
  private final String views;
  private final Optional<KafkaCluster> kafka;
  private final List<String> beamOptions;
  private final Path scratch;
  private final KeptPlans kept;
  private final Editions editions;
  private final Queries queries;
  private final WrittenValue values;
  private final Semaphore turn = new Semaphore(1);
  private final AtomicLong since = new AtomicLong();
  private Optional<Opened> opened = Optional.empty();

  private record Opened(PlanBase base, String version) {}

  /**
   * Of views and their log.
   *
   * @param options where the log is live, if it is; how plans run; and the currency of the page
   * @param editions the versions of these views
   * @param queries answers questions about them; plans are in the folder of its database
   */
  public Plans(String archive, String views, PageOptions options, Editions editions, Queries queries) {
    this.archive = archive;
    this.views = views;
    this.kafka = options.kafka();
    this.beamOptions = List.copyOf(options.beamOptions());
    this.values = new WrittenValue(options.currency());
    this.scratch = queries.database().scratch();
    this.kept = new KeptPlans(scratch);
    this.editions = editions;
    this.queries = queries;
  }

  /**
   * Plans a proposal.
   *
   * @param proposed see {@link ProposedChanges}
   * @param author who proposes it
   * @return the plan, with a {@code key} that names it for {@link #apply}
   * @throws Refusal if it cannot be planned, or another plan is being made
   */
  public ObjectNode plan(JsonNode proposed, String author) {
    return inTurn(() -> planned(new ProposedChanges(proposed, author, values)));
  }

  private ObjectNode planned(ProposedChanges proposed) {
    var base = base();
    var proposal = proposed.in(base);
    var rows = new LocalFolder(scratch.resolve("rows-" + proposal.id()));
    try {
      Files.createDirectories(rows.path());
      var plan = new Planner(base, beamOptions, silent()).plan(proposal, rows);
      PlanFolder.write(kept.folder(proposal.id()), plan, base, absolute(archive), absolute(views));
      kept.written(proposal.id());
      return new PlanAnswer(queries, editions.of(Optional.of(plan.version()), Optional.empty())).of(plan).put("key", proposal.id());
    } catch (MeterlineException e) {
      throw Refusal.invalid(e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      remove(rows);
    }
  }

  /** What the current version and the log are; opened again once one of them has changed. */
  private PlanBase base() {
    var version = Versions.at(Folder.at(views)).current().orElseThrow(() -> Refusal.unknown("no version of the views was published yet"));
    var contents = Archive.at(Folder.at(archive)).contents();
    if (opened.filter(one -> one.version.equals(version) && one.base.contents().equals(contents)).isEmpty()) {
      try {
        opened = Optional.of(new Opened(PlanBase.of(Folder.at(archive), Folder.at(views), Optional.of(version)), version));
      } catch (MeterlineException e) {
        throw Refusal.invalid(e.getMessage());
      }
    }
    return opened.orElseThrow().base;
  }

  /**
   * Applies a plan: logs its changes, and publishes the version with them.
   *
   * @param key names the plan
   * @param isConfirmed whether to apply it although it is not what would happen any more
   * @throws Refusal if there is no such plan, or it cannot be applied; it can be repeated
   */
  public ObjectNode apply(String key, boolean isConfirmed) {
    if (!kept.has(key)) {
      throw Refusal.unknown("there is no plan " + key + "; plan again");
    }
    return inTurn(() -> applied(key, isConfirmed));
  }

  private ObjectNode applied(String key, boolean isConfirmed) {
    var said = new StringWriter();
    var out = new PrintWriter(said);
    var stale = new AtomicLong();
    try {
      var apply = new Apply(PlanFolder.read(kept.folder(key)), Folder.at(archive), Folder.at(views), log(), beamOptions, out, silent());
      var outcome =
          apply.run(
              VERSIONS_KEPT,
              freshness -> {
                stale.set(freshness.stale());
                return isConfirmed;
              });
      out.flush();
      var root = JSON.createObjectNode().put("outcome", outcome == Outcome.APPLIED ? "applied" : "stale").put("stale", stale.get());
      root.put("version", Versions.at(Folder.at(views)).current().orElse(null));
      var lines = root.putArray("lines");
      said.toString().lines().forEach(lines::add);
      return root;
    } catch (MeterlineException e) {
      throw Refusal.conflict(e.getMessage());
    }
  }

  private PlannedLog log() {
    var folder = Folder.at(archive);
    return kafka.<PlannedLog>map(cluster -> new LiveLog(cluster, folder, LONGEST_WAIT, silent())).orElseGet(() -> ArchiveLog.of(folder));
  }

  /** Whether something is being planned or applied, and for how many seconds. */
  public ObjectNode progress() {
    var start = since.get();
    var root = JSON.createObjectNode().put("running", start != 0);
    return root.put("seconds", start == 0 ? 0 : (System.nanoTime() - start) / 1e9);
  }

  private ObjectNode inTurn(Supplier<ObjectNode> work) {
    if (!turn.tryAcquire()) {
      throw Refusal.conflict("another change is being planned or applied; try again in a moment");
    }
    try {
      since.set(System.nanoTime());
      return work.get();
    } finally {
      since.set(0);
      turn.release();
    }
  }

  private static String absolute(String location) {
    return Folder.at(location).absolute().toString();
  }

  private static PrintWriter silent() {
    return new PrintWriter(PrintWriter.nullWriter());
  }

  private static void remove(LocalFolder folder) {
    try {
      folder.remove();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
