// Holds the templates of two cloud assemblies against each other: node same-template.mjs DIRECTORY OTHER
// Fails on a resource that is in one of them only, or that is not the same in both.
import { readdirSync, readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";

const [directory, other] = process.argv.slice(2);
const different = readdirSync(directory)
  .filter((name) => name.endsWith(".template.json"))
  .flatMap((name) => {
    const [one, two] = [directory, other].map((it) => resources(`${it}/${name}`));
    const ids = new Set([...Object.keys(one), ...Object.keys(two)]);
    return [...ids].filter((id) => !isDeepStrictEqual(one[id], two[id])).map((id) => `${name}: ${id}`);
  });
different.forEach((it) => console.error(`not the same: ${it}`));
process.exitCode = different.length > 0 ? 1 : 0;

function resources(file) {
  const template = JSON.parse(readFileSync(file));
  // Only the CLI has the CDK note the path of each construct.
  for (const resource of Object.values(template.Resources)) delete resource.Metadata;
  return plain(template.Resources);
}

// Without what says nothing: the order within a policy, which minimizePolicies, that looks at the stack, sorts, and whether statements
// that differ in their resources alone are one, which it makes them; and whether
// the partition of a known Region is written out, as enablePartitionLiterals has the stack do.
function plain(value, key) {
  if (Array.isArray(value?.["Fn::Join"]?.[1]) && value["Fn::Join"][1].some(isPartition)) {
    return plain(joined(value["Fn::Join"]), key);
  }
  if (Array.isArray(value)) {
    const items = (key === "Statement" ? onePerResource(value) : value).map((item) => plain(item));
    return ["Action", "Resource", "Statement"].includes(key)
      ? items.sort((one, two) => (JSON.stringify(one) < JSON.stringify(two) ? -1 : 1))
      : items;
  }
  return value !== null && typeof value === "object"
    ? Object.fromEntries(Object.entries(value).map(([name, item]) => [name, plain(item, name)]))
    : value;
}

function onePerResource(statements) {
  return statements.flatMap((it) => (Array.isArray(it.Resource) ? it.Resource.map((one) => ({ ...it, Resource: one })) : [it]));
}

function isPartition(value) {
  return value?.Ref === "AWS::Partition";
}

function joined([separator, parts]) {
  const texts = parts.reduce((before, part) => {
    const item = isPartition(part) ? "aws" : part;
    const last = before.at(-1);
    return separator === "" && typeof item === "string" && typeof last === "string"
      ? [...before.slice(0, -1), last + item]
      : [...before, item];
  }, []);
  return separator === "" && texts.length === 1 && typeof texts[0] === "string"
    ? texts[0]
    : { "Fn::Join": [separator, texts] };
}
