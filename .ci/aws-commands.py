"""Parses every command of the AWS CLI that the documents and the outputs have, with the CLI's own parser and models.

Usage: PYTHONPATH=<folder with awscli> python aws-commands.py [--planted] [file]...
Reads Markdown (blocks of shell, and code in the text), synthesized templates (outputs, user data), Java (texts), and scripts with a command a line.
Without files: all documents, the golden templates, the sources, and what a page says of the examples. Nothing is sent: the call is caught where it would be.

A name alone, such as `aws logs delete-log-group`, is a mention: the operation has to exist. All else has to be a whole command.
--planted plants mistakes instead, and fails unless each is found.
"""

import argparse
import contextlib
import io
import json
import os
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# Without a region, credentials and a file of its own, the CLI would look for those of the machine.
os.environ.update(
    AWS_ACCESS_KEY_ID="none",
    AWS_SECRET_ACCESS_KEY="none",
    AWS_DEFAULT_REGION="eu-central-1",
    AWS_EC2_METADATA_DISABLED="true",
    AWS_CONFIG_FILE=os.devnull,
    AWS_SHARED_CREDENTIALS_FILE=os.devnull,
)

import jmespath
from awscli import clidriver
from awscli.customizations.commands import BasicCommand
from botocore import client as clients  # which awscli brings, under that name
from botocore.validate import ParamValidator

# Version 2 of the CLI alone has it; version 1, whose parser this is, does not. Taken from its reference.
ONLY_IN_VERSION_2 = {
    ("logs", "tail"): {"--follow", "--since", "--format", "--filter-pattern", "--log-stream-names", "--log-stream-name-prefix"},
}

# What stands where only the reader or the shell knows the value: a text of any length that is a number too, a small number, or a time.
UNKNOWN = "\ue000"
STAND_INS = ["1" * 64, "1", "2026-01-31T03:00:00Z"]


# --- Shell: the commands in a text, also those in $(…), in functions, behind pipes.


def commands(script):
    """Lists of words, one for each simple command. Of a word that the shell completes, that part is UNKNOWN."""
    found, words, word, quoted = [], [], "", False
    end_of_line = "\n;|&(){}"
    i = 0

    def end_word():
        nonlocal word, quoted
        if word or quoted:
            words.append(word)
        word, quoted = "", False

    def end_command():
        nonlocal words
        end_word()
        while words and re.fullmatch(r"\w+=.*|do|then|else|if|while|!", words[0], re.S):
            words.pop(0)
        if words:
            found.append(words)
        words = []

    while i < len(script):
        char = script[i]
        if char == "\\" and i + 1 < len(script):
            if script[i + 1] != "\n":
                word += script[i + 1]
            i += 2
        elif char == "'":
            close = script.index("'", i + 1)
            word, quoted, i = word + script[i + 1 : close], True, close + 1
        elif char == '"':
            text, i = double_quoted(script, i + 1, found)
            word, quoted = word + text, True
        elif char == "$":
            text, i = expansion(script, i, found)
            word += text
        elif char == "#" and not word:
            while i < len(script) and script[i] != "\n":
                i += 1
        elif char in end_of_line:
            end_command()
            i += 1
        elif char.isspace():
            end_word()
            i += 1
        else:
            word, i = word + char, i + 1
    end_command()
    return found


def double_quoted(script, i, found):
    text = ""
    while script[i] != '"':
        if script[i] == "\\" and script[i + 1] in '"\\$`\n':
            text += script[i + 1].strip("\n")
            i += 2
        elif script[i] == "$":
            part, i = expansion(script, i, found)
            text += part
        else:
            text, i = text + script[i], i + 1
    return text, i + 1


def expansion(script, i, found):
    """A variable, or a command whose output is meant; that command is found too."""
    if script.startswith("$(", i):
        depth, start = 1, i + 2
        i = start
        while depth:
            if script[i] == "'":
                i = script.index("'", i + 1)
            depth += {"(": 1, ")": -1}.get(script[i], 0)
            i += 1
        found.extend(commands(script[start : i - 1]))
        return UNKNOWN, i
    variable = re.compile(r"\$(\{[^}]*\}|\w+)").match(script, i)
    return (UNKNOWN, variable.end()) if variable else ("$", i + 1)


# --- Texts: where commands stand in Markdown, in templates and in Java.


