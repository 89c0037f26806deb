// Asks the CDK's own comparison of templates, by AWS's documentation of "Update requires", what each change of changes.tsv replaces.
// Usage: cdk.mjs NODE_MODULES [--write]
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const [modules, option] = process.argv.slice(2);
const { fullDiff } = createRequire(join(resolve(modules), "any.js"))("@aws-cdk/cloudformation-diff");

const answersFile = join(here, "cdk.tsv");
const head = `# What @aws-cdk/cloudformation-diff says of the resource that changes.tsv changes, written by .ci/rehearsal/check --write.
#
# resource	path	Replacement
#
# Replacement: True, False or Conditional, as change sets name it.
`;
const words = { WILL_UPDATE: "False", MAY_REPLACE: "Conditional", WILL_REPLACE: "True" };

const template = JSON.parse(readFileSync(join(here, "..", "golden", "production", "Shop.template.json"), "utf8"));

function replacement(beginning, path, value) {
  const changed = structuredClone(template);
  const name = Object.keys(changed.Resources).find((it) => it.startsWith(beginning));
  const steps = path.split("/");
  const last = steps.pop();
  const parent = steps.reduce((below, step) => below[step], changed.Resources[name].Properties);
  parent[last] = JSON.parse(value);
  return words[fullDiff(structuredClone(template), changed).resources.changes[name].changeImpact];
}

const rows = readFileSync(join(here, "changes.tsv"), "utf8").split("\n").filter((it) => it !== "" && !it.startsWith("#"));
const answers = rows.map((it) => it.split("\t")).map(([, name, path, value]) => `${name}\t${path}\t${replacement(name, path, value)}\n`);
const text = head + answers.join("");
if (option === "--write") {
  writeFileSync(answersFile, text);
} else if (text !== readFileSync(answersFile, "utf8")) {
  console.error("cdk.tsv is stale; .ci/rehearsal/check --write mends it");
  process.exit(1);
}
console.log(`${answers.length} answers of the CDK`);
