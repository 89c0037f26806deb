"""Compares two bundles that were built from the same sources: their artifacts have to be equal, byte for byte.

    python3 .ci/release/same.py BUNDLE OTHER

Signatures are left out: they have the time at which they were made.
"""

import sys
import zipfile
from pathlib import Path

from check import read_zip


def differences(bundle, other):
    left, right = (artifacts(it) for it in (bundle, other))
    for name in sorted(left.keys() | right.keys()):
        if left.get(name) != right.get(name):
            yield f"{name.rpartition('/')[2]} differs{inside(left.get(name, b''), right.get(name, b''))}"


def artifacts(bundle):
    return {name: content for name, content in read_zip(bundle.read_bytes()).items() if not name.endswith((".asc", ".md5", ".sha1", ".sha256", ".sha512"))}


def inside(left, right):
    """Which entries of a jar make the difference, if it is their content."""
    try:
        left, right = read_zip(left), read_zip(right)
    except zipfile.BadZipFile:
        return ""
    names = [name for name in sorted(left.keys() | right.keys()) if left.get(name) != right.get(name)]
    return " in " + (", ".join(names[:5]) or "the order, the time or the mode of its entries")


def main():
    found = list(differences(Path(sys.argv[1]), Path(sys.argv[2])))
    for it in found:
        print(it, file=sys.stderr)
    if found:
        sys.exit(1)
    print(f"{len(artifacts(Path(sys.argv[1])))} artifacts are the same in both")


if __name__ == "__main__":
    main()
