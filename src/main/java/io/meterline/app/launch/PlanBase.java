package io.meterline.app.launch;

import io.meterline.connect.files.Folder;
import io.meterline.connect.versions.AmendedVersion;
import io.meterline.connect.versions.FileDifferences;
import io.meterline.connect.versions.PlannedRows;
import io.meterline.connect.versions.Recipe;
import io.meterline.connect.versions.Target;
import io.meterline.connect.versions.Versions;
import io.meterline.engine.analysis.Analyses;
import io.meterline.engine.range.RangePlan;
import io.meterline.model.MeterlineException;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.settings.Proposal;
import io.meterline.model.settings.ProposalMark;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * What plans start from: a complete version of views with snapshots, and the archive that it was made of, which may have grown. The
 * rules are those of the version. A plan is a range replay into a folder of its own: it changes neither the views nor the archive.
 */
public final class PlanBase {
  private final RangeReplay range;
  private final PlanInputs inputs;

  private PlanBase(RangeReplay range) {
    this.range = range;
    this.inputs = range.inputs();
  }

  /**
   * What was logged since the version was made.
   *
   * @param changes the number of settings changes
   * @param devices the number of devices with readings that are used
   */
  public record Added(int changes, int devices) {}

  /**
   * Opens a version to plan from.
   *
   * @param archive the archive that it was made of
   * @param views the location of the views
   * @param version the name of the version; empty for the current one
   * @throws MeterlineException if it cannot be planned from; the message says why
   */
  public static PlanBase of(Folder archive, Folder views, Optional<String> version) {
    var versions = Versions.at(views);
    var name = version.or(versions::current);
    var base =
        versions.base(name.orElseThrow(() -> new MeterlineException("views " + views + ": no version was published yet")));
    var rules = RowRules.of(base);
    var analyses = Analyses.standard();
    var replay = new Replay(archive, target(views), rules.rules(), analyses, rules.dates());
    var opened = replay.origin().open();
    var recipe = RowRules.recipe(rules.rules(), rules.dates(), analyses, opened.contents());
    var start = RangeReplay.of(replay, base, opened, recipe);
    if (start instanceof RangeReplay.Start.Range from) {
      return new PlanBase(from.range());
    }
    var why = ((RangeReplay.Start.Whole) start).why();
    throw new MeterlineException("cannot plan from version " + base.name() + ": " + why);
  }

  private static Target target(Folder views) {
    return new Target(views, Optional.empty(), Target.WhenComplete.HOLD, 0);
  }

  /** The name of the version. */
  public String version() {
    return range.base().name();
  }

  /** What was logged since the version was made. It is part of every plan. */
  public Added added() {
    return new Added(inputs.added().size(), inputs.readings().size());
  }

  /** Identifies the contents of the log as it is now. */
  public String contents() {
    return range.log().contents();
  }

  /** Whether the version was made when the log had every change of an applied proposal. */
  public boolean wasMadeWith(Proposal proposal) {
    return ProposalMark.logged(proposal, inputs.before()).size() == proposal.changes().size();
  }

