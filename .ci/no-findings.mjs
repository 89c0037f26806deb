// Fails if a validation of the synth has found anything, a warning too: node no-findings.mjs DIRECTORY
import { readFileSync } from "node:fs";

const { pluginReports } = JSON.parse(readFileSync(`${process.argv[2]}/validation-report.json`));
const found = pluginReports.flatMap((report) => report.violations);
found.forEach(({ ruleName, description }) => console.error(ruleName, description));
process.exitCode = found.length > 0 ? 1 : 0;
