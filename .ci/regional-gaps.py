"""Holds regional-gaps.tsv, what Regions lack of our defaults, against the data of the installed cfn-lint.

Run it with the Python that has cfn-lint: .venv/bin/python .ci/regional-gaps.py
Says what each row would have to be, and fails if one is otherwise. Then change the row, its source and its date.
"""

import json
import sys
from pathlib import Path

import cfnlint
from cfnlint.version import __version__

TABLE = Path(__file__).parent.parent / "src/main/resources/io/github/threetierecs/internal/guard/regional-gaps.tsv"
SCHEMAS = Path(cfnlint.__file__).parent / "data/schemas"


def read(path):
    return json.loads((SCHEMAS / path).read_text())


def mysql_classes(region_data):
    """The classes that RDS has for MySQL, without the prefix that the CDK leaves out too."""
    classes = set()
    for case in region_data["allOf"]:
        engine = case["if"]["properties"]["Engine"]
        if "mysql" in [engine.get("const"), *engine.get("enum", [])]:
            classes.update(case["then"]["properties"]["DBInstanceClass"]["enum"])
    return {name.removeprefix("db.") for name in classes}


resource_types = {path.stem: set(json.loads(path.read_text())) for path in (SCHEMAS / "providers").glob("*-*.json")}
instances = {
    region: set(data["enum"])
    for region, data in read("extensions/aws_ec2_instance/instancetype_enum.json").items()
    if isinstance(data, dict)
}
databases = {
    region: mysql_classes(data)
    for region, data in read("extensions/aws_rds_dbinstance/dbinstanceclass_enum.json").items()
    if isinstance(data, dict)
}
with_ecs = {region for region, types in resource_types.items() if "AWS::ECS::Service" in types}

wrong = []
text = TABLE.read_text()
if f"cfn-lint {__version__} " not in text:
    wrong.append(f"the table is not of cfn-lint {__version__}: look at the rows, then write its version and the date")
for line in text.splitlines():
    if line.startswith("#"):
        continue
    option, what, regions, instead = line.split("\t")
    have = {"capacity.instanceType": instances, "database.instanceType": databases}.get(option, resource_types)
    known = with_ecs & have.keys() & instances.keys()
    lacking = sorted(region for region in known if what not in have[region])
    if regions != (" ".join(lacking) or "-"):
        wrong.append(f"{option} {what} is not in: {' '.join(lacking) or '-'}")
    if instead != "-" and not all(instead in have[region] for region in lacking):
        wrong.append(f"{option} {instead} is not in all of: {' '.join(lacking)}")

for sentence in wrong:
    print(sentence, file=sys.stderr)
print(f"{len(with_ecs & instances.keys())} Regions, {len(wrong)} rows otherwise")
sys.exit(1 if wrong else 0)