def of_markdown(text):
    """(line, script) of each shell block, and of each piece of code in the text that begins with aws."""
    blocks = re.compile(r"^[ ]*```(\w*)\n(.*?)^[ ]*```", re.M | re.S)
    for block in blocks.finditer(text):
        if block.group(1) in ("sh", "bash", "shell"):
            yield line_of(text, block.start(2)), block.group(2)
    # Blank lines in their place keep the numbers of the lines; what is quoted twice is quoted for Markdown's sake.
    rest = blocks.sub(lambda block: "\n" * block.group().count("\n"), text)
    for code in re.finditer(r"(?<!`)`(?!`)([^`]+)`(?!`)", rest):
        if "\n\n" not in code.group(1) and re.search(r"\baws [a-z0-9-]+ [a-z]", code.group(1)):
            yield line_of(rest, code.start()), re.sub(r"\s*\n\s*", " ", code.group(1)).replace("\\|", "|")


def of_template(text):
    template = json.loads(text)
    for value in [template.get("Outputs", {}), template.get("Resources", {})]:
        for joined in texts(value):
            if re.search(r"\baws [a-z0-9-]+ [a-z]", joined):
                yield 0, joined


def texts(value):
    """Every text of a template, with what is known only at deployment as UNKNOWN."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from texts(each)
    elif isinstance(value, dict):
        if "Fn::Join" in value:
            separator, parts = value["Fn::Join"]
            yield separator.join(part if isinstance(part, str) else UNKNOWN for part in parts)
        else:
            for each in value.values():
                yield from texts(each)


def of_java(text):
    """Texts, with the parts that are joined by +; what lies between them is known to the program alone."""
    literal = r'"(?:[^"\\\n]|\\.)*"'
    for joined in re.finditer(rf"{literal}(?:\s*\+\s*(?:{literal}|[\w.]+))*", text):
        script = "".join(
            json.loads(part) if part.startswith('"') else UNKNOWN
            for part in re.findall(rf"{literal}|(?<=\+)\s*[\w.]+", joined.group())
        )
        script = re.sub(r"%(\d\$)?s", UNKNOWN, script)
        if re.search(r"\baws [a-z0-9-]+ [a-z]", script):
            # A sentence may lead to the command, and go on behind a mention of one: "those that aws rds describe-… lists".
            if not script.startswith("("):
                script = re.search(r"\baws \S+ \S+(?:\s+-.*)?", script, re.S).group()
            yield line_of(text, joined.start()), script


def line_of(text, position):
    return text.count("\n", 0, position) + 1


def of_shell(text):
    """A script, such as what examples/acceptance/run --dry-run prints: each of its commands by its line."""
    for number, script in enumerate(text.split("\n"), 1):
        yield number, script


READERS = {".md": of_markdown, ".json": of_template, ".java": of_java, ".sh": of_shell}


def aws_commands(path, text):
    """(place, words after aws) of each command of the CLI."""
    for line, script in READERS[Path(path).suffix](text):
        # <…> is what the reader puts in; to a shell it would be a redirection.
        script = re.sub(r"<[^<>\n]{1,60}>|…", UNKNOWN, script)
        for words in commands(script):
            if words[0] == "aws":
                yield f"{path}:{line}", words[1:]


# --- The CLI, as far as the call.


class Called(Exception):
    pass


def call(self, operation_name, parameters):
    operation = self.meta.service_model.operation_model(operation_name)
    if operation.input_shape is not None:
        report = ParamValidator().validate(parameters, operation.input_shape)
        if report.has_errors():
            raise ValueError(report.generate_report())
        check_enums(parameters, operation.input_shape, operation_name)
    CALLS.append(operation)
    raise Called()


CALLS = []
clients.BaseClient._make_api_call = call

# Custom commands, such as aws s3 rb, do something of their own. They are done when their options are parsed.
made = BasicCommand.__init__


def make(self, session):
    made(self, session)
    self._run_main = lambda parsed_args, parsed_globals: 0 if not self.SUBCOMMANDS else 255


BasicCommand.__init__ = make

# argparse takes the beginning of an option for the option.
argparse.ArgumentParser._get_option_tuples = lambda self, option: []


def check_enums(value, shape, path):
    """The CLI leaves this to the service."""
    if shape.type_name == "structure" and isinstance(value, dict):
        for name, member in value.items():
            check_enums(member, shape.members[name], f"{path}.{name}")
    elif shape.type_name == "list":
        for each in value:
            check_enums(each, shape.member, path)
    elif shape.type_name == "string" and shape.enum and value not in shape.enum and value not in STAND_INS:
        raise ValueError(f"{path}: {value} is none of {', '.join(shape.enum)}")


def fields_of(shape, seen=()):
    """The names of all members that an output can have."""
    if shape is None or shape.name in seen:
        return set()
    seen = (*seen, shape.name)
    if shape.type_name == "structure":
        return set(shape.members).union(*(fields_of(member, seen) for member in shape.members.values()))
    if shape.type_name == "list":
        return fields_of(shape.member, seen)
    if shape.type_name == "map":
        return fields_of(shape.value, seen)
    return set()


def unknown_field(expression, operation):
    """What a query asks for that no answer has; or None."""
    known = fields_of(operation.output_shape)
    nodes = [expression.parsed]
    while nodes:
        node = nodes.pop()
        if node["type"] == "field" and node["value"] not in known:
            return f"--query: {operation.name} answers with no {node['value']}"
        nodes.extend(it for it in node["children"] if isinstance(it, dict))
    return None


DRIVER = clidriver.create_clidriver()


def problem_of(words):
    """What is wrong with a command, or None."""
    if tuple(words[:2]) in ONLY_IN_VERSION_2:
        unknown = [it for it in words[2:] if it.startswith("-") and it not in ONLY_IN_VERSION_2[tuple(words[:2])]]
        return f"Unknown options: {', '.join(unknown)}" if unknown else None
    if len(words) == 2:
        return mentioned(*words)
    problems = [parse([it.replace(UNKNOWN, stand_in) for it in words]) for stand_in in STAND_INS]
    return None if None in problems else problems[0]


def mentioned(service, operation):
    services = DRIVER._get_command_table()
    if service not in services:
        return f"no service {service}"
    command = services[service]
    if isinstance(command, BasicCommand):
        return None if operation in {it["name"] for it in command.SUBCOMMANDS} else f"no command {operation} of {service}"
    return None if operation in command._get_command_table() else f"no operation {operation} of {service}"


def parse(words):
    # A file is the reader's, and the CLI refuses a Region by its form.
    words = [re.sub(r"^fileb?://.*", "{}", it) for it in words]
    words = ["eu-central-1" if before == "--region" else it for before, it in zip(["", *words], words)]
    query = words[words.index("--query") + 1] if "--query" in words[:-1] else None
    try:
        expression = jmespath.compile(query) if query else None
    except jmespath.exceptions.JMESPathError as refused:
        return f"--query: {query}: {str(refused).splitlines()[0]}"
    CALLS.clear()
    errors = io.StringIO()
    try:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(errors):
            # Version 1 keeps handlers of this command for whatever else of EC2 the same driver parses later.
            alone = words[:2] == ["ec2", "modify-instance-attribute"]
            status = (clidriver.create_clidriver() if alone else DRIVER).main(words)
    except SystemExit as refused:
        status = refused.code
    if CALLS:
        return unknown_field(expression, CALLS[0]) if expression else None
    return None if status == 0 else last_words(errors.getvalue(), words)


def last_words(text, words):
    """Without the usage and the list of all commands, and with all of a report that has several lines."""
    if "Invalid choice" in text:
        return f"there is no command aws {' '.join(words[:3])}"
    lines = [it.strip() for it in text.splitlines() if it.strip()]
    first = next((i for i, it in enumerate(lines) if re.search(r"error|Error|Unknown|invalid|validation", it)), -1)
    return " ".join(lines[first:][:4])


# --- Mistakes that have to be found, in documents that are otherwise right.

PLANTED = [
    ("an operation that there is not", "a.md", "`aws rds reboot-database --db-instance-identifier shop`", "reboot-database"),
    ("a mention of one", "a.md", "Then `aws logs delete-loggroup`.", "delete-loggroup"),
    ("a service that there is not", "a.md", "`aws escs list-tasks --cluster shop`", "escs"),
    ("an unknown option", "a.md", "```sh\naws ecs update-service --cluster a --service b --force-deployment\n```", "--force-deployment"),
    ("the beginning of an option", "a.md", "```sh\naws ecs update-service --cluster a --service b --force-new\n```", "--force-new"),
    ("a required option left out", "a.md", "```sh\naws ecs update-service --cluster shop --desired-count 0\n```", "--service"),
    ("a structure's member misspelled", "a.md", '```sh\naws ec2 describe-subnets --filters "Nam=vpc-id,Values=$vpc"\n```', "Nam"),
    ("a structure in JSON, of the wrong kind", "a.md", "`aws ecs update-service --service b --deployment-configuration '{\"maximumPercent\": \"all\"}'`", "maximumPercent"),
    ("a value that an enum has not", "a.md", "`aws cloudformation create-change-set --stack-name a --change-set-name b --deployment-mode REVERT`", "REVERT"),
    ("no number where one belongs", "a.md", "`aws ecs update-service --service b --desired-count none`", "none"),
    ("a query that does not compile", "a.md", '`aws rds describe-db-instances --query "DBInstances[0"`', "DBInstances[0"),
    ("a query for what is not in the answer", "a.md", '`aws rds describe-db-instances --query "DBInstances[].Endpoints"`', "Endpoints"),
    ("in $(…), in quotes", "a.md", '```sh\nurl="https://$(aws elbv2 describe-load-balancer --names a)/"\n```', "describe-load-balancer"),
    ("in a function", "a.md", "```sh\noutput() { aws cloudformation describe-stack --stack-name a; }\n```", "describe-stack"),
    ("behind a pipe", "a.md", "```sh\necho | aws ecr get-login-passwort\n```", "get-login-passwort"),
    ("over two lines of the text", "a.md", "Do `aws rds describe-db-instances\n--db-instance shop` now.", "--db-instance"),
    ("in a command of the CLI's own", "a.md", "`aws s3 rb s3://logs --recursive`", "--recursive"),
    ("in one of version 2", "a.md", "`aws logs tail shop --folow`", "--folow"),
    ("in a waiter", "a.md", "`aws rds wait db-instance-gone --db-instance-identifier shop`", "db-instance-gone"),
    ("in an output of a template", "a.json", json.dumps({"Outputs": {"A": {"Value": {"Fn::Join": ["", ["(task=$(aws ecs list-task --cluster ", {"Ref": "B"}, "))"]]}}}}), "list-task"),
    ("in a script", "a.sh", "# aws nothing\n(cd a && aws ecs wait services-stable --cluster <a> --service <b>)", "--service"),
    ("in a text of Java", "a.java", '"list them with: aws ec2 describe-availability-zones --qery"\n + " \\"AvailabilityZones[].ZoneName\\"";', "--qery"),
]

SOUND = [
    ("a.md", "`aws logs delete-log-group`, then\n```sh\nid=$(aws ecs list-tasks --cluster \"$c\" --query 'taskArns[0]' --output text) && aws ecs stop-task --task \"$id\"  # aws nothing\n```\n", 3),
    ("a.md", "`aws ecs update-service --service <service> --desired-count <count>`", 1),
    ("a.md", "`aws rds restore-db-instance-to-point-in-time --target-db-instance-identifier a --restore-time <time>`", 1),
]


def planted():
    missed = 0
    for what, path, text, words in PLANTED:
        problems = [problem_of(it) or "" for _, it in aws_commands(path, text)]
        if not any(words in it for it in problems):
            missed += 1
            print(f"NOT FOUND: {what}: {problems}", file=sys.stderr)
    for path, text, count in SOUND:
        problems = [problem_of(it) for _, it in aws_commands(path, text)]
        if problems != [None] * count:
            missed += 1
            print(f"NOT SOUND: {text}: {problems}", file=sys.stderr)
    print(f"{len(PLANTED)} planted mistakes, {missed} missed")
    return missed


def files():
    yield from (ROOT / it for it in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md"))
    for pattern in (
        "docs/**/*.md",
        "examples/**/*.md",
        "src/main/java/**/*.java",
        "src/test/resources/deletion/*.md",
        "src/test/resources/page/*.md",
        ".ci/golden/**/*.template.json",
    ):
        yield from sorted(it for it in ROOT.glob(pattern) if "cdk.out" not in it.parts and "target" not in it.parts)


def main():
    if sys.argv[1:] == ["--planted"]:
        return planted()
    count, wrong = 0, 0
    for path in [Path(it) for it in sys.argv[1:]] or files():
        name = path.resolve().relative_to(ROOT) if path.resolve().is_relative_to(ROOT) else path
        for place, words in aws_commands(name, path.read_text(encoding="utf-8")):
            count += 1
            problem = problem_of(words)
            if problem:
                wrong += 1
                print(f"{place}: aws {' '.join(words)}\n  {problem}".replace(UNKNOWN, "<…>"), file=sys.stderr)
    print(f"{count} commands of the AWS CLI, {wrong} wrong")
    return wrong or count == 0


sys.exit(1 if main() else 0)
