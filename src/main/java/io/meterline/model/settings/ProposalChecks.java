package io.meterline.model.settings;

import io.meterline.model.Nearest;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.Position;
import io.meterline.model.time.Known;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Checks a proposal against the log, under {@code known=now}.
 *
 * @param log the settings changes of the log, in any order
 * @param devices the devices that have readings
 * @param firstReading the start of the first reading of the log; empty if not known
 */
public record ProposalChecks(Collection<LoggedChange> log, Set<String> devices, Optional<Instant> firstReading) {
  private static final int FEW = 8;
  private static final ChangeRules RULES = new ChangeRules(Known.NOW);

  private record Target(Scope scope, Setting setting) {}

  /** The values of a (scope, setting) over time, and why changes were rejected, by position. */
  private record Folded(TreeMap<Long, Optional<Value>> values, Map<Position, String> rejected) {}

  /** Checks a proposal, whose positions are after those of the log. */
  public ProposalFindings check(Proposal proposal) {
    var errors = new ArrayList<String>();
    var notes = new ArrayList<String>();
    var changesNothing = true;
    for (var change : proposal.changes()) {
      var error = error(change, proposal);
      error.ifPresent(why -> errors.add("'" + ProposedText.text(change) + "': " + why));
      if (error.isEmpty()) {
        beforeTheFirst(change).ifPresent(notes::add);
        if (isWithoutEffect(change, proposal)) {
          notes.add("'" + ProposedText.text(change) + "' changes nothing: it has that value already, for as long as the change would hold");
        }
      }
    }
    for (var target : targets(proposal)) {
      changesNothing &= folded(target, List.of()).values.equals(folded(target, proposal.changes()).values);
    }
    return new ProposalFindings(errors, notes, changesNothing);
  }

  private static List<Target> targets(Proposal proposal) {
    return proposal.changes().stream()
        .flatMap(change -> ChangeEffect.accepted(change).stream())
        .map(valid -> new Target(valid.scope(), valid.setting()))
        .distinct()
        .toList();
  }

  private Optional<String> error(LoggedChange change, Proposal proposal) {
    return RULES
        .check(change)
        .match(
            valid ->
                unknown(valid.scope(), proposal)
                    .or(
                        () ->
                            Optional.ofNullable(
                                folded(new Target(valid.scope(), valid.setting()), proposal.changes()).rejected.get(change.position()))),
            rejection -> Optional.of(rejection.detail()));
  }

  private Optional<String> unknown(Scope scope, Proposal proposal) {
    return switch (scope.level()) {
      case EVERYONE -> Optional.empty();
      case DEVICE -> unknownDevice(scope.name());
      case PLAN -> nobodyIn(scope, Setting.PLAN, "on", proposal);
      case COHORT -> nobodyIn(scope, Setting.COHORT, "in", proposal);
    };
  }

  private Optional<String> unknownDevice(String device) {
    var known = new TreeSet<>(devices);
    log.stream().flatMap(change -> Scope.parse(change.scope()).stream()).filter(Scope::isDevice).map(Scope::name).forEach(known::add);
    return known.contains(device)
        ? Optional.empty()
        : Optional.of("device " + device + " has no readings and no settings" + meant("device:", device, known).orElse(""));
  }

  private Optional<String> nobodyIn(Scope scope, Setting membership, String in, Proposal proposal) {
    var names =
        Stream.concat(log.stream(), proposal.changes().stream())
            .flatMap(change -> ChangeEffect.accepted(change).stream())
            .filter(change -> change.setting() == membership)
            .flatMap(change -> change.operation() instanceof Operation.Set set ? Stream.of(set.value().toString()) : Stream.of())
            .collect(Collectors.toCollection(TreeSet::new));
    return names.contains(scope.name())
        ? Optional.empty()
        : Optional.of("nobody is " + in + " " + scope + meant(membership.word() + ":", scope.name(), names).orElseGet(() -> those(membership, names)));
  }

  private static Optional<String> meant(String prefix, String name, Set<String> names) {
    return Nearest.of(name, names).map(near -> "; did you mean " + prefix + near + "?");
  }

  private static String those(Setting membership, Set<String> names) {
    var few = names.stream().limit(FEW).collect(Collectors.joining(", "));
    return names.isEmpty() ? "; there is no " + membership.word() : "; there are " + few + (names.size() > FEW ? " and more" : "");
  }

  private Optional<String> beforeTheFirst(LoggedChange change) {
    return firstReading
        .filter(first -> change.effectiveAt().isBefore(first))
        .map(
            first ->
                "'%s': from %s is before the first reading, %s: it changes every day"
                    .formatted(ProposedText.text(change), change.effectiveAt(), first));
  }

  /** Whether the values are the same without the change. */
  private boolean isWithoutEffect(LoggedChange change, Proposal proposal) {
    var valid = ChangeEffect.accepted(change).orElseThrow();
    var target = new Target(valid.scope(), valid.setting());
    var others = proposal.changes().stream().filter(other -> !other.position().equals(change.position())).toList();
    return folded(target, others).values.equals(folded(target, proposal.changes()).values);
  }

  private Folded folded(Target target, Collection<LoggedChange> proposed) {
    var fold = new Fold();
    var rejected = new HashMap<Position, String>();
    Stream.concat(log.stream(), proposed.stream())
        .filter(change -> change.name().equals(target.setting.word()) && change.scope().equals(target.scope.toString()))
        .flatMap(change -> ChangeEffect.accepted(change).stream())
        .forEach(fold::add);
    fold.advance(
        Long.MAX_VALUE,
        rejection ->
            rejected.put(
                new Position(
                    rejection.loggedAt().orElseThrow(), rejection.partition().orElseThrow(), rejection.offset().orElseThrow()),
                rejection.detail()));
    return new Folded(values(fold), rejected);
  }

  private static TreeMap<Long, Optional<Value>> values(Fold fold) {
    var last = new TreeMap<Long, Optional<Value>>();
    fold.past().forEach(past -> last.put(past.step().from(), past.step().value()));
    var values = new TreeMap<Long, Optional<Value>>();
    var before = Optional.<Value>empty();
    for (var step : last.entrySet()) {
      if (!step.getValue().equals(before)) {
        values.put(step.getKey(), step.getValue());
      }
      before = step.getValue();
    }
    return values;
  }
}
