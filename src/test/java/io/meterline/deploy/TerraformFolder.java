package io.meterline.deploy;

import io.meterline.deploy.Hcl.Argument;
import io.meterline.deploy.Hcl.Block;
import io.meterline.deploy.Hcl.Body;
import io.meterline.deploy.HclTokens.Kind;
import io.meterline.deploy.HclTokens.Token;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A folder of Terraform files, which to Terraform are one.
 *
 * @param path the folder, to find modules from
 * @param body what its files say
 */
record TerraformFolder(Path path, Body body) {
  /** What an expression names, such as {@code var.region}: a root, a name, and an attribute if one follows. */
  private record Reference(String root, String name, String attribute) {
    String text() {
      var isWhole = attribute.isEmpty() || root.equals("var") || root.equals("local");
      return root + "." + name + (isWhole ? "" : "." + attribute);
    }
  }

  /** Reads the files of a folder. */
  static TerraformFolder read(Path folder) {
    try (var files = Files.list(folder)) {
      var sources = new ArrayList<String>();
      for (var file : files.filter(name -> name.toString().endsWith(".tf")).sorted().toList()) {
        sources.add(Files.readString(file));
      }
      return of(folder, sources);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the folder would be with other files in it. */
  static TerraformFolder of(Path folder, List<String> sources) {
    var bodies = sources.stream().map(Hcl::read).toList();
    return new TerraformFolder(
        folder,
        new Body(
            bodies.stream().flatMap(body -> body.arguments().stream()).toList(),
            bodies.stream().flatMap(body -> body.blocks().stream()).toList()));
  }

  /** What is wrong in it, as far as its own files, the modules it uses and the providers' schemas tell. */
  List<String> problems() {
    var problems = new ArrayList<String>();
    body.blocks("provider").forEach(block -> problems.addAll(problemsOfProvider(block)));
    body.blocks("resource").forEach(block -> problems.addAll(problemsOfResource(block)));
    body.blocks("data").forEach(block -> problems.add(where(block) + ": data sources are not checked"));
    body.blocks("module").forEach(block -> problems.addAll(problemsOfModule(block)));
    problems.addAll(problemsOfNames());
    return problems;
  }

  /** The version of every provider that is asked for, as {@code SOURCE VERSION}, by its name. */
  List<Argument> requiredProviders() {
    return body.blocks("terraform")
        .flatMap(block -> block.body().blocks("required_providers"))
        .flatMap(block -> block.body().arguments().stream())
        .toList();
  }

  /** The names that are declared by blocks of a type, such as {@code variable}. */
  Set<String> names(String type) {
    return body.blocks(type).map(Block::name).collect(Collectors.toCollection(TreeSet::new));
  }

  /** The names of the variables that must be given. */
  Set<String> requiredVariables() {
    return body.blocks("variable")
        .filter(block -> block.body().argument("default").isEmpty())
        .map(Block::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The names in the object that a local value is. */
  List<String> namesInLocal(String local) {
    return inLocal(local).map(Argument::name).toList();
  }

  /** What the object that a local value is consists of. */
  Stream<Argument> inLocal(String local) {
    return body.blocks("locals")
        .flatMap(block -> block.body().argument(local).stream())
        .flatMap(argument -> argument.object().stream());
  }

  private static List<String> problemsOfProvider(Block block) {
    return ProviderSchema.of(block.name()).problemsOfProvider(block.name(), block.body());
  }

  private static List<String> problemsOfResource(Block block) {
    var type = block.labels().get(0);
    return ProviderSchema.of(provider(block)).problemsOfResource(where(block), type, block.body());
  }

  private static String provider(Block resource) {
    var type = resource.labels().get(0);
    return resource
        .body()
        .argument("provider")
        .map(argument -> argument.value().get(0).text())
        .orElse(type.substring(0, type.indexOf('_')));
  }

  private List<String> problemsOfModule(Block block) {
    var problems = new ArrayList<String>();
    var given = block.body().arguments().stream().map(Argument::name).collect(Collectors.toSet());
    var module = module(block);
    for (var name : given) {
      if (!name.equals("source") && !module.names("variable").contains(name)) {
        problems.add(where(block) + ": no argument " + name);
      }
    }
    for (var name : module.requiredVariables()) {
      if (!given.contains(name)) {
        problems.add(where(block) + ": " + name + " is missing");
      }
    }
    return problems;
  }

  private TerraformFolder module(Block block) {
    var source = block.body().argument("source").flatMap(Argument::text).orElseThrow();
    return read(path.resolve(source).normalize());
  }

  private List<String> problemsOfNames() {
    var problems = new ArrayList<String>();
    // A variable in its own validation is not one that is used.
    var used = references(body.blocks().stream().filter(block -> !block.type().equals("variable")));
    var locals = body.blocks("locals").flatMap(block -> block.body().arguments().stream()).map(Argument::name).toList();
    for (var reference : references(body.blocks().stream())) {
      switch (reference.root) {
        case "var" -> require(names("variable").contains(reference.name), reference, problems);
        case "local" -> require(locals.contains(reference.name), reference, problems);
        case "module" -> require(hasOutput(reference), reference, problems);
        default -> require(hasAttribute(reference), reference, problems);
      }
    }
    for (var variable : names("variable")) {
      if (!isUsed(used, "var", variable)) {
        problems.add("var." + variable + " is not used");
      }
    }
    for (var local : locals) {
      if (!isUsed(used, "local", local)) {
        problems.add("local." + local + " is not used");
      }
    }
    return problems;
  }

  private static boolean isUsed(List<Reference> references, String root, String name) {
    return references.stream().anyMatch(reference -> reference.root.equals(root) && reference.name.equals(name));
  }

  private static void require(boolean holds, Reference reference, List<String> problems) {
    if (!holds) {
      problems.add("nothing is " + reference.text());
    }
  }

  private boolean hasOutput(Reference reference) {
    return body.blocks("module")
        .filter(block -> block.name().equals(reference.name))
        .anyMatch(block -> module(block).names("output").contains(reference.attribute));
  }

  private boolean hasAttribute(Reference reference) {
    return body.blocks("resource")
        .filter(block -> block.labels().equals(List.of(reference.root, reference.name)))
        .anyMatch(block -> reference.attribute.isEmpty() || hasAttribute(block, reference));
  }

  private static boolean hasAttribute(Block resource, Reference reference) {
    return ProviderSchema.of(provider(resource)).hasAttribute(reference.root, reference.attribute);
  }

  private static List<Reference> references(Stream<Block> blocks) {
    return references(blocks.flatMap(block -> block.body().tokens()).toList());
  }

  private static List<Reference> references(List<Token> tokens) {
    var references = new ArrayList<Reference>();
    for (var i = 0; i + 2 < tokens.size(); i++) {
      var begins = tokens.get(i).kind() == Kind.WORD && (i == 0 || !tokens.get(i - 1).is("."));
      if (begins && tokens.get(i + 1).is(".") && isRoot(tokens.get(i).text())) {
        references.add(new Reference(tokens.get(i).text(), tokens.get(i + 2).text(), attribute(tokens, i + 3)));
      }
    }
    return references;
  }

  private static boolean isRoot(String word) {
    return List.of("var", "local", "module").contains(word) || word.matches("(google|kubernetes|helm)_\\w+");
  }

  /** The attribute after a name, and after an index if there is one; empty if there is none. */
  private static String attribute(List<Token> tokens, int from) {
    var at = from;
    if (at < tokens.size() && tokens.get(at).is("[")) {
      while (!tokens.get(at).is("]")) {
        at++;
      }
      at++;
    }
    var isThere = at + 1 < tokens.size() && tokens.get(at).is(".") && tokens.get(at + 1).kind() == Kind.WORD;
    return isThere ? tokens.get(at + 1).text() : "";
  }

  private static String where(Block block) {
    return String.join(".", block.labels());
  }
}
