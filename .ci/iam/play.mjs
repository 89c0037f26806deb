// Puts the requests of requests.mjs to @cloud-copilot/iam-simulate, with the policies of a template.
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { FORBIDDEN, NEEDED } from "./requests.mjs";
import { scenesOf } from "./scenes.mjs";

export const ROWS = [
  ...NEEDED.map((row) => ({ row, expected: "Allowed" })),
  ...FORBIDDEN.map((row) => ({ row, expected: "Denied" })),
];

/** What says how a request is evaluated, and is no part of its context. */
const SWITCHES = ["via", "caller", "only", "policy", "unlisted", "through", "owner"];

/** Scenes inside of the VPC: their requests go through its endpoints, where there are any. */
const INSIDE = ["instance", "task", "exec"];

const decided = new Map();
let tool;

/** The folder that has the tool in its node_modules. */
export function use(folder) {
  tool = createRequire(`${resolve(folder)}/`)("@cloud-copilot/iam-simulate");
}

/**
 * Plays every row that a template has a scene for.
 *
 * @returns how many requests were made, by which rows, and which were decided otherwise than the rows have it
 */
export async function play(template) {
  const played = new Set();
  const faults = [];
  let requests = 0;
  const { partition, region, account, suffix } = template.place;
  const policies = template.resourcePolicies();
  const roles = new Map(template.ofType("AWS::IAM::Role").map(({ id }) => [template.arn(id), id]));
  const always = {
    partition, region, account, suffix,
    foreign: "222222222222",
    ecs: template.arnOf("ecs", "", ""),
    rds: template.arnOf("rds", "", ""),
    osMetrics: template.arnOf("logs", "", "log-group:RDSOSMetrics"),
    stranger: template.arnOf("iam", "global", "role/Stranger"),
    administrator: template.arnOf("iam", "global", "role/Administrator"),
    foreigner: `arn:${partition}:iam::222222222222:role/Foreigner`,
    spot: template.arnOf("iam", "global", "role/aws-service-role/spot.amazonaws.com/AWSServiceRoleForEC2Spot"),
    autoScaling: template.arnOf("iam", "global", "role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling"),
  };
  for (const scene of scenesOf(template)) {
    for (const { row, expected } of ROWS) {
      if (row[0] !== scene.kind) continue;
      for (const values of assignments(row, { ...always, ...scene.values })) {
        const [, who, action, resource, context] = fill(row, values);
        played.add(row);
        requests++;
        const result = await decide(template, policies, roles, { who, action, resource, context: { ...throughEndpoint(template, scene.kind, action), ...context } });
        // Something else than a decision is a fault of the row, and no proof of anything.
        const verdict = { Allowed: "Allowed", ImplicitlyDenied: "Denied", ExplicitlyDenied: "Denied" }[result];
        if (verdict !== expected) {
          faults.push(`${region}: ${who} ${action} on ${resource}`
            + `${Object.keys(context).length ? ` with ${JSON.stringify(context)}` : ""}: ${result}, not ${expected} (${scene.kind}: ${row[5]})`);
        }
      }
    }
  }
  return { requests, played, faults };
}

/** The endpoint that a request from inside of the VPC goes through, if its service has one there. */
function throughEndpoint(template, kind, action) {
  const service = action.split(":")[0].replace(/^ecr$/, "ecr.api");
  return INSIDE.includes(kind) && template.endpointPolicies(service).length > 0 ? { through: service } : {};
}

/** Every choice of one value for each name that a row has; none if one of them has no value. */
function assignments(row, values) {
  const names = [...new Set(JSON.stringify(row).match(/(?<=\{)\w+(?=\})/g) ?? [])];
  return names.reduce(
    (chosen, name) => [values[name] ?? []].flat().flatMap((value) => chosen.map((it) => ({ ...it, [name]: value }))),
    [{}],
  );
}

function fill(value, values) {
  if (typeof value === "string") return value.replace(/\{(\w+)}/g, (_, name) => values[name]);
  if (Array.isArray(value)) return value.map((item) => fill(item, values));
  return Object.fromEntries(Object.entries(value).map(([key, nested]) => [key, fill(nested, values)]));
}

