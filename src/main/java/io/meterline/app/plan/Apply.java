package io.meterline.app.plan;

import io.meterline.app.launch.EmbeddedFlink;
import io.meterline.app.launch.PlanBase;
import io.meterline.app.launch.ReplayRunner;
import io.meterline.app.launch.RunSummary;
import io.meterline.app.launch.Runners;
import io.meterline.connect.files.Folder;
import io.meterline.connect.files.FileLocks;
import io.meterline.connect.files.LocalFolder;
import io.meterline.connect.versions.Target;
import io.meterline.model.MeterlineException;
import io.meterline.model.settings.Proposal;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * Applies a plan: logs its changes, and publishes the version of the views that a full replay of the log with them would give. What is
 * killed or fails on the way can be repeated: the changes are in the log once, marked with the id of the plan.
 *
 * @param plan the plan
 * @param archive its archive
 * @param views its views
 * @param log where its changes are logged
 * @param beamOptions options of Beam and its runners
 * @param out where results go
 * @param err where everything else goes
 */
public record Apply(
    PlanFolder plan, Folder archive, Folder views, PlannedLog log, List<String> beamOptions, PrintWriter out, PrintWriter err) {
  private static final String LOCK = ".apply.lock";

  /** How it ended. */
  public enum Outcome {
    /** The changes are in the log, and the current version of the views has them. */
    APPLIED,
    /** The plan is not what would happen any more, and it was not confirmed: nothing was done. */
    STALE
  }

  /**
   * Applies it.
   *
   * @param keep how many previously published versions to keep
   * @param confirm asked if the plan is not what would happen any more
   * @throws MeterlineException if another apply is in progress, or it cannot be done; it can be repeated
   */
  public Outcome run(int keep, Predicate<Freshness> confirm) {
    try {
      var lock = lock();
      try (lock) {
        return locked(keep, confirm);
      }
    } catch (IOException e) {
      throw new MeterlineException("cannot apply the plan " + plan.folder() + ": " + e.getMessage(), e);
    }
  }

  /** In an object store nothing can be locked. */
  private Closeable lock() throws IOException {
    if (!(views instanceof LocalFolder local)) {
      return () -> {};
    }
    return FileLocks.tryLock(local.path().resolve(LOCK))
        .orElseThrow(() -> new MeterlineException("views " + views + ": another plan is being applied; try again when it is done"));
  }

  private Outcome locked(int keep, Predicate<Freshness> confirm) throws IOException {
    var base = PlanBase.of(archive, views, Optional.empty());
    requireSameRules(base);
    var logged = log.logged(plan.proposal()).size();
    // What an interrupted apply has begun is finished.
    if (logged == 0 && !isFresh(base, confirm)) {
      return Outcome.STALE;
    }
    if (logged > 0) {
      out.println("the log has " + logged + " of the " + plan.proposal().changes().size() + " changes of plan " + plan.proposal().id() + " already");
    }
    log.log(plan.proposal()).forEach(out::println);
    publish(keep);
    return Outcome.APPLIED;
  }

  private void requireSameRules(PlanBase base) {
    if (!base.rules().equals(plan.rules())) {
      throw new MeterlineException(
          "the plan " + plan.folder() + " was made of views with other rules (" + plan.rules() + ", not " + base.rules() + "): plan again");
    }
  }

  private boolean isFresh(PlanBase base, Predicate<Freshness> confirm) throws IOException {
    var planned = plan.rows();
    if (base.version().equals(plan.version()) && base.contents().equals(plan.contents())) {
      return true;
    }
    err.println("the log or the views are not those of the plan any more: planning again");
    err.flush();
    var scratch = new LocalFolder(Files.createTempDirectory("plan"));
    try {
      var now = new Planner(base, beamOptions, err).plan(base.propose(plan.proposal().id(), plan.proposal().changes()), scratch);
      var freshness = Freshness.of(planned, now.planned().differences());
      if (freshness.isFresh()) {
        out.println("every row would still be as planned");
        return true;
      }
      new PlanText(out).print(now);
      return confirm.test(freshness);
    } finally {
      scratch.remove();
    }
  }

  private void publish(int keep) {
    var base = PlanBase.of(archive, views, Optional.empty());
    if (base.wasMadeWith(plan.proposal())) {
      out.println("version " + base.version() + " of " + views + " has them, and is current");
      out.flush();
      return;
    }
    var target = new Target(views, Optional.empty(), Target.WhenComplete.PUBLISH, keep);
    var readings = base.work(new Proposal(plan.proposal().id(), List.of())).readings();
    EmbeddedFlink.during(
        ReplayRunner.of(beamOptions, OptionalLong.of(readings)).options(),
        beam -> {
          RunSummary.of(base.replay(target), Runners.options(beam), err).print(out);
          return Outcome.APPLIED;
        });
  }
}
