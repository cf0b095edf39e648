package io.meterline.app.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.meterline.app.launch.PlanBase;
import io.meterline.connect.files.AtomicFile;
import io.meterline.connect.files.Disk;
import io.meterline.connect.files.LocalFolder;
import io.meterline.connect.versions.KeptDifferences;
import io.meterline.engine.analysis.Analyses;
import io.meterline.engine.device.Snapshots;
import io.meterline.model.MeterlineException;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.Position;
import io.meterline.model.settings.Proposal;
import io.meterline.model.view.RowDifferences;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.UUID;

/**
 * A plan in a folder: {@code plan.json}, and the rows that differ as Parquet. It is written beside its place and then moved there, so it
 * is complete if it is there.
 *
 * @param folder the folder
 * @param views the location of the views
 * @param archive the location of the archive
 * @param version the version of the views that the plan is held against
 * @param contents identifies the contents of the log that it was made of
 * @param rules what decides the rows of the version besides its log
 * @param proposal the proposed changes
 * @param counts how many rows differ
 */
public record PlanFolder(Path folder, String views, String archive, String version, String contents, String rules, Proposal proposal, Counts counts) {
  private static final String NAME = "plan.json";
  private static final int FORMAT = 1;
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * How many rows differ, of all views together.
   *
   * @param added those that are only there after
   * @param changed those that are there before and after
   * @param deleted those that are only there before
   */
  public record Counts(long added, long changed, long deleted) {
    static Counts of(RowDifferences rows) {
      var counts = new long[3];
      Analyses.standard()
          .views()
          .forEach(view -> rows.read(view, change -> counts[change.before().isEmpty() ? 0 : change.after().isPresent() ? 1 : 2]++));
      return new Counts(counts[0], counts[1], counts[2]);
    }
  }

  /**
   * Checks that a plan can be written to a place.
   *
   * @throws MeterlineException if something is there
   */
  public static void requireFree(Path folder) {
    if (Files.exists(folder)) {
      throw new MeterlineException(folder + " is there already: name another folder for the plan");
    }
  }

  /**
   * Writes a plan.
   *
   * @param archive the location of the archive
   * @param views the location of the views
   * @throws MeterlineException if the folder is there already, or it cannot be written
   */
  public static void write(Path folder, Plan plan, PlanBase base, String archive, String views) {
    requireFree(folder);
    try {
      var parent = Disk.makeFolder(folder.toAbsolutePath().getParent());
      // Not a temporary folder, which only this user could read.
      var partial = Disk.makeFolder(parent.resolve(".plan-" + UUID.randomUUID()));
      try {
        KeptDifferences.write(new LocalFolder(partial), plan.planned().differences(), Analyses.standard().views());
        new LocalFolder(partial).write(NAME, json(plan, base, archive, views));
        AtomicFile.rename(partial, folder.toAbsolutePath());
      } finally {
        if (Files.exists(partial)) {
          Disk.remove(partial);
        }
      }
    } catch (IOException e) {
      throw new MeterlineException("cannot write the plan " + folder + ": " + e.getMessage(), e);
    }
  }

  private static String json(Plan plan, PlanBase base, String archive, String views) throws IOException {
    var root = JSON.createObjectNode();
    root.put("format", FORMAT).put("engine", Snapshots.ENGINE).put("id", plan.proposal().id());
    root.put("archive", archive).put("views", views).put("version", plan.version()).put("contents", base.contents());
    root.put("rules", base.rules());
    var changes = root.putArray("changes");
    for (var change : plan.proposal().changes()) {
      var object = changes.addObject();
      object.put("scope", change.scope()).put("name", change.name()).put("op", change.op()).put("value", change.value());
      object.put("effective_at", change.effectiveAt().toString()).put("logged_at", change.position().loggedAt().toString());
      change.author().ifPresent(author -> object.put("author", author));
      change.reason().ifPresent(reason -> object.put("reason", reason));
    }
    root.put("add", plan.effects().added()).put("change", plan.effects().changed()).put("delete", plan.effects().deleted());
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
  }

  /**
   * Reads a plan.
   *
   * @throws MeterlineException if there is none, it is damaged, or it was made by another version of this program
   */
  public static PlanFolder read(Path folder) {
    try {
      var text = new LocalFolder(folder).read(NAME);
      if (text.isEmpty()) {
        throw new MeterlineException(folder + " is not a plan: it has no " + NAME + "; 'meterline plan --out' writes plans");
      }
      return read(folder, JSON.readTree(text.get()));
    } catch (JsonProcessingException e) {
      throw damaged(folder, e.getOriginalMessage());
    } catch (IOException e) {
      throw new MeterlineException("the plan " + folder + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static PlanFolder read(Path folder, JsonNode root) {
    if (root.path("format").asInt() != FORMAT || root.path("engine").asInt() != Snapshots.ENGINE) {
      throw new MeterlineException("the plan " + folder + " was made by another version of this program: plan again");
    }
    var changes = new ArrayList<LoggedChange>();
    for (var change : root.path("changes")) {
      var loggedAt = time(folder, change, "logged_at");
      changes.add(
          new LoggedChange(
              text(folder, change, "scope"),
              text(folder, change, "name"),
              text(folder, change, "op"),
              text(folder, change, "value"),
              time(folder, change, "effective_at"),
              Optional.ofNullable(change.get("author")).map(JsonNode::textValue),
              Optional.ofNullable(change.get("reason")).map(JsonNode::textValue),
              new Position(loggedAt, 0, changes.size())));
    }
    if (changes.isEmpty()) {
      throw damaged(folder, "it lacks 'changes'");
    }
    return new PlanFolder(
        folder,
        text(folder, root, "views"),
        text(folder, root, "archive"),
        text(folder, root, "version"),
        text(folder, root, "contents"),
        text(folder, root, "rules"),
        new Proposal(text(folder, root, "id"), changes),
        new Counts(count(folder, root, "add"), count(folder, root, "change"), count(folder, root, "delete")));
  }

  private static long count(Path folder, JsonNode in, String name) {
    var value = in.path(name);
    if (!value.isIntegralNumber()) {
      throw damaged(folder, "it lacks '" + name + "'");
    }
    return value.longValue();
  }

  private static String text(Path folder, JsonNode in, String name) {
    var value = in.path(name);
    if (!value.isTextual()) {
      throw damaged(folder, "it lacks '" + name + "'");
    }
    return value.textValue();
  }

  private static Instant time(Path folder, JsonNode in, String name) {
    try {
      return Instant.parse(text(folder, in, name));
    } catch (DateTimeException e) {
      throw damaged(folder, "'" + name + "' is not a time");
    }
  }

  private static MeterlineException damaged(Path folder, String why) {
    return new MeterlineException("the plan " + folder + " is damaged: " + why + "; plan again");
  }

  /**
   * The rows that differ, as planned.
   *
   * @throws MeterlineException if they are not all there, or cannot be read
   */
  public RowDifferences rows() {
    var rows = KeptDifferences.in(new LocalFolder(folder));
    // Without its rows, any plan would be what would happen.
    if (!Counts.of(rows).equals(counts)) {
      throw damaged(folder, "rows are missing");
    }
    return rows;
  }
}
