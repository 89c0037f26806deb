"""Writes create-only.txt anew, for the types that it has and those given as arguments.

Run it with the Python that has cfn-lint: .venv/bin/python src/test/resources/replacement/create-only.py [TYPE...]
"""

import json
import pathlib
import sys
from datetime import date

import cfnlint
from cfnlint.version import __version__

FILE = pathlib.Path(__file__).with_name("create-only.txt")
SCHEMAS = pathlib.Path(cfnlint.__file__).parent / "data" / "schemas"
TYPES = json.loads((SCHEMAS / "providers" / "us-east-1.json").read_text())


def paths(schema, key):
    return [path.removeprefix("/properties/").replace("/", ".") for path in sorted(schema.get(key, []))]


known = FILE.read_text().splitlines() if FILE.exists() else []
types = {line.split()[0] for line in known if line and not line.startswith("#")} | set(sys.argv[1:])
with FILE.open("w") as out:
    out.write(
        "# What CloudFormation cannot change in place, by type; after a question mark what it sometimes cannot.\n"
        "# createOnlyProperties and conditionalCreateOnlyProperties of AWS's resource schemas for us-east-1,\n"
        f"# as cfn-lint {__version__} has them, read on {date.today()} by create-only.py.\n"
    )
    for name in sorted(types):
        schema = json.loads((SCHEMAS / "resources" / f"{TYPES[name]}.json").read_text())
        always = paths(schema, "createOnlyProperties")
        sometimes = paths(schema, "conditionalCreateOnlyProperties")
        out.write(" ".join([name, *always, *(["?", *sometimes] if sometimes else [])]) + "\n")
