"""Checks a bundle for Maven Central as the Central Portal does, and that it says what consumers get.

    python3 .ci/release/check.py BUNDLE KEYRING VERSION

KEYRING has the public key, as gpg --export writes it. What the Portal asks for: https://central.sonatype.org/publish/requirements
"""

import hashlib
import io
import json
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
GROUP = "io.github.threetierecs"
ARTIFACT = "three-tier-ecs-app"
PACKAGE = GROUP.replace(".", "/")
EMBEDDED = f"META-INF/maven/{GROUP}/{ARTIFACT}"

# What an organization may publish in a month without paying, after https://central.sonatype.org/publish/publish-portal-usage-center
MOST_BYTES = 15_000_000
MOST_FILES = 300

ARTIFACTS = [".pom", ".jar", "-sources.jar", "-javadoc.jar", "-cyclonedx.json"]
REQUIRED_SUFFIXES = [".asc", ".md5", ".sha1"]
CHECKSUMS = {".md5": "md5", ".sha1": "sha1", ".sha256": "sha256", ".sha512": "sha512"}

NAMESPACE = "{http://maven.apache.org/POM/4.0.0}"
REQUIRED_FIELDS = [
    "name",
    "description",
    "url",
    "licenses/license/name",
    "licenses/license/url",
    "developers/developer/name",
    "scm/connection",
    "scm/developerConnection",
    "scm/url",
    "issueManagement/url",
]
# Whatever else a POM can have is of use to its own build alone.
ALLOWED_FIELDS = "modelVersion groupId artifactId version packaging dependencies".split() + [it.split("/")[0] for it in REQUIRED_FIELDS]


def artifact(version, suffix):
    return f"{ARTIFACT}-{version}{suffix}"


