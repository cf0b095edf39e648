// Writes the schema of the providers, of as much of them as the files here use, to src/test/resources/terraform/, where a
// test holds the files against it. To be run when a file uses a further type, or versions.tf names other versions:
//
//   cd "$(mktemp -d)"
//   for p in google@16.12.1 google-beta@16.12.1 kubernetes@12.1.1 helm@12.1.2; do
//     mkdir "provider-${p%@*}"
//     npm pack -s "@cdktf/provider-$p" | xargs tar xz --strip-components=1 -C "provider-${p%@*}" -f
//   done
//   node REPOSITORY/terraform/schema/extract.mjs "$PWD"
//
// These packages are generated from what each provider says of itself; their package.json says of which version.

import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const packages = process.argv[2];
const terraform = dirname(dirname(fileURLToPath(import.meta.url)));
const out = join(terraform, '../src/test/resources/terraform');
if (!packages) {
  console.error('usage: node extract.mjs FOLDER_OF_THE_PACKAGES');
  process.exit(2);
}

// Whether what is nested in a resource is written as a block, or as an object after an equals sign.
const providers = {
  google: { prefix: 'google_', nested: 'blocks' },
  'google-beta': { prefix: 'google_', folder: 'google-', nested: 'blocks' },
  kubernetes: { prefix: 'kubernetes_', nested: 'blocks' },
  helm: { prefix: 'helm_', nested: 'objects' },
};

const text = readdirSync(terraform, { recursive: true })
  .filter(file => file.endsWith('.tf') && !file.includes('.terraform'))
  .map(file => readFileSync(join(terraform, file), 'utf8'))
  .join('\n');
const used = kind => [...new Set([...text.matchAll(new RegExp(`^${kind} "(\\w+)"`, 'gm'))].map(match => match[1]))].sort();

const types = { number: 'number', boolean: 'bool', string: 'string', any: 'any' };

function argument(type) {
  const bare = type.replaceAll(/ \| cdktf\.IResolvable/g, '').trim();
  const map = bare.match(/^\{\s*\[key: string\]: (.*?);\s*\}$/s);
  if (map) {
    return map[1] === 'any' ? 'any' : `map(${argument(map[1])})`;
  }
  const list = bare.match(/^(?:Array<(.*)>|(.*)\[\])$/);
  return list ? `list(${argument(list[1] ?? list[2])})` : (types[bare] ?? 'any');
}

// What an interface says: its arguments, and what is nested in it.
function block(declarations, name, nested) {
  const body = declarations.match(new RegExp(`export interface ${name}\\b[^{]*\\{\\n([\\s\\S]*?)\\n\\}`))[1];
  const made = { required: [], arguments: {} };
  for (const [, argumentName, optional, type] of body.matchAll(
    /#(\w+)\}(?:(?!\*\/)[\s\S])*\*\/\s*readonly \w+(\??): (\{[\s\S]*?\}(?:\[\])?|[^;{]+)(?: \| cdktf\.IResolvable)?;/g)) {
    if (!optional) {
      made.required.push(argumentName);
    }
    const inner = type.match(/^(\w+)(\[\])?/);
    if (inner && declarations.includes(`export interface ${inner[1]} `)) {
      made[nested] ??= {};
      made[nested][argumentName] = block(declarations, inner[1], nested);
    } else {
      made.arguments[argumentName] = argument(type);
    }
  }
  return made;
}

// What a resource has that cannot be given, only read.
function results(code) {
  const own = code.slice(code.search(/class \w+ extends cdktf\.Terraform(Resource|DataSource)/));
  return [...own.matchAll(/\/\/ (\w+) - computed: true, optional: false, required: false/g)].map(match => match[1]);
}

function schema(folder, nested) {
  const declarations = readFileSync(join(folder, 'index.d.ts'), 'utf8');
  const config = declarations.match(/export interface (\w+Config)\b/)[1];
  return { ...block(declarations, config, nested), results: results(readFileSync(join(folder, 'index.js'), 'utf8')) };
}

mkdirSync(out, { recursive: true });
for (const [provider, { prefix, folder = '', nested }] of Object.entries(providers)) {
  const root = join(packages, `provider-${provider}`);
  const about = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const find = (kind, before) =>
    Object.fromEntries(
      used(kind)
        .filter(type => type.startsWith(prefix))
        .map(type => [type, join(root, 'lib', before + folder + type.slice(prefix.length).replaceAll('_', '-'))])
        .filter(([, path]) => existsSync(path))
        .map(([type, path]) => [type, schema(path, nested)]));
  const made = {
    package: `${about.name}@${about.version}`,
    source: about.cdktf.provider.name.replace('registry.terraform.io/', ''),
    version: about.cdktf.provider.version,
    provider: schema(join(root, 'lib/provider'), nested),
    resources: find('resource', ''),
    data: find('data', folder ? 'data-' : `data-${prefix.replace('_', '-')}`),
  };
  writeFileSync(join(out, `${provider}.json`), JSON.stringify(made, null, 1) + '\n');
  console.log(`${provider}: ${Object.keys(made.resources).length} resources, ${Object.keys(made.data).length} data sources`);
}
