"""Shows that check.py and same.py find what they are for: each fault is planted into the good bundle, which has it alone.

    python3 .ci/release/faults.py library|archetype BUNDLE KEYRING VERSION

What is changed gets new checksums and a new signature, so that these are not what is found. The secret key is the one in GNUPGHOME, and
PASSPHRASE is in the environment.
"""

import hashlib
import io
import json
import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import check
import same

KIND, BUNDLE, KEYRING, VERSION = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4]
COMPONENT = check.COMPONENTS[KIND]
FOLDER = COMPONENT.folder(VERSION)
POM, JAR, SOURCES, JAVADOC = (FOLDER + COMPONENT.artifact(VERSION, it) for it in check.JARS)
# The library alone has one.
SBOM = FOLDER + COMPONENT.artifact(VERSION, "-cyclonedx.json")


def sign(content):
    command = ["gpg", "--batch", "--quiet", "--pinentry-mode", "loopback", "--passphrase", os.environ["PASSPHRASE"]]
    return subprocess.run([*command, "--armor", "--detach-sign"], input=content, capture_output=True, check=True).stdout


def replace(files, name, content):
    files[name] = content
    files[name + ".asc"] = sign(content)
    for suffix, algorithm in check.CHECKSUMS.items():
        files[name + suffix] = hashlib.new(algorithm, content).hexdigest().encode()


def write_zip(files, time=(2026, 1, 1, 0, 0, 0)):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, it in files.items():
            archive.writestr(zipfile.ZipInfo(name, time), it)
    return content.getvalue()


def in_jar(name, change):
    def plant(files):
        entries = check.read_zip(files[name])
        change(entries)
        replace(files, name, write_zip(entries))

    return plant


def without(name):
    def plant(files):
        del files[name]

    return plant


def without_artifact(name):
    def plant(files):
        for it in [it for it in files if it.startswith(name)]:
            del files[it]

    return plant


def with_file(name, content):
    def plant(files):
        files[name] = content

    return plant


def in_pom(old, new):
    """In the jar too, which has a copy."""

    def plant(files):
        assert files[POM].count(old.encode()) > 0, old
        replace(files, POM, files[POM].replace(old.encode(), new.encode(), 1))
        in_jar(JAR, with_file(f"{COMPONENT.embedded}/pom.xml", files[POM]))(files)

    return plant


def without_in_pom(field):
    def plant(files):
        text = files[POM].decode()
        start, end = text.index(f"<{field}>"), text.index(f"</{field}>") + len(field) + 3
        in_pom(text[start:end], "")(files)

    return plant


def in_sbom(change):
    def plant(files):
        sbom = json.loads(files[SBOM])
        change(sbom)
        replace(files, SBOM, json.dumps(sbom).encode())

    return plant


def foreign_signature(files):
    files[JAR + ".asc"] = files[POM + ".asc"]


def too_many(files):
    for number in range(check.MOST_FILES):
        files[f"{FOLDER}{number}"] = b""


def too_large(files):
    files[FOLDER + "large"] = os.urandom(check.MOST_BYTES)


def class_of_the_tests(jar):
    jar[f"{check.PACKAGE}/CdkTest.class"] = jar[CLASS]


def newer_java(jar):
    jar[CLASS] = jar[CLASS][:7] + b"\x41" + jar[CLASS][8:]


def newer_cdk(sbom):
    next(it for it in sbom["components"] if it["name"] == "aws-cdk-lib")["version"] = "2.263.0"


def another_version(sbom):
    sbom["metadata"]["component"]["version"] = "0.0.9"


def another_library(jar):
    pom = "archetype-resources/pom.xml"
    jar[pom] = jar[pom].replace(f"<version>{VERSION}<".encode(), b"<version>0.0.9<")


def without_jackson(sbom):
    sbom["components"] = [it for it in sbom["components"] if it["name"] != "jackson-core"]


CLASS = f"{check.PACKAGE}/Profile.class"
METADATA = "META-INF/maven/archetype-metadata.xml"
DEPENDENCY = "<dependency><groupId>org.jspecify</groupId><artifactId>jspecify</artifactId><version>1.0.1</version></dependency>"
TEST_SCOPE = "<dependency><groupId>org.junit.jupiter</groupId><artifactId>junit-jupiter</artifactId><version>6.1.3</version><scope>test</scope></dependency>"
# The library's POM leaves it out, which is a jar.
ANOTHER_PACKAGING = {
    "library": ("<name>", "<packaging>pom</packaging><name>"),
    "archetype": ("<packaging>maven-archetype<", "<packaging>pom<"),
}[KIND]

