"""Holds what changed since the last release against CHANGELOG.md: changelog.py API-XML UPGRADE-MD CHANGELOG-MD [--write]

In the topmost entry,
- the items of "Changed" and "Removed" that begin with names of the API, as `BackupProps.Builder.dailyRetention`, name what is incompatible, all
  of it and nothing else (a constructor is `Class.Class`);
- the block between <!-- upgrade --> and <!-- /upgrade --> is what the upgrade alone does to a deployed stack. --write writes it.
"""

import pathlib
import re
import sys
import xml.etree.ElementTree as ElementTree

PACKAGE = "io.github.threetierecs."
BEGIN, END = "<!-- upgrade -->\n", "<!-- /upgrade -->"
MEMBERS = ("methods/method", "constructors/constructor", "fields/field")
# What is said of a class itself. Its own attributes say it of its members too.
OWN = ("compatibilityChanges/compatibilityChange", "superclass", "interfaces/interface")


def is_incompatible(element):
    return any(
        element.get(attribute) == "false" for attribute in ("binaryCompatible", "sourceCompatible")
    )


def incompatible(report):
    """The classes and members that a user's code may not compile or run with any more."""
    names = set()
    for type_ in ElementTree.parse(report).getroot().iter("class"):
        name = type_.get("fullyQualifiedName").removeprefix(PACKAGE).replace("$", ".")
        if type_.get("changeStatus") == "NEW":
            continue
        members = [
            f"{name}.{member.get('name').rpartition('.')[2].rpartition('$')[2]}"
            for path in MEMBERS
            for member in type_.findall(path)
            if is_incompatible(member)
        ]
        if type_.get("changeStatus") == "REMOVED":
            names.add(name)
            continue
        names.update(members)
        own = any(is_incompatible(change) for path in OWN for change in type_.findall(path))
        if own or (is_incompatible(type_) and not members):
            names.add(name)
    return names


def entry_of(text):
    """Where the topmost entry begins and ends."""
    heads = [match.start() for match in re.finditer(r"^## ", text, re.MULTILINE)] + [len(text)]
    return heads[0], heads[1]


def named(entry):
    """What the items of "Changed" and "Removed" begin with, as far as these are names of the API."""
    names = set()
    for section in re.split(r"^### ", entry, flags=re.MULTILINE):
        if re.match(r"(Changed|Removed)\n", section):
            for item in re.findall(r"^- ((?:`[A-Z]\w*(?:\.\w+)*`(?:,\s+|\s+and\s+)?)+)", section, re.MULTILINE):
                names.update(re.findall(r"`([^`]+)`", item))
    return names


def main():
    report, upgrade, changelog = map(pathlib.Path, sys.argv[1:4])
    text = changelog.read_text(encoding="utf-8")
    begin, end = entry_of(text)
    entry = text[begin:end]
    problems = []

    broken, told = incompatible(report), named(entry)
    for name in sorted(broken - told):
        problems.append(f"{name} is not compatible with the last release: name it in CHANGELOG.md under Changed or Removed")
    for name in sorted(told - broken):
        problems.append(f"{name} is in CHANGELOG.md under Changed or Removed, and is compatible with the last release")

    expected = upgrade.read_text(encoding="utf-8")
    first, last = entry.find(BEGIN) + len(BEGIN), entry.find(END)
    if last < 0 or first < len(BEGIN):
        problems.append(f"the topmost entry of CHANGELOG.md has no {BEGIN.strip()} … {END}, which --write fills")
    elif "--write" in sys.argv:
        entry = entry[:first] + expected + entry[last:]
        changelog.write_text(text[:begin] + entry + text[end:], encoding="utf-8")
    elif entry[first:last] != expected:
        problems.append(f"CHANGELOG.md does not say what the upgrade does; --write writes:\n{expected}")

    print(expected)
    print("\n".join(problems), file=sys.stderr)
    sys.exit(1 if problems else 0)


main()
