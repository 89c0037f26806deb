"""Deploys examples/production to ministack, and asks it for a change set of each change of changes.tsv.

Usage: ministack.py URL [--write]
"""

import json
import pathlib
import sys
import time

import botocore.config
import botocore.exceptions
import botocore.session

HERE = pathlib.Path(__file__).parent
TEMPLATE = HERE.parent / "golden" / "production" / "Shop.template.json"
ANSWERS = HERE / "ministack.tsv"
BUCKET = "templates"
STACK = "Shop"

# Types that ministack does not know, and records in a zone that is not in the template.
LEFT_OUT = {
    "AWS::ApplicationAutoScaling::ScalableTarget",
    "AWS::ApplicationAutoScaling::ScalingPolicy",
    "AWS::Backup::BackupSelection",
    "AWS::EC2::EIP",
    "AWS::EC2::FlowLog",
    "AWS::EC2::NatGateway",
    "AWS::EC2::SecurityGroupEgress",
    "AWS::EC2::SecurityGroupIngress",
    "AWS::ECS::CapacityProvider",
    "AWS::ECS::ClusterCapacityProviderAssociations",
    "AWS::RDS::EventSubscription",
    "AWS::Route53::RecordSet",
    "AWS::SecretsManager::RotationSchedule",
    "AWS::WAFv2::LoggingConfiguration",
    "AWS::WAFv2::WebACLAssociation",
    "Custom::VpcRestrictDefaultSG",
}

HEAD = """\
# What change sets of ministack 1.5.33 say of the resource that changes.tsv changes, written by .ci/rehearsal/check --write.
#
# resource	path	Replacement
#
# Replacement: True, False or Conditional, which it also says of a type whose properties it does not know; `-` if it does not know the type.
"""


def is_metric_math(resource):
    """Of an alarm, which ministack refuses to create then."""
    return resource["Type"] == "AWS::CloudWatch::Alarm" and "Metrics" in resource["Properties"]


def deployable(template):
    """The template without what ministack does not know, and with texts for what refers to it."""
    gone = {name for name, it in template["Resources"].items() if it["Type"] in LEFT_OUT or is_metric_math(it)}

    def without(value):
        if isinstance(value, dict):
            if value.get("Ref") in gone:
                return value["Ref"]
            attribute = value.get("Fn::GetAtt")
            if isinstance(attribute, list) and attribute[0] in gone:
                return ".".join(attribute)
            return {key: without(inner) for key, inner in value.items()}
        return [without(inner) for inner in value] if isinstance(value, list) else value

    resources = {name: without(it) for name, it in template["Resources"].items() if name not in gone}
    for it in resources.values():
        if "DependsOn" in it:
            it["DependsOn"] = [name for name in it["DependsOn"] if name not in gone]
    parameters = {
        name: {"Type": "String", "Default": "ami-0123456789abcdef0"} if it["Type"].startswith("AWS::SSM::") else it
        for name, it in template["Parameters"].items()
    }
    return {"Parameters": parameters, "Resources": resources}


def changed(template, resource, path, value):
    template = json.loads(json.dumps(template))
    names = [name for name in template["Resources"] if name.startswith(resource)]
    if len(names) != 1:
        raise SystemExit(f"{resource} begins {len(names)} logical ids")
    here = template["Resources"][names[0]]["Properties"]
    *steps, last = path.split("/")
    for step in steps:
        here = here[int(step)] if isinstance(here, list) else here[step]
    here[last] = json.loads(value)
    return template


class Engine:
    def __init__(self, url):
        session = botocore.session.get_session()
        settings = {
            "region_name": "eu-central-1",
            "endpoint_url": url,
            "aws_access_key_id": "111111111111",
            "aws_secret_access_key": "none",
            "config": botocore.config.Config(s3={"addressing_style": "path"}, proxies={}),
        }
        self.url = url
        self.s3 = session.create_client("s3", **settings)
        self.cloudformation = session.create_client("cloudformation", **settings)

    def start(self):
        location = {"LocationConstraint": "eu-central-1"}
        for _ in range(120):
            try:
                self.s3.create_bucket(Bucket=BUCKET, CreateBucketConfiguration=location)
                return
            except botocore.exceptions.HTTPClientError:
                time.sleep(0.5)
        raise SystemExit("ministack does not answer; see target/ministack.log")

    def put(self, template):
        self.s3.put_object(Bucket=BUCKET, Key="template.json", Body=json.dumps(template).encode())
        return {"TemplateURL": f"{self.url}/{BUCKET}/template.json", "Capabilities": ["CAPABILITY_NAMED_IAM"]}

    def deploy(self, template):
        self.cloudformation.create_stack(StackName=STACK, **self.put(template))
        stack = self.until(lambda: self.cloudformation.describe_stacks(StackName=STACK)["Stacks"][0], "StackStatus")
        if stack["StackStatus"] != "CREATE_COMPLETE":
            events = self.cloudformation.describe_stack_events(StackName=STACK)["StackEvents"]
            failed = [it for it in events if it["ResourceStatus"].endswith("_FAILED")]
            raise SystemExit("\n".join(f"{it['LogicalResourceId']}: {it.get('ResourceStatusReason')}" for it in failed))

    def replacements(self, template):
        change = {"StackName": STACK, "ChangeSetName": "Change"}
        self.cloudformation.create_change_set(ChangeSetType="UPDATE", **change, **self.put(template))
        described = self.until(lambda: self.cloudformation.describe_change_set(**change), "Status")
        self.cloudformation.delete_change_set(**change)
        if described["Status"] != "CREATE_COMPLETE":
            raise SystemExit(f"the change set is {described['Status']}: {described.get('StatusReason')}")
        changes = [it["ResourceChange"] for it in described["Changes"]]
        return {it["LogicalResourceId"]: it["Replacement"] for it in changes}

    @staticmethod
    def until(ask, status):
        for _ in range(240):
            answer = ask()
            if not answer[status].endswith(("PROGRESS", "PENDING")):
                return answer
            time.sleep(0.25)
        raise SystemExit(f"it is still {answer[status]}")


def main(url, *options):
    template = json.loads(TEMPLATE.read_text(encoding="utf-8"))
    known = deployable(template)
    engine = Engine(url)
    engine.start()
    engine.deploy(known)
    lines = []
    for row in (HERE / "changes.tsv").read_text(encoding="utf-8").splitlines():
        if row.startswith("#"):
            continue
        _, resource, path, value = row.split("\t")
        answer = "-"
        for name in known["Resources"]:
            if name.startswith(resource):
                answer = engine.replacements(changed(known, resource, path, value))[name]
        lines.append(f"{resource}\t{path}\t{answer}")
    answers = HEAD + "\n".join(lines) + "\n"
    if "--write" in options:
        ANSWERS.write_text(answers, encoding="utf-8")
    elif answers != ANSWERS.read_text(encoding="utf-8"):
        wrong = sorted(set(answers.splitlines()) ^ set(ANSWERS.read_text(encoding="utf-8").splitlines()))
        raise SystemExit("ministack.tsv is stale; .ci/rehearsal/check --write mends it:\n" + "\n".join(wrong))
    print(f"{len(lines)} answers of ministack")


main(*sys.argv[1:])
