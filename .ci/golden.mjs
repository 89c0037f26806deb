// Holds the templates of a cloud assembly against golden files: node golden.mjs ASSEMBLY GOLDEN [--update]
// Fails on every byte that is not the same, and prints what is different; with --update it writes the golden files.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";

const [assembly, golden, flag] = process.argv.slice(2);
const update = flag === "--update";
const names = templatesIn(assembly);
mkdirSync(golden, { recursive: true });
for (const name of names) {
  writeFileSync(`${assembly}/${name}.golden`, text(name));
  if (update) writeFileSync(`${golden}/${name}`, text(name));
}
const others = templatesIn(golden).filter((name) => !names.includes(name));
if (update) others.forEach((name) => rmSync(`${golden}/${name}`));
else others.forEach((name) => console.error(`${golden}/${name} is not synthesized any more`));

const different = update ? [] : names.filter((name) => !isTheSame(name));
process.exitCode = different.length > 0 || (!update && others.length > 0) ? 1 : 0;

function templatesIn(directory) {
  return existsSync(directory) ? readdirSync(directory).filter((name) => name.endsWith(".template.json")).sort() : [];
}

function isTheSame(name) {
  const diff = ["diff", "--no-index", "--no-color", "--", existsSync(`${golden}/${name}`) ? `${golden}/${name}` : "/dev/null"];
  return spawnSync("git", [...diff, `${assembly}/${name}.golden`], { stdio: ["ignore", "inherit", "inherit"] }).status === 0;
}

// Pretty-printed, in the order in which it was synthesized, without what the version of the CDK alone decides: the code of its own
// functions, whose hash is the key in the bucket of the assets, and what they run on.
function text(name) {
  const template = JSON.parse(readFileSync(`${assembly}/${name}`));
  const hashes = readdirSync(assembly)
    .filter((it) => it.startsWith("asset.") && existsSync(`${assembly}/${it}/__entrypoint__.js`))
    .map((it) => it.slice("asset.".length));
  for (const { Type, Properties } of Object.values(template.Resources)) {
    if (Type === "AWS::Lambda::Function" && hashes.some((hash) => JSON.stringify(Properties.Code).includes(hash))) {
      Properties.Runtime = "as the CDK has it";
    }
  }
  return hashes.reduce(
    (json, hash) => json.replaceAll(hash, "hash-of-the-code-that-comes-with-the-cdk"),
    `${JSON.stringify(template, null, 2)}\n`,
  );
}