def read_zip(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {it.filename: archive.read(it) for it in archive.infolist() if not it.is_dir()}


def parse_pom(content):
    """Without the namespace, so that paths can be read."""
    root = ElementTree.fromstring(content)
    for it in root.iter():
        it.tag = it.tag.removeprefix(NAMESPACE)
    return root


def development_pom():
    return parse_pom((ROOT / "pom.xml").read_bytes())


def expected_dependencies():
    """What pom.xml asks for by itself: not what .mvn/maven.config, or Maven, makes of it."""
    pom = development_pom()
    properties = {it.tag: it.text for it in pom.find("properties")}

    def resolve(text):
        while "${" in text:
            text = re.sub(r"\$\{([^}]+)}", lambda it: properties[it[1]], text)
        return text

    return {
        f"{it.findtext('groupId')}:{it.findtext('artifactId')}": resolve(it.findtext("version"))
        for it in pom.findall("dependencies/dependency")
        if it.findtext("scope", "compile") == "compile"
    }


def bundle_faults(bundle, keyring, version):
    if bundle.stat().st_size > MOST_BYTES:
        return [f"the bundle has {bundle.stat().st_size} bytes, and {MOST_BYTES} are free in a month"]
    try:
        files = read_zip(bundle.read_bytes())
    except zipfile.BadZipFile as problem:
        return [f"the bundle is no zip file: {problem}"]
    if len(files) > MOST_FILES:
        return [f"the bundle has {len(files)} files, and {MOST_FILES} are free in a month"]

    faults = list(layout_faults(files, version))
    folder = f"{PACKAGE}/{ARTIFACT}/{version}/"
    artifacts = {it: files[folder + artifact(version, it)] for it in ARTIFACTS if folder + artifact(version, it) in files}
    for suffix, content in artifacts.items():
        name = artifact(version, suffix)
        faults += checksum_faults(name, content, files, folder)
        faults += signature_faults(name, content, files.get(folder + name + ".asc"), keyring)
    if ".pom" in artifacts:
        faults += pom_faults(artifacts[".pom"], version)
    if ".jar" in artifacts:
        faults += jar_faults(artifacts, version)
    if "-sources.jar" in artifacts:
        faults += legal_faults(artifact(version, "-sources.jar"), read_zip(artifacts["-sources.jar"]))
    if "-javadoc.jar" in artifacts:
        faults += javadoc_faults(artifact(version, "-javadoc.jar"), read_zip(artifacts["-javadoc.jar"]))
    if "-cyclonedx.json" in artifacts:
        faults += sbom_faults(artifact(version, "-cyclonedx.json"), artifacts["-cyclonedx.json"], version)
    return faults


def layout_faults(files, version):
    if "SNAPSHOT" in version:
        yield f"the version {version} is a snapshot"
    folder = f"{PACKAGE}/{ARTIFACT}/{version}/"
    suffixes = ["", ".asc", *CHECKSUMS]
    known = {folder + artifact(version, it) + suffix for it in ARTIFACTS for suffix in suffixes}
    known |= {f"{folder}{artifact(version, it)}.asc{suffix}" for it in ARTIFACTS for suffix in CHECKSUMS}
    for it in sorted(set(files) - known):
        yield f"{it} does not belong into the bundle"
    for it in ARTIFACTS:
        if folder + artifact(version, it) not in files:
            yield f"{artifact(version, it)} is missing"
            continue
        for suffix in REQUIRED_SUFFIXES:
            if folder + artifact(version, it) + suffix not in files:
                yield f"{artifact(version, it)}{suffix} is missing"


def checksum_faults(name, content, files, folder):
    for suffix, algorithm in CHECKSUMS.items():
        checksum = files.get(folder + name + suffix)
        if checksum is not None and checksum.decode().strip() != hashlib.new(algorithm, content).hexdigest():
            yield f"{name}{suffix} is not the checksum of {name}"


def signature_faults(name, content, signature, keyring):
    if signature is None:
        return
    with tempfile.TemporaryDirectory() as folder:
        signed = Path(folder, "signed")
        signed.write_bytes(content)
        Path(folder, "signed.asc").write_bytes(signature)
        # Unlike gpg, gpgv knows no key but these, and needs neither a home nor an agent.
        command = ["gpgv", "--keyring", keyring.resolve(), f"{signed}.asc", signed]
        if subprocess.run(command, capture_output=True).returncode != 0:
            yield f"{name}.asc is no signature of {name} by the key"


def pom_faults(content, version):
    name = artifact(version, ".pom")
    try:
        pom = parse_pom(content)
    except ElementTree.ParseError as problem:
        yield f"{name} is no XML: {problem}"
        return
    coordinates = {"modelVersion": "4.0.0", "groupId": GROUP, "artifactId": ARTIFACT, "version": version}
    for field, value in coordinates.items():
        if pom.findtext(field) != value:
            yield f"{name}: {field} is {pom.findtext(field)}, and not {value}"
    if pom.findtext("packaging", "jar") != "jar":
        yield f"{name}: packaging is {pom.findtext('packaging')}, and not jar"
    for field in REQUIRED_FIELDS:
        if not (pom.findtext(field) or "").strip():
            yield f"{name}: {field} is missing"
    if pom.findtext("scm/tag") != f"v{version}":
        yield f"{name}: scm/tag is {pom.findtext('scm/tag')}, and not v{version}"
    for field in sorted({it.tag for it in pom} - set(ALLOWED_FIELDS)):
        yield f"{name}: {field} is left over from the build"
    for it in pom.iter():
        if "${" in (it.text or ""):
            yield f"{name}: {it.tag} is {it.text}, which nobody has resolved"
        if it.tag != "version":
            continue
        if "SNAPSHOT" in it.text:
            yield f"{name}: version {it.text} is a snapshot"
        if re.search(r"[\[\](),]|LATEST|RELEASE", it.text):
            yield f"{name}: version {it.text} is a range"
    found = {}
    for it in pom.findall("dependencies/dependency"):
        key = f"{it.findtext('groupId')}:{it.findtext('artifactId')}"
        if it.findtext("scope", "compile") != "compile":
            yield f"{name}: {key} has scope {it.findtext('scope')}"
        else:
            found[key] = it.findtext("version")
    yield from dependency_faults(name, found)


def dependency_faults(name, found):
    expected = expected_dependencies()
    for key in sorted(expected.keys() | found.keys()):
        if expected.get(key) != found.get(key):
            yield f"{name}: {key} is {found.get(key, 'missing')}, and pom.xml asks for {expected.get(key, 'none')}"


def jar_faults(artifacts, version):
    name = artifact(version, ".jar")
    jar = read_zip(artifacts[".jar"])
    yield from legal_faults(name, jar)
    if f"{PACKAGE}/ThreeTierEcsApp.class" not in jar:
        yield f"{name}: {PACKAGE}/ThreeTierEcsApp.class is missing"
    if jar.get(f"{EMBEDDED}/pom.xml") != artifacts.get(".pom"):
        yield f"{name}: {EMBEDDED}/pom.xml is not the POM that is published"
    if f"Automatic-Module-Name: {GROUP}".encode() not in jar["META-INF/MANIFEST.MF"].splitlines():
        yield f"{name}: the manifest has no Automatic-Module-Name {GROUP}"
    if "-sources.jar" not in artifacts:
        return
    sources = read_zip(artifacts["-sources.jar"])
    compiled = {re.sub(r"(\$.*)?\.class$", ".java", it) for it in jar if it.endswith(".class")}
    for it in sorted(compiled - set(sources)):
        yield f"{name}: the sources have no {it} for its class"
    written = {it for it in sources if it.endswith(".java") and not it.endswith("/package-info.java")}
    for it in sorted(written - compiled):
        yield f"{name}: no class of {it}"


def legal_faults(name, jar):
    for it in ["LICENSE", "NOTICE"]:
        if jar.get(f"META-INF/{it}") != (ROOT / it).read_bytes():
            yield f"{name}: META-INF/{it} is missing, or not ours"


def javadoc_faults(name, jar):
    for it in ["index.html", f"{PACKAGE}/ThreeTierEcsApp.html"]:
        if it not in jar:
            yield f"{name}: {it} is missing"


def sbom_faults(name, content, version):
    try:
        sbom = json.loads(content)
    except json.JSONDecodeError as problem:
        yield f"{name} is no JSON: {problem}"
        return
    if sbom.get("bomFormat") != "CycloneDX":
        yield f"{name}: bomFormat is {sbom.get('bomFormat')}, and not CycloneDX"
        return
    subject = sbom["metadata"]["component"]
    for field, value in {"group": GROUP, "name": ARTIFACT, "version": version}.items():
        if subject[field] != value:
            yield f"{name}: {field} is {subject[field]}, and not {value}"
    components = {it["bom-ref"]: it for it in sbom["components"]}
    dependencies = {it["ref"]: it["dependsOn"] for it in sbom["dependencies"]}
    for it in sorted({to for all_of in dependencies.values() for to in all_of} - components.keys()):
        yield f"{name}: {it} is depended upon, and is no component"
    for it in components.values():
        if not it.get("hashes"):
            yield f"{name}: {it['bom-ref']} has no hash"
        if "SNAPSHOT" in it["version"]:
            yield f"{name}: {it['bom-ref']} is a snapshot"
    reached = set()
    left = [subject["bom-ref"]]
    while left:
        for it in dependencies.get(left.pop(), []):
            if it not in reached:
                reached.add(it)
                left.append(it)
    for it in sorted(components.keys() - reached):
        yield f"{name}: {it} is a component that nothing depends upon"
    direct = [components[it] for it in dependencies.get(subject["bom-ref"], []) if it in components]
    yield from dependency_faults(name, {f"{it['group']}:{it['name']}": it["version"] for it in direct})


def main():
    bundle, keyring, version = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    faults = bundle_faults(bundle, keyring, version)
    for it in faults:
        print(it, file=sys.stderr)
    if faults:
        sys.exit(1)
    print(f"{bundle.name} of {version}: {bundle.stat().st_size // 1000} kB, {len(read_zip(bundle.read_bytes()))} files")


if __name__ == "__main__":
    main()
