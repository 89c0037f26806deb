// Holds the templates of two directories against each other, byte for byte: node same-but-for-the-cdk.mjs DIRECTORY OTHER
// Only the function that the CDK brings may differ, in its code and its runtime, which come with each version.
import { readdirSync, readFileSync } from "node:fs";

const [directory, other] = process.argv.slice(2);
const names = templates(directory);
const different = names.filter((name) => text(directory, name) !== text(other, name));
const missing = templates(other).filter((name) => !names.includes(name));
different.forEach((name) => console.error(`not the same: ${directory}/${name} ${other}/${name}`));
missing.forEach((name) => console.error(`only in ${other}: ${name}`));
if (names.length === 0) console.error(`no template in ${directory}`);
console.log(`${names.length} templates compared`);
process.exitCode = names.length === 0 || different.length + missing.length > 0 ? 1 : 0;

function templates(of) {
  return readdirSync(of).filter((name) => name.endsWith(".template.json"));
}

function text(of, name) {
  const template = JSON.parse(readFileSync(`${of}/${name}`));
  for (const [id, { Type, Metadata, Properties }] of Object.entries(template.Resources)) {
    if (Type === "AWS::Lambda::Function" && /^Custom.*CustomResourceProviderHandler/.test(id)) {
      delete Properties.Code;
      delete Properties.Runtime;
      if (Metadata) delete Metadata["aws:asset:path"];
    }
  }
  return JSON.stringify(template);
}
