"""OP510: a secret in a Dockerfile's ENV or ARG.

What ENV and ARG say stays in the image: `docker history` shows it to whoever can pull the image, and every environment
gets the same secret.

By hand: delete the line and give the secret when the container starts, by reference to the platform's secret store.
What only the build needs comes by `RUN --mount=type=secret`. Change the secret: it was published.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from codemods.domains.deployment.images import is_python_image
from codemods.domains.secrets.in_files import Credential, credentials
from codemods.formats.dockerfile import Document, Instruction
from codemods.model.targets import words
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Finding, Safety, Span
from codemods.vocabulary.rule import Rule

rule = Rule("OP510", "dockerfile-secret", needles=("ENV", "ARG", "env", "arg"), safety=Safety.NONE)

_REMEDY = (
    "delete it and give it when the container starts, from the platform's secret store; change it: it was published"
)
_PAIR = re.compile(r"""([A-Za-z_]\w*)=("[^"]*"|'[^']*'|[^\s"']+)""")
_GUEST = "guest"
_TESTS = frozenset(("test", "tests", "testing", "pytest", "unittest", "e2e", "ci"))
# What builds a service in another language.
_OTHER_CODE = re.compile(
    r"\b(?:(?:npm|yarn|pnpm) (?:ci|install|run)|go build|bundle install|cargo build|dotnet publish|mvn|gradle)\b"
)
# The old form: ENV NAME the rest of the line.
_ALONE = re.compile(r"\s*([A-Za-z_]\w*)\s+([^=\s].*?)\s*$")


@rule.find(Document)
def secrets(document: Document, file: SourceFile) -> Iterator[Finding]:
    """Each secret that ENV or ARG sets to a literal."""
    if file.project.is_test(file.path) or (_OTHER_CODE.search(file.text) and not is_python_image(file)):
        return
    shipped = {each.stage for each in document.inherited()}
    for instruction in document.instructions:
        if instruction.keyword not in ("ENV", "ARG") or _is_for_tests(document, instruction):
            continue
        if instruction.stage >= 0 and instruction.stage not in shipped:
            continue
        for line, name, value in _pairs(instruction):
            if found := [each for each in credentials(name, value) if not _is_of_guest(document, each)]:
                yield file.finding(
                    rule, Span(line, 1, line, len(file.lines[line - 1]) + 1),
                    f"{instruction.keyword} {name} puts a secret into the image", _REMEDY, safety=Safety.NONE,
                    conceal=tuple(each.secret for each in found),
                )  # fmt: skip


def _is_of_guest(document: Document, found: Credential) -> bool:
    """Whether it is the account that RabbitMQ comes with, which it opens to its own machine alone: no secret."""
    if found.secret != _GUEST:
        return False
    given = (each for instruction in document.instructions if instruction.keyword in ("ENV", "ARG")
             for each in _pairs(instruction))  # fmt: skip
    return found.user == _GUEST or any(
        value == _GUEST and words(name)[-1:] in (["user"], ["username"]) for _, name, value in given
    )


def _is_for_tests(document: Document, instruction: Instruction) -> bool:
    """Whether the instruction stands in a stage for tests: `FROM app AS unit_tests`."""
    return instruction.stage >= 0 and not _TESTS.isdisjoint(words(document.stages[instruction.stage].name))


def _pairs(instruction: Instruction) -> Iterator[tuple[int, str, str]]:
    """The line, name and value of each variable."""
    for number, line in enumerate(instruction.written.split("\n")):
        found = list(_PAIR.finditer(line))
        if not found and number == 0 and instruction.keyword == "ENV":
            found = list(filter(None, [_ALONE.match(line)]))
        for match in found:
            yield instruction.value.line + number, match[1], match[2].strip("\"'")