  /** What decides the rows of the version besides its log, as text. */
  public String rules() {
    return range.base().recipe().withoutLog().entries().entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining(", "));
  }

  /** The settings changes that are logged, in the order of files. */
  public List<LoggedChange> changes() {
    return inputs.logged();
  }

  /**
   * Places proposed changes after the last settings change of the log, as those of an applied plan are: 1 ms later, partition 0, offsets
   * from 0.
   *
   * @param id the id of the proposal
   * @param changes the changes, whose positions are ignored
   */
  public Proposal propose(String id, List<LoggedChange> changes) {
    var last = changes().stream().map(change -> change.position().loggedAt()).max(Comparator.naturalOrder()).orElse(Instant.EPOCH);
    return Proposal.after(last, id, changes);
  }

  /** The start of the first reading of the log, as far as its footers say. */
  public Optional<Instant> firstReading() {
    return range.delta().firstStart();
  }

  /** The devices that have readings in the version. */
  public Set<String> devices() {
    return Collections.unmodifiableSet(inputs.index().devices());
  }

  /**
   * A range replay from the version over the log as it is now, with the rules of the version.
   *
   * @param target where it writes
   */
  public Replay replay(Target target) {
    var rules = range.replay();
    return new Replay(rules.origin(), target, rules.rules(), rules.analyses(), rules.dates()).since(version());
  }

  /** What a proposal makes necessary to be computed again. */
  public Work work(Proposal proposal) {
    return new Work(proposal, inputs.plan(proposal.changes(), range.replay().rules()));
  }

  /** A plan that has not been computed yet. */
  public final class Work {
    private final Proposal proposal;
    private final RangePlan plan;

    private Work(Proposal proposal, RangePlan plan) {
      this.proposal = proposal;
      this.plan = plan;
    }

    /** About how many readings it reads; a whole replay reads all. */
    public long readings() {
      var size = plan.size();
      var all = range.log().readings().orElse(0);
      return size.ofPeriods() == 0 ? all : Math.round((double) all * size.periods() / size.ofPeriods());
    }

    /**
     * Computes it.
     *
     * @param scratch a folder for its files, which may be removed when its rows have been read
     */
    public Planned plan(Folder scratch, PipelineOptions options, RunObserver observer) {
      var start = System.nanoTime();
      observer.starting(range.log().readings());
      var rows = PlannedRows.of(range.base(), scratch.in("rows"), range.replay().dates());
      var counts = range.rounds(plan, proposal.changes()).run(rows, options, observer).orElseThrow(Work::cannotWait);
      if (rows.open().isEmpty()) {
        var differences = rows.differences();
        var files = range.base().files().count();
        var size = range.size(plan, files - differences.files(), files);
        return new Planned(size, counts, differences, options.getRunner().getSimpleName(), seconds(start));
      }
      // Few plans have devices whose rows after their range may differ, too. The second round needs the files of the first.
      var files = AmendedVersion.at(range.base(), scratch.in("files"), range.replay().dates());
      return planned(amended(files, options, observer), options, start);
    }

    /**
     * Computes it, and keeps its rows as a version that can be read and never be published.
     *
     * @param name the name of the version
     * @throws MeterlineException if there is a version of this name, made of something else
     */
    public Planned whatIf(String name, PipelineOptions options, RunObserver observer) {
      var start = System.nanoTime();
      var hypothetical = recipe(Recipe.WHAT_IF, proposal.changes().stream().map(PlanBase::text).collect(Collectors.joining("; ")));
      var views = range.replay().target().views();
      try (var version = Versions.begin(views, Optional.of(name), hypothetical, range.replay().analyses().views())) {
        return switch (version.work()) {
          case COMPLETE_ALREADY -> throw new MeterlineException("version " + name + " of views " + views + " is there already");
          case TO_BE_WRITTEN -> {
            var amended = amended(AmendedVersion.of(range.base(), version, range.replay().dates()), options, observer);
            range.complete(version, hypothetical, amended.files());
            yield planned(new RangeRounds.Amended(amended.files().completedIn(version.folder()), amended.counts()), options, start);
          }
        };
      }
    }

    private Planned planned(RangeRounds.Amended amended, PipelineOptions options, long start) {
      return new Planned(
          range.size(plan, amended.files().shared(), amended.files().count()),
          amended.counts(),
          new FileDifferences(range.base().files(), amended.files()),
          options.getRunner().getSimpleName(),
          seconds(start));
    }

    private static double seconds(long start) {
      return (System.nanoTime() - start) / 1e9;
    }

    private RangeRounds.Amended amended(AmendedVersion first, PipelineOptions options, RunObserver observer) {
      observer.starting(range.log().readings());
      return range
          .rounds(plan, proposal.changes())
          .run(first, options, observer)
          .orElseThrow(Work::cannotWait);
    }

    private static MeterlineException cannotWait() {
      return new MeterlineException("a plan needs a runner whose runs can be waited for");
    }
  }

  /** The recipe of the log as it is now, with one more entry. */
  private Recipe recipe(String entry, String value) {
    var replay = range.replay();
    var whole = RowRules.recipe(replay.rules(), replay.dates(), replay.analyses(), range.log().contents());
    var entries = new TreeMap<>(whole.entries());
    entries.put(entry, value);
    return Recipe.of(entries);
  }

  private static String text(LoggedChange change) {
    return String.join(" ", change.scope(), change.name(), change.op(), change.value(), "from " + change.effectiveAt());
  }
}
