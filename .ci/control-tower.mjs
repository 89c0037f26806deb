// Holds the templates of a cloud assembly against the rules of AWS Control Tower: every finding is to be acknowledged on the
// resource that it is about, or above it. Usage: node control-tower.mjs <folder of the rules' package> <cdk.out>...
// Prints what is acknowledged and found; fails on what is found and not acknowledged.
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

const [rules, ...assemblies] = process.argv.slice(2);
const PLUGIN = "cdk-validator-cfnguard::";
// Their profile leaves out what costs money, and they are for nobody's data: the rules are about the same stack with PRODUCTION.
const DEVELOPMENT = ["GuestbookDev"];

/** The findings of a template: the rule, its number, and the logical ids of the resources. */
function findingsIn(template) {
  const { stdout, stderr, error } = spawnSync(
    `${rules}/bin/ubuntu/x86_64/cfn-guard`,
    ["validate", "--data", template, "--rules", `${rules}/rules/control-tower/cfn-guard`]
      .concat(["--structured", "--output-format", "json", "--show-summary", "none"]),
    { encoding: "utf8", maxBuffer: 1 << 28 },
  );
  if (error || !stdout) throw error ?? new Error(`cfn-guard says nothing of ${template}: ${stderr}`);
  const [{ not_compliant: broken, compliant }] = JSON.parse(stdout);
  if (broken.length + compliant.length === 0) throw new Error(`no rule applies to ${template}`);
  return broken.map(({ Rule: { name, checks } }) => ({
    name,
    number: /\[(CT\.[A-Z0-9.]+)\]/.exec(JSON.stringify(checks))?.[1],
    resources: [...new Set(pathsIn(checks).map((path) => path.split("/")[2]))],
  }));
}

/** Where, in what cfn-guard reports of a broken rule, it stands in the template. */
function pathsIn(report) {
  if (report === null || typeof report !== "object") return [];
  return Object.entries(report).flatMap(([key, value]) =>
    key === "path" && typeof value === "string" && value.startsWith("/Resources/") ? [value] : pathsIn(value),
  );
}

function isJudged(file) {
  return file.endsWith(".template.json") && !DEVELOPMENT.some((stack) => file === `${stack}.template.json`);
}

let open = 0;
for (const assembly of assemblies) {
  for (const file of readdirSync(assembly).filter(isJudged)) {
    const { Resources } = JSON.parse(readFileSync(`${assembly}/${file}`));
    const metadata = JSON.parse(readFileSync(`${assembly}/${file.replace(".template.", ".metadata.")}`));
    const acknowledged = new Map();
    for (const [path, entries] of Object.entries(metadata))
      for (const { type, data } of entries)
        if (type === "aws:cdk:acknowledged-rules")
          for (const id of Object.keys(data))
            if (id.startsWith(PLUGIN)) acknowledged.set(`${path.slice(1)} ${id.slice(PLUGIN.length)}`, false);

    for (const { name, number, resources } of findingsIn(`${assembly}/${file}`)) {
      for (const id of resources) {
        const path = Resources[id].Metadata["aws:cdk:path"];
        const above = path.split("/").map((_, depth, parts) => parts.slice(0, depth + 1).join("/"));
        const where = above.find((it) => acknowledged.has(`${it} ${name}`));
        if (where === undefined) {
          open++;
          console.error(`${number} ${name} at ${path}`);
        } else {
          acknowledged.set(`${where} ${name}`, true);
        }
      }
    }
    for (const [what, found] of acknowledged) {
      if (!found) {
        open++;
        console.error(`acknowledged, but not found: ${what}`);
      }
    }
    console.log(`${file}: ${acknowledged.size} findings, each acknowledged with its reason`);
  }
}
process.exit(open > 0 ? 1 : 0);
