"""Checks a bundle for Maven Central as the Central Portal does, and that it has and says what consumers get.

    python3 .ci/release/check.py library|archetype BUNDLE KEYRING VERSION

KEYRING has the public key, as gpg --export writes it. What the Portal asks for stands in its documentation under
"Requirements".
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
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
GROUP = "io.github.threetierecs"
PACKAGE = GROUP.replace(".", "/")
TEMPLATE = "archetype/template/java/"

# What an organization may publish in a month without paying, after the page "Usage Center" of the Portal's documentation.
MOST_BYTES = 15_000_000
MOST_FILES = 300


@dataclass(frozen=True)
class Component:
    """What one POM of this repository publishes."""

    pom: str
    id: str
    packaging: str
    artifacts: list
    documentation: list

    def folder(self, version):
        return f"{PACKAGE}/{self.id}/{version}/"

    def artifact(self, version, suffix):
        return f"{self.id}-{version}{suffix}"

    @property
    def embedded(self):
        return f"META-INF/maven/{GROUP}/{self.id}"


JARS = [".pom", ".jar", "-sources.jar", "-javadoc.jar"]
LIBRARY = Component("pom.xml", "three-tier-ecs-app", "jar", [*JARS, "-cyclonedx.json"], ["index.html", f"{PACKAGE}/ThreeTierEcsApp.html"])
ARCHETYPE = Component("archetype/pom.xml", "three-tier-ecs-archetype", "maven-archetype", JARS, ["README.md"])
COMPONENTS = {"library": LIBRARY, "archetype": ARCHETYPE}

REQUIRED_SUFFIXES = [".asc", ".md5", ".sha1"]
CHECKSUMS = {".md5": "md5", ".sha1": "sha1", ".sha256": "sha256", ".sha512": "sha512"}

# The version of the class files.
JAVA_17 = 61

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


def read_zip(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {it.filename: archive.read(it) for it in archive.infolist() if not it.is_dir()}


def parse_pom(content):
    """Without the namespace, so that paths can be read."""
    root = ElementTree.fromstring(content)
    for it in root.iter():
        it.tag = it.tag.removeprefix(NAMESPACE)
    return root


def expected_dependencies(component):
    """What the POM of development asks for by itself: not what .mvn/maven.config, or Maven, makes of it."""
    pom = parse_pom((ROOT / component.pom).read_bytes())
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


def bundle_faults(component, bundle, keyring, version):
    if bundle.stat().st_size > MOST_BYTES:
        return [f"the bundle has {bundle.stat().st_size} bytes, and {MOST_BYTES} are free in a month"]
    try:
        files = read_zip(bundle.read_bytes())
    except zipfile.BadZipFile as problem:
        return [f"the bundle is no zip file: {problem}"]
    if len(files) > MOST_FILES:
        return [f"the bundle has {len(files)} files, and {MOST_FILES} are free in a month"]

    faults = list(layout_faults(component, files, version))
    folder = component.folder(version)
    names = {it: component.artifact(version, it) for it in component.artifacts}
    artifacts = {suffix: files[folder + name] for suffix, name in names.items() if folder + name in files}
    for suffix, content in artifacts.items():
        faults += checksum_faults(names[suffix], content, files, folder)
        faults += signature_faults(names[suffix], content, files.get(folder + names[suffix] + ".asc"), keyring)
    if ".pom" in artifacts:
        faults += pom_faults(component, names[".pom"], artifacts[".pom"], version)
    if "-cyclonedx.json" in artifacts:
        faults += sbom_faults(component, names["-cyclonedx.json"], artifacts["-cyclonedx.json"], version)

    jars = {}
    for suffix, content in artifacts.items():
        if suffix.endswith(".jar"):
            try:
                jars[suffix] = read_zip(content)
            except zipfile.BadZipFile as problem:
                faults.append(f"{names[suffix]} is no zip file: {problem}")
    for suffix in jars.keys() & {".jar", "-sources.jar"}:
        faults += legal_faults(names[suffix], jars[suffix])
    if ".jar" in jars and jars[".jar"].get(f"{component.embedded}/pom.xml") != artifacts.get(".pom"):
        faults.append(f"{names['.jar']}: {component.embedded}/pom.xml is not the POM that is published")
    for it in component.documentation:
        if "-javadoc.jar" in jars and it not in jars["-javadoc.jar"]:
            faults.append(f"{names['-javadoc.jar']}: {it} is missing")
    faults += library_faults(names, jars) if component is LIBRARY else archetype_faults(names, jars, version)
    return faults


def layout_faults(component, files, version):
    if "SNAPSHOT" in version:
        yield f"the version {version} is a snapshot"
    folder = component.folder(version)
    names = [component.artifact(version, it) for it in component.artifacts]
    suffixes = ["", ".asc", *CHECKSUMS]
    known = {folder + name + suffix for name in names for suffix in suffixes}
    known |= {f"{folder}{name}.asc{suffix}" for name in names for suffix in CHECKSUMS}
    for it in sorted(set(files) - known):
        yield f"{it} does not belong into the bundle"
    for name in names:
        if folder + name not in files:
            yield f"{name} is missing"
            continue
        for suffix in REQUIRED_SUFFIXES:
            if folder + name + suffix not in files:
                yield f"{name}{suffix} is missing"


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


def pom_faults(component, name, content, version):
    try:
        pom = parse_pom(content)
    except ElementTree.ParseError as problem:
        yield f"{name} is no XML: {problem}"
        return
    coordinates = {"modelVersion": "4.0.0", "groupId": GROUP, "artifactId": component.id, "version": version}
    for field, value in coordinates.items():
        if pom.findtext(field) != value:
            yield f"{name}: {field} is {pom.findtext(field)}, and not {value}"
    if pom.findtext("packaging", "jar") != component.packaging:
        yield f"{name}: packaging is {pom.findtext('packaging', 'jar')}, and not {component.packaging}"
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
    yield from dependency_faults(component, name, found)


def dependency_faults(component, name, found):
    expected = expected_dependencies(component)
    for key in sorted(expected.keys() | found.keys()):
        if expected.get(key) != found.get(key):
            yield f"{name}: {key} is {found.get(key, 'missing')}, and {component.pom} asks for {expected.get(key, 'none')}"


def legal_faults(name, jar):
    for it in ["LICENSE", "NOTICE"]:
        if jar.get(f"META-INF/{it}") != (ROOT / it).read_bytes():
            yield f"{name}: META-INF/{it} is missing, or not ours"


def files_of(*folders):
    """What Git knows below these folders, by the path from there."""
    command = ["git", "ls-files", "-z", *folders]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout.split("\0")
    return {it.removeprefix(folder): (ROOT / it).read_bytes() for it in listed for folder in folders if it.startswith(folder)}


def library_faults(names, jars):
    """Its sources are those that Git knows, and its classes are those of the sources, all of them and no others."""
    sources, resources = files_of("src/main/java/"), files_of("src/main/resources/")
    if "-sources.jar" in jars:
        yield from content_faults(names["-sources.jar"], jars["-sources.jar"], sources | resources)
    if ".jar" not in jars:
        return
    name, jar = names[".jar"], jars[".jar"]
    classes = {it: content for it, content in jar.items() if it.endswith(".class")}
    yield from content_faults(name, {it: content for it, content in jar.items() if it not in classes}, resources)
    if f"Automatic-Module-Name: {GROUP}".encode() not in jar.get("META-INF/MANIFEST.MF", b"").splitlines():
        yield f"{name}: the manifest has no Automatic-Module-Name {GROUP}"
    compiled = {re.sub(r"(\$.*)?\.class$", ".java", it) for it in classes}
    for it in sorted(compiled - set(sources)):
        yield f"{name}: the sources have no {it} for its class"
    for it in sorted({it for it in sources if not it.endswith("/package-info.java")} - compiled):
        yield f"{name}: no class of {it}"
    for it, content in sorted(classes.items()):
        if content[:4] != b"\xca\xfe\xba\xbe" or int.from_bytes(content[6:8], "big") != JAVA_17:
            yield f"{name}: {it} is no class of Java 17"


def content_faults(name, jar, expected):
    """Apart from what describes a jar, it has these files and no others. Whether LICENSE and NOTICE are ours, legal_faults says."""
    described = {f"META-INF/{it}" for it in ["MANIFEST.MF", "LICENSE", "NOTICE"]}
    described |= {f"{LIBRARY.embedded}/{it}" for it in ["pom.xml", "pom.properties"]}
    for it in sorted(expected):
        if jar.get(it) != expected[it]:
            yield f"{name}: {it} is missing, or not ours"
    for it in sorted(jar.keys() - expected.keys() - described):
        yield f"{name}: {it} does not belong into it"


def archetype_faults(names, jars, version):
    """It has the template as Git knows it, once as it is and once for Velocity, and nothing else."""
    listed = subprocess.run(["git", "ls-files", "-z", TEMPLATE], cwd=ROOT, capture_output=True, check=True, text=True).stdout
    template = [it.removeprefix(TEMPLATE) for it in listed.split("\0") if it]
    described = {f"META-INF/{it}" for it in ["MANIFEST.MF", "LICENSE", "NOTICE", "maven/archetype-metadata.xml"]}
    described |= {f"{ARCHETYPE.embedded}/{it}" for it in ["pom.xml", "pom.properties"]}
    project = {f"cdk-init/java/{it}" for it in template}
    resources = {f"archetype-resources/{it.replace('com/example/shop/', '')}" for it in template}
    expected = {
        ".jar": described | project | resources,
        # The plugin that makes it leaves this one out.
        "-sources.jar": described | project - {"cdk-init/java/.gitignore"},
    }
    for suffix in expected.keys() & jars.keys():
        # Whether these are ours is said by legal_faults, and whether it is the published POM by bundle_faults.
        checked = {"META-INF/LICENSE", "META-INF/NOTICE", f"{ARCHETYPE.embedded}/pom.xml"}
        for it in sorted(expected[suffix] - jars[suffix].keys() - checked):
            yield f"{names[suffix]}: {it} is missing"
        for it in sorted(jars[suffix].keys() - expected[suffix]):
            yield f"{names[suffix]}: {it} is not of the template"
    library = f"<artifactId>{LIBRARY.id}</artifactId>\n      <version>{version}</version>".encode()
    for it in ["cdk-init/java/pom.xml", "archetype-resources/pom.xml"]:
        if library not in jars.get(".jar", {}).get(it, library):
            yield f"{names['.jar']}: {it} does not ask for {LIBRARY.id} {version}"


def sbom_faults(component, name, content, version):
    try:
        sbom = json.loads(content)
    except json.JSONDecodeError as problem:
        yield f"{name} is no JSON: {problem}"
        return
    if sbom.get("bomFormat") != "CycloneDX":
        yield f"{name}: bomFormat is {sbom.get('bomFormat')}, and not CycloneDX"
        return
    subject = sbom["metadata"]["component"]
    for field, value in {"group": GROUP, "name": component.id, "version": version}.items():
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
    yield from dependency_faults(component, name, {f"{it['group']}:{it['name']}": it["version"] for it in direct})


def main():
    component, bundle, keyring, version = COMPONENTS[sys.argv[1]], Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4]
    faults = bundle_faults(component, bundle, keyring, version)
    for it in faults:
        print(it, file=sys.stderr)
    if faults:
        sys.exit(1)
    print(f"{component.id} {version}: {bundle.stat().st_size // 1000} kB, {len(read_zip(bundle.read_bytes()))} files")


if __name__ == "__main__":
    main()