# A fault, and what check.py has to say of it: all of it, for it must name this fault and no other.
OF_BOTH = [
    ("no signature", without(POM + ".asc"), [".pom.asc is missing"]),
    ("no MD5", without(SOURCES + ".md5"), ["-sources.jar.md5 is missing"]),
    ("no SHA-1", without(JAVADOC + ".sha1"), ["-javadoc.jar.sha1 is missing"]),
    ("a wrong checksum", with_file(JAR + ".sha1", b"0" * 40), [".jar.sha1 is not the checksum of"]),
    ("the signature of another file", foreign_signature, [".jar.asc is no signature of"]),
    ("no sources", without_artifact(SOURCES), ["-sources.jar is missing"]),
    ("no Javadoc", without_artifact(JAVADOC), ["-javadoc.jar is missing"]),
    ("a file of nobody", with_file(FOLDER + "notes.txt", b"?"), ["notes.txt does not belong into the bundle"]),
    ("another folder", with_file(f"{check.PACKAGE}/{COMPONENT.id}/maven-metadata.xml", b""), ["maven-metadata.xml does not belong into the bundle"]),
    ("too many files", too_many, [" are free in a month"]),
    ("too many bytes", too_large, [" are free in a month"]),
    ("no developers", without_in_pom("developers"), ["developers/developer/name is missing"]),
    ("no licence", without_in_pom("licenses"), ["licenses/license/name is missing", "licenses/license/url is missing"]),
    ("no description", without_in_pom("description"), [".pom: description is missing"]),
    ("no connection for developers", without_in_pom("developerConnection"), ["scm/developerConnection is missing"]),
    ("another version", in_pom(f"<version>{VERSION}<", "<version>0.0.9<"), [".pom: version is 0.0.9"]),
    ("another tag", in_pom(f"<tag>v{VERSION}<", "<tag>HEAD<"), ["scm/tag is HEAD"]),
    ("the build", in_pom("<issueManagement>", "<build/><issueManagement>"), [".pom: build is left over"]),
    ("a profile", in_pom("<issueManagement>", "<profiles/><issueManagement>"), [".pom: profiles is left over"]),
    ("no NOTICE", in_jar(JAR, without("META-INF/NOTICE")), [".jar: META-INF/NOTICE is missing"]),
    ("no LICENSE", in_jar(SOURCES, without("META-INF/LICENSE")), ["-sources.jar: META-INF/LICENSE is missing"]),
    ("another POM in the jar", in_jar(JAR, with_file(f"{COMPONENT.embedded}/pom.xml", b"")), ["pom.xml is not the POM that is published"]),
    ("empty Javadoc", in_jar(JAVADOC, without(COMPONENT.documentation[0])), [f"-javadoc.jar: {COMPONENT.documentation[0]} is missing"]),
    ("a jar that is none", lambda files: replace(files, JAVADOC, b"?"), ["-javadoc.jar is no zip file"]),
    ("another packaging", in_pom(*ANOTHER_PACKAGING), [".pom: packaging is pom, and not "]),
]
OF_THE_LIBRARY = [
    ("no SHA-1 of the SBOM", without(SBOM + ".sha1"), ["-cyclonedx.json.sha1 is missing"]),
    ("no SBOM", without_artifact(SBOM), ["-cyclonedx.json is missing"]),
    ("a range", in_pom("<version>1.0.1<", "<version>[1.0.1,)<"), ["version [1.0.1,) is a range", "org.jspecify:jspecify is [1.0.1,)"]),
    ("a snapshot", in_pom("<version>1.0.1<", "<version>1.0.1-SNAPSHOT<"), ["1.0.1-SNAPSHOT is a snapshot", "org.jspecify:jspecify is 1.0.1-SNAPSHOT"]),
    ("a property", in_pom("<version>1.0.1<", "<version>${jspecify.version}<"), ["version is ${jspecify.version}", "org.jspecify:jspecify is ${"]),
    ("the CDK of development", in_pom("<version>2.245.0<", "<version>2.263.0<"), ["aws-cdk-lib is 2.263.0, and pom.xml asks for 2.245.0"]),
    ("a dependency of the tests", in_pom("<dependencies>", "<dependencies>" + TEST_SCOPE), ["org.junit.jupiter:junit-jupiter has scope test"]),
    ("no classes of one source", in_jar(JAR, without(CLASS)), [f"no class of {check.PACKAGE}/Profile.java"]),
    ("a class of the tests", in_jar(JAR, class_of_the_tests), [f"no {check.PACKAGE}/CdkTest.java"]),
    ("a class of Java 21", in_jar(JAR, newer_java), [f"{CLASS} is no class of Java 17"]),
    ("a file of nobody in the jar", in_jar(JAR, with_file("secrets.env", b"?")), [".jar: secrets.env does not belong into it"]),
    ("another source", in_jar(SOURCES, with_file(f"{check.PACKAGE}/Profile.java", b"")), ["Profile.java is missing, or not ours"]),
    ("an SBOM that is no JSON", lambda files: replace(files, SBOM, b"{"), ["-cyclonedx.json is no JSON"]),
    ("an SBOM of another version", in_sbom(another_version), ["-cyclonedx.json: version is 0.0.9"]),
    ("an SBOM with the CDK of development", in_sbom(newer_cdk), ["-cyclonedx.json: software.amazon.awscdk:aws-cdk-lib is 2.263.0"]),
    ("an SBOM without a component", in_sbom(without_jackson), ["is depended upon, and is no component"]),
]
OF_THE_ARCHETYPE = [
    ("a dependency", in_pom("<issueManagement>", f"<dependencies>{DEPENDENCY}</dependencies><issueManagement>"), ["org.jspecify:jspecify is 1.0.1"]),
    ("no .gitignore", in_jar(JAR, without("archetype-resources/.gitignore")), [".jar: archetype-resources/.gitignore is missing"]),
    ("no description of the archetype", in_jar(JAR, without(METADATA)), [f".jar: {METADATA} is missing"]),
    ("a class of the template", in_jar(JAR, with_file("cdk-init/java/target/Main.class", b"")), ["target/Main.class is not of the template"]),
    ("sources without one of them", in_jar(SOURCES, without("cdk-init/java/app.mjs")), ["-sources.jar: cdk-init/java/app.mjs is missing"]),
    ("another version of the library", in_jar(JAR, another_library), ["archetype-resources/pom.xml does not ask for three-tier-ecs-app"]),
]
FAULTS = OF_BOTH + {"library": OF_THE_LIBRARY, "archetype": OF_THE_ARCHETYPE}[KIND]


