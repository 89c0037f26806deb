"""Writes instance-types.tsv, what is known of EC2 instance types, from public sources that need no AWS account.

    git clone --depth 1 https://github.com/aws/karpenter-provider-aws
    pip download moto --no-deps
    python3 .ci/instance-types.py karpenter-provider-aws moto-*.whl

The first is Karpenter, a work tree or a bare repository: what it documents of each type, and the VPC limits, which AWS publishes nowhere
else. --revision takes another commit than HEAD, such as the one in the head of the table. The second is moto, which brings the answer of
EC2's DescribeInstanceTypes.

Where the two do not agree, or where something has to be decided first, it says so, writes nothing and fails. After a run look at
`git diff`: a type that is gone, or that has less than before, may be one that somebody runs.
"""

import argparse
import gzip
import json
import re
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

TABLE = Path(__file__).parent.parent / "src/main/resources/io/github/threetierecs/internal/placement/instance-types.tsv"
DOCUMENTED = "website/content/en/preview/reference/instance-types.md"
VPC_LIMITS = "pkg/providers/instancetype/zz_generated.vpclimits.go"
MOTO = "moto/ec2/resources/instance_types.json.gz"

# Families that EC2 names as previous generation. What is not in the table is let through, and few run these. Karpenter has no mac.
LEFT_OUT = set("a1 c1 c3 c4 d2 i2 m1 m2 m3 m4 r3 r4 t1".split())

# DescribeInstanceTypes names these as previous generation too. Many run them, and m6i.large is the default.
KEPT = set("c5 c6gn g5 m5 m6i r5 r6i r7g r7gd".split())

# ECS has no ENI trunking for these, though the VPC limits have branch interfaces for most of them: Amazon ECS Developer Guide,
# doc_source/container-instance-eni.md, in its last public version, of 2023-04-18 (github.com/awsdocs/amazon-ecs-developer-guide, a35b767).
# The guide's own table has some of them all the same; the lower figure is taken.
NO_TRUNKING = set(
    # "Although other instance types are supported in the same instance family"
    "a1.metal c5.metal c5a.8xlarge c5ad.8xlarge c5d.metal m5.metal p3dn.24xlarge r5.metal r5.8xlarge r5d.metal".split()
    # "instance families are not supported"
    + "c5n d3 d3en g3 g3s g4dn i3 i3en inf1 m5dn m5n m5zn mac1 r5b r5n r5dn u-12tb1 u-6tb1 u-9tb1 z1d".split()
    # The guide's table states -2 tasks for it, where the VPC limits give 10.
    + ["i4i.large"]
)

# The VPC limits count the branch interfaces that are left when all other interfaces are in use. A task needs none of those, so that all but
# the instance's own and the trunk are free as well. Held against the guide's table, which has 421 of the types: the same for 415, were it
# not for NO_TRUNKING. The others are i4i.large, u-6tb1.56xlarge (12, though the guide excludes its family and the VPC limits have none),
# and i4i.16xlarge, i4i.32xlarge, i4i.metal and trn1n.32xlarge, which have more in the guide (242 to 498).
TAKEN_WITH_TRUNKING = 2
MOST_BRANCHES = 120


def registered(memory):
    """What the ECS agent registers at the least, an estimate: docs/decisions/0050-registered-memory.md."""
    return memory * 94 // 100 - 64


def family(name):
    return name.split(".")[0]


def git(*command):
    return subprocess.run(["git", "-C", arguments.karpenter, *command], check=True, capture_output=True, text=True).stdout


def documented(text):
    """What Karpenter documents of each type, by type. It is in the order of the table: by family, the smallest size first."""
    sections = re.findall(r"^### `(\S+)`\n(.*?)(?=^#{2,3} |\Z)", text, re.M | re.S)
    return {name: dict(re.findall(r"^ \|[\w.]+/([\w-]+)\|(.*)\|$", section, re.M)) for name, section in sections}


def limits(text):
    """The VPC limits by type: network interfaces of the first network card, and tasks with ENI trunking as far as VPC knows."""
    found = {}
    for name, body in re.findall(r'^\t"(\S+)": \{\n(.*?)^\t\},$', text, re.M | re.S):
        one = dict(re.findall(r"^\t\t(\w+): +(\w+),$", body, re.M))
        branches = int(one["BranchInterface"]) + int(one["Interface"]) - TAKEN_WITH_TRUNKING
        cards = re.findall(r"MaximumNetworkInterfaces: +(\d+),\s+NetworkCardIndex: +(\d+),", body)
        found[name] = (
            next(int(interfaces) for interfaces, index in cards if index == "0"),
            min(branches, MOST_BRANCHES) if one["IsTrunkingCompatible"] == "true" else 0,
        )
    return found


