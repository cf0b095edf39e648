package io.meterline.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.meterline.deploy.Hcl.Argument;
import io.meterline.deploy.Hcl.Body;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a provider says that its resources may have, as {@code terraform/schema/extract.mjs} writes it. */
record ProviderSchema(JsonNode json) {
  private static final Set<String> OF_ANY_RESOURCE = Set.of("count", "for_each", "provider", "depends_on", "lifecycle");

  /** The schema of a provider, by its name in {@code required_providers}. */
  static ProviderSchema of(String provider) {
    try (var in = ProviderSchema.class.getResourceAsStream("/terraform/" + provider + ".json")) {
      return new ProviderSchema(new ObjectMapper().readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where Terraform finds the provider, such as {@code hashicorp/helm}. */
  String source() {
    return json.get("source").asText();
  }

  String version() {
    return json.get("version").asText();
  }

  /** What is wrong with how the provider is configured. */
  List<String> problemsOfProvider(String where, Body body) {
    return problems(where, body, json.get("provider"), Set.of());
  }

  /** What is wrong with a resource: what it has and may not have, and what it must have and has not. */
  List<String> problemsOfResource(String where, String type, Body body) {
    var schema = json.get("resources").get(type);
    return schema == null ? List.of(where + ": no resource " + type) : problems(where, body, schema, OF_ANY_RESOURCE);
  }

  /** Whether others can read something of that name from a resource. */
  boolean hasAttribute(String type, String name) {
    var schema = json.get("resources").path(type);
    var results = new HashSet<String>();
    schema.path("results").forEach(result -> results.add(result.asText()));
    return results.contains(name) || schema.path("arguments").has(name) || schema.path("blocks").has(name);
  }

  private static List<String> problems(String where, Body body, JsonNode schema, Set<String> also) {
    var problems = new ArrayList<String>();
    var given = new HashSet<String>();
    for (var argument : body.arguments()) {
      given.add(argument.name());
      problems.addAll(problemsOfArgument(where, argument, schema, also));
    }
    for (var block : body.blocks()) {
      given.add(block.type());
      if (schema.path("blocks").has(block.type())) {
        var nested = schema.get("blocks").get(block.type());
        problems.addAll(problems(where + " " + block.type(), block.body(), nested, Set.of()));
      } else if (!also.contains(block.type())) {
        problems.add(where + ": no block " + block.type());
      }
    }
    problems.addAll(missing(where, given, schema));
    return problems;
  }

  private static List<String> problemsOfArgument(String where, Argument argument, JsonNode schema, Set<String> also) {
    var name = argument.name();
    if (schema.path("objects").has(name)) {
      var object = new Body(argument.object(), List.of());
      return problems(where + " " + name, object, schema.get("objects").get(name), Set.of());
    }
    var isThere = schema.get("arguments").has(name) || also.contains(name);
    return isThere ? List.of() : List.of(where + ": no argument " + name);
  }

  private static List<String> missing(String where, Set<String> given, JsonNode schema) {
    var missing = new ArrayList<String>();
    for (var required : schema.get("required")) {
      if (!given.contains(required.asText())) {
        missing.add(where + ": " + required.asText() + " is missing");
      }
    }
    return missing;
  }
}
