// Plays what AWS's services do on behalf of an application, and what nobody may do, against the policies of synthesized templates.
// Usage: node simulate.mjs [--complete] <folder with @cloud-copilot/iam-simulate in its node_modules> <template.json>...
// Fails on a request that is decided otherwise than requests.mjs has it. With --complete it fails too if a row is played in no template.
import { readFileSync } from "node:fs";
import { ROWS, play, use } from "./play.mjs";
import { Template, place } from "./template.mjs";

const ACCOUNT = "111111111111";
const PLACES = [
  place("aws", "eu-central-1", ACCOUNT),
  place("aws-cn", "cn-north-1", ACCOUNT),
  place("aws-us-gov", "us-gov-west-1", ACCOUNT),
];

const complete = process.argv.includes("--complete");
const [folder, ...files] = process.argv.slice(2).filter((argument) => argument !== "--complete");
use(folder);

const played = new Set();
const faults = [];
let requests = 0;
for (const [number, file] of files.entries()) {
  const json = JSON.parse(readFileSync(file));
  // What stands beside an application, such as the network of an example, is not ours to judge.
  if (!Object.values(json.Resources ?? {}).some(({ Type }) => Type === "AWS::ECS::Service")) continue;
  // An example goes to every partition; of generated cases one goes here and one there. What is written for one Region stays there.
  const anywhere = !/"(arn:aws:[a-z-]*:)?eu-central-1/.test(JSON.stringify(json));
  const places = !anywhere ? PLACES.slice(0, 1) : file.includes("cdk.out") ? PLACES : [PLACES[number % PLACES.length]];
  for (const where of places) {
    const result = await play(new Template(json, where));
    requests += result.requests;
    result.played.forEach((row) => played.add(row));
    result.faults.forEach((fault) => faults.push(`${file}, ${fault}`));
  }
}

const idle = complete ? ROWS.filter(({ row }) => !played.has(row)) : [];
idle.forEach(({ row }) => console.error(`in no template: ${row.slice(0, 4).join(" ")}`));
faults.forEach((fault) => console.error(fault));
console.log(`${requests} requests by ${played.size} of ${ROWS.length} rows in ${files.length} templates; ${faults.length} decided otherwise`);
process.exit(faults.length + idle.length > 0 || requests === 0 ? 1 : 0);