def described(name):
    """What DescribeInstanceTypes states of a type, in the order of the table: vCPUs, memory, architecture, GPUs."""
    one = ec2[name]
    return (
        one["VCpuInfo"]["DefaultVCpus"],
        one["MemoryInfo"]["SizeInMiB"],
        "arm64" if "arm64" in one["ProcessorInfo"]["SupportedArchitectures"] else "amd64",
        sum(gpus["Count"] for gpus in one.get("GpuInfo", {}).get("Gpus", []) if gpus["Manufacturer"] == "NVIDIA"),
    )


def first_card(name):
    cards = ec2[name]["NetworkInfo"]["NetworkCards"]
    return next(card["MaximumNetworkInterfaces"] for card in cards if card["NetworkCardIndex"] == 0)


parser = argparse.ArgumentParser()
parser.add_argument("karpenter", help="a checkout of github.com/aws/karpenter-provider-aws")
parser.add_argument("moto", help="a wheel of moto, as pip downloads it", type=Path)
parser.add_argument("--revision", help="which commit of Karpenter", default="HEAD")
arguments = parser.parse_args()

commit, committed = git("show", "-s", "--format=%H %cs", arguments.revision).split()
karpenter = documented(git("show", f"{commit}:{DOCUMENTED}"))
generated = git("show", f"{commit}:{VPC_LIMITS}")
vpc = limits(generated)
with zipfile.ZipFile(arguments.moto) as wheel:
    ec2 = json.loads(gzip.decompress(wheel.read(MOTO)))
    packed = date(*wheel.getinfo(MOTO).date_time[:3])

previous = {family(name) for name, one in ec2.items() if not one["CurrentGeneration"]}
wrong = [
    f"{it} is of a previous generation now: LEFT_OUT or KEPT?"
    for it in sorted(previous & {family(name) for name in karpenter} - LEFT_OUT - KEPT)
]
rows = []
for name, labels in karpenter.items():
    if family(name) in LEFT_OUT or name not in vpc:
        continue
    vcpu, memory, arch = int(labels["instance-cpu"]), int(labels["instance-memory"]), labels["arch"]
    # ECS reserves GPUs of NVIDIA alone (g4ad has AMD's), and whole ones (g6f and gr6f have a fraction of one, which counts as 0).
    gpus = int(labels["instance-gpu-count"]) if labels.get("instance-gpu-manufacturer") == "nvidia" else 0
    interfaces, branches = vpc[name]
    if name in ec2:  # moto is without g4ad
        here = (vcpu, memory, arch, gpus)
        if described(name) != here:
            wrong.append(f"{name} has {here} in Karpenter, {described(name)} in DescribeInstanceTypes")
        # The largest sizes of i7ie and i8ge: the VPC limits have all of their interfaces on one card.
        interfaces = min(interfaces, first_card(name))
    if {name, family(name)} & NO_TRUNKING:
        branches = 0
    rows.append((name, vcpu, memory, registered(memory), arch, interfaces, branches, gpus))

for sentence in wrong:
    print(sentence, file=sys.stderr)
if wrong:
    sys.exit(1)

without_limits = sorted({family(name) for name in karpenter if name not in vpc} - LEFT_OUT)
counted = re.search(r"generated at ([\d-]+)T", generated)[1]
moto = arguments.moto.name.split("-")[1]
head = f"""\
# EC2 instance types, one a line, by family and size. What is not here is let through.
# .ci/instance-types.py writes this file, and says by which rules. Change its rules or its sources, never a line here.
#
# vcpu, memoryMiB, arch: instance types of Karpenter (github.com/aws/karpenter-provider-aws, {committed},
#   commit {commit}). The same as EC2's DescribeInstanceTypes, as moto {moto} has it ({packed}).
# registeredMiB: what the ECS agent registers at the least, an estimate (docs/decisions/0050-registered-memory.md).
# interfaces: network interfaces of the first network card: VPC limits of Karpenter (generated {counted}), or DescribeInstanceTypes where
#   that states fewer.
# branchInterfaces: awsvpc tasks with ENI trunking, from the VPC limits and the Amazon ECS Developer Guide; 0 where there is none.
# gpus: of NVIDIA, and whole ones; from the sources of vcpu.
#
# Left out: previous generations ({" ".join(sorted(LEFT_OUT))}), and what has no VPC limits ({" ".join(without_limits)}).
#
# type	vcpu	memoryMiB	registeredMiB	arch	interfaces	branchInterfaces	gpus
"""
TABLE.write_text(head + "".join("\t".join(map(str, row)) + "\n" for row in rows))
print(f"{len(rows)} instance types")