def planted(files, fault):
    files = dict(files)
    fault(files)
    return files


def faults_of(folder, files, version):
    bundle = Path(folder, "bundle.zip")
    bundle.write_bytes(write_zip(files))
    return check.bundle_faults(COMPONENT, bundle, KEYRING, version)


def main():
    files = check.read_zip(BUNDLE.read_bytes())
    missed = []
    with tempfile.TemporaryDirectory() as folder:
        rewritten = faults_of(folder, files, VERSION)
        assert not rewritten, rewritten
        for name, fault, words in FAULTS:
            found = faults_of(folder, planted(files, fault), VERSION)
            if len(found) != len(words) or not all(any(it in said for said in found) for it in words):
                missed.append(f"{name}: {found}")
        if not any("is a snapshot" in it for it in faults_of(folder, files, f"{VERSION}-SNAPSHOT")):
            missed.append("a version that is a snapshot")

        other = Path(folder, "other.zip")
        for name in [FOLDER + COMPONENT.artifact(VERSION, it) for it in COMPONENT.artifacts]:
            for changed in [files[name] + b" ", *same_content(name, files[name])]:
                other.write_bytes(write_zip(files | {name: changed}))
                found = list(same.differences(BUNDLE, other))
                if len(found) != 1 or not found[0].startswith(f"{name.rpartition('/')[2]} differs"):
                    missed.append(f"another {name}: {found}")
    for it in missed:
        print("not found as it should be:", it, file=sys.stderr)
    if missed:
        sys.exit(1)
    print(f"{len(FAULTS) + 1} faults are refused by their name, and a difference in each artifact is found")


def same_content(name, content):
    """The same entries at another time of day."""
    return [write_zip(check.read_zip(content), (2026, 11, 1, 12, 0, 0))] if name.endswith(".jar") else []


if __name__ == "__main__":
    main()
