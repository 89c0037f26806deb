"""Writes replacement.tsv of package internal.changes again, for the types that it has and those given as arguments.

What AWS's resource schemas say is read again; rows with another source than `schema` are written by hand, stay, and count instead of it.
Run it with the Python that has cfn-lint: .venv/bin/python .ci/replacement.py [TYPE...]
"""

import json
import pathlib
import sys
from datetime import date

import cfnlint
from cfnlint.version import __version__

FILE = pathlib.Path("src/main/resources/io/github/threetierecs/internal/changes/replacement.tsv")
SCHEMAS = pathlib.Path(cfnlint.__file__).parent / "data" / "schemas"
TYPES = json.loads((SCHEMAS / "providers" / "us-east-1.json").read_text())
BY_SCHEMA = "schema"
HEAD = f"""\
# What CloudFormation does to a resource when a property of it changes, a property a line. .ci/replacement.py writes it.
#
# type	property	update	only if	source
#
# update:
#   replacement  CloudFormation makes a new resource and deletes the old one.
#   conditional  It does so on conditions. `only if` has them where they are known: a value that the property has before or after, or
#                below `attribute:` what stands beside the properties. Without it, nobody can tell from the templates.
#   interruption It changes the resource in place, which interrupts it for a while.
#   regenerated  It changes the resource in place, and what AWS generated in it is generated again.
#   none         It changes the resource in place. The property `-` stands for all that are not named.
# A property that is not here changes in place. Of a type that is not here nothing is known.
#
# source:
#   schema       createOnlyProperties and conditionalCreateOnlyProperties of AWS's resource schemas for us-east-1, as cfn-lint {__version__} has them,
#                read on {date.today()}.
#   other words  Written by hand: where it is said, and what. Such a row counts instead of one of a schema.
"""


def paths(schema, key):
    return [path.removeprefix("/properties/").replace("/", ".") for path in sorted(schema.get(key, []))]


rows = [line.split("\t") for line in FILE.read_text().splitlines() if line and not line.startswith("#")] if FILE.exists() else []
by_hand = {(row[0], row[1]): row for row in rows if row[4] != BY_SCHEMA}
types = {row[0] for row in rows} | set(sys.argv[1:])
written = dict(by_hand)
for name in types:
    if name not in TYPES:
        continue
    schema = json.loads((SCHEMAS / "resources" / f"{TYPES[name]}.json").read_text())
    for key, update in (("createOnlyProperties", "replacement"), ("conditionalCreateOnlyProperties", "conditional")):
        for path in paths(schema, key):
            written.setdefault((name, path), [name, path, update, "-", BY_SCHEMA])
    if not any(type == name for type, _ in written):
        written[(name, "-")] = [name, "-", "none", "-", BY_SCHEMA]
FILE.parent.mkdir(parents=True, exist_ok=True)
FILE.write_text(HEAD + "".join("\t".join(written[key]) + "\n" for key in sorted(written)))