async function decide(template, policies, roles, { who, action, resource, context }) {
  const { partition, region, account, suffix } = template.place;
  const id = roles.get(who);
  const isService = !who.startsWith("arn:");
  const isAdministrator = who.endsWith(":role/Administrator");
  const variables = Object.fromEntries(Object.entries(context).filter(([key]) => !SWITCHES.includes(key)));
  variables["aws:PrincipalIsAWSService"] = String(isService);
  // IAM has a role's ARN here, its path included, whatever session makes the request.
  if (!isService) variables["aws:PrincipalArn"] = who;
  if (action.startsWith("kms:")) variables["kms:CallerAccount"] = context.caller ?? account;
  if (context.via) variables["kms:ViaService"] = `${context.via}.${region}.${suffix}`;
  const resourceAccount = context.owner ?? (resource.split(":")[4] || account);
  if (context.through) {
    variables["aws:PrincipalAccount"] = who.split(":")[4];
    variables["aws:ResourceAccount"] = resourceAccount;
  }
  const everything = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] };
  const simulation = {
    request: {
      principal: isService || who.includes("/aws-service-role/") ? who : who.replace(":iam:", ":sts:").replace(":role/", ":assumed-role/") + "/session",
      action,
      resource: { resource, accountId: resourceAccount },
      contextVariables: variables,
    },
    identityPolicies: id
      ? template.policiesOf(id)
      : isAdministrator || who.includes(":222222222222:") ? [{ name: "everything", policy: everything }] : [],
    resourcePolicy: context.policy ? GIVEN[context.policy](template) : resourcePolicy(template, policies, roles, action, resource),
    ...(context.through ? { vpcEndpointPolicies: template.endpointPolicies(context.through) } : {}),
    serviceControlPolicies: [],
    resourceControlPolicies: [],
  };
  // The tool takes no encryption context, and no principal that ends in .cn. What it takes instead, in their place there and in the
  // policies, is compared alike.
  const key = JSON.stringify(simulation)
    .replace(/kms:EncryptionContext:([\w:]+)/g, (_, name) => `aws:PrincipalTag/${name.replaceAll(":", "-")}`)
    .replaceAll(".amazonaws.com.cn", ".cn.amazonaws.com");
  if (!decided.has(key)) {
    // Nor does it know task sets for ecs:Poll, or ARNs without a cluster: decided without its table of actions.
    decided.set(key, context.unlisted ? tool.runUnsafeSimulation(JSON.parse(key), {}) : await checked(JSON.parse(key)));
  }
  return decided.get(key);
}

async function checked(simulation) {
  const result = await tool.runSimulation(simulation, {});
  if (result.resultType === "error") return `not a request of AWS: ${JSON.stringify(result.errors)}`;
  const ignored = result.resultType === "single" ? result.result.ignoredContextKeys.filter((name) => !["aws:PrincipalIsAWSService", "aws:PrincipalArn"].includes(name)) : [];
  return ignored.length > 0 ? `not in the context of such a request: ${ignored}` : result.overallResult;
}

/** The policy of what is asked for: of a role that is taken, of a key, a topic, a bucket or a queue. */
function resourcePolicy(template, policies, roles, action, resource) {
  if (action === "sts:AssumeRole") {
    return roles.has(resource) ? template.resolve(template.properties(roles.get(resource)).AssumeRolePolicyDocument) : undefined;
  }
  return policies.get(resource) ?? policies.get(resource.replace(/^(arn:[\w-]+:s3:::[^/]+)\/.*$/, "$1"));
}

/** Policies of what stands in no template: of a key that leaves it to IAM, and of something that admits everybody. */
const GIVEN = {
  owner: (template) => {
    const root = template.arnOf("iam", "global", "root");
    return { Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: { AWS: root }, Action: "kms:*", Resource: "*" }] };
  },
  anybody: () => ({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }] }),
};
