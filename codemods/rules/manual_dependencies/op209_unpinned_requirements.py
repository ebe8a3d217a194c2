"""OP209: requirements without versions, so that every build takes whatever is latest that day.

The same commit gives another program next month. A version for each name is not enough: what these need in turn is as
free. A lock holds all of it, with hashes, and pip refuses whatever differs.

Before::

    flask
    sqlalchemy

After::

    flask==3.1.3 \\
        --hash=sha256:0ef0e52b8a9cd932855379197dd8f94047b359ca0a78695144304cb45f87c9eb \\
        --hash=sha256:f4bcbefc124291925f1a26446da31a5178f9483862233b23c0c96a20701f670c
        # via -r requirements.in

By hand: keep what the service asks for in `requirements.in` and compile it:
`uv pip compile --universal --generate-hashes requirements.in -o requirements.txt`, in the environment that runs today,
so that nothing is upgraded on the way. Install with `pip install --require-hashes -r requirements.txt`.

The fix compiles at the versions that run today, as far as a lock above the service or an environment at hand tells.
It needs a package index.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from codemods.domains.dependencies import manifests
from codemods.domains.dependencies.half_pinned import LOCKS, half_pinned, is_locked_in
from codemods.domains.dependencies.pip_commands import Install
from codemods.domains.dependencies.servers.requirement import dependencies
from codemods.domains.dependencies.set_apart import is_set_apart
from codemods.formats import dockerfile, requirements
from codemods.libraries.distributions import BOARD, GUNICORN, METADATA
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Finding, Safety, Site, Span
from codemods.vocabulary.rule import Rule

if TYPE_CHECKING:
    from codemods.rewriting.edit import Edit


# A line need hold nothing but a name: every requirements file is looked at.
@dataclass(frozen=True, slots=True)
class _Lock:
    """Which Python the lock is for and in which folder, and what each image copies first."""

    python: str = ""
    folder: str = ""
    copies: Mapping[str, str] = field(default_factory=dict)


rule = Rule[_Lock]("OP209", "unpinned-requirements", needles=("",), safety=Safety.UNSAFE, last=True)

_FREE = re.compile(r"\.\s+(\S+)\s*$")
_READ_BY = (*METADATA, "tox.ini", "noxfile.py")
_BOARDS = re.compile(r"raspberry\W?pi|\braspi|\brpi\b|\bjetson", re.IGNORECASE)
_REMEDY = (
    "name what is asked for in a .in file and compile it into a lock with hashes: uv pip compile --generate-hashes"
)


@rule.find(requirements.Document)
def unpinned(document: requirements.Document, file: SourceFile) -> Iterator[Finding[_Lock]]:
    """The first line without a version, and a lock that lacks what its source names."""
    if not manifests.is_runtime(file) or is_set_apart(file):
        return
    if file.path.endswith(".in") and manifests.is_compiled(file):
        return
    if any(each.refused for each in document.lines):
        return
    pinned = manifests.constrained(file, document)
    loose = [
        each for each in document.requirements
        if each.kind == "name" and not each.pinned and each.name not in pinned and each.text != GUNICORN
    ]  # fmt: skip
    source = manifests.source_of(file)
    asked = manifests.document(source) if source is not None else None
    if loose:
        count = len(loose)
        message = f"{loose[0].text} has no fixed version" + (f", nor have {count - 1} more lines" if count > 1 else "")
        line = loose[0]
    elif document.hashed and asked is not None and (lacking := _lacking(asked, document)):
        message, line = f"the lock lacks {', '.join(lacking)}, which {_name(source)} names", document.requirements[0]
    else:
        yield from _half_pinned(file, document)
        return
    sites, data = _plan(file, source, document, asked or document)
    yield file.finding(
        rule, line.span, message, _REMEDY, safety=Safety.UNSAFE if sites else Safety.NONE, sites=sites, data=data,
    )  # fmt: skip


@rule.find(dockerfile.Document)
def unpinned_project(document: dockerfile.Document, file: SourceFile) -> Iterator[Finding[_Lock]]:
    """`pip install .` of a project whose dependencies have no versions and no lock."""
    folder = posixpath.dirname(file.path)
    project = file.project.files.get(posixpath.join(folder, "pyproject.toml"))
    if project is None or manifests.is_aside(file) or is_locked_in(file, folder, *LOCKS, "requirements.txt"):
        return
    asked = requirements.parse("\n".join(dependencies(project.text) or ())).requirements
    loose = [each for each in asked if each.kind == "name" and not each.pinned]
    for instruction, found in manifests.image_installs(document):
        own = any(line.kind == "path" and line.target.partition("[")[0] in (".", "./") for line, _ in found.named)
        if loose and own and not found.constraints:
            count = len(loose)
            more = f", nor have {count - 1} more of {project.path}" if count > 1 else ""
            yield file.finding(
                rule, instruction.span, f"{loose[0].text} has no fixed version{more}",
                "lock what the project needs (uv lock, pip-compile), and let the image install the lock",
                safety=Safety.NONE,
            )  # fmt: skip
            return


def _half_pinned(file: SourceFile, document: requirements.Document) -> Iterator[Finding[_Lock]]:
    """The first old library with a version, where what it brings along has none, here or in a lock."""
    if (found := half_pinned(file, document)) is not None:
        line, brought = found
        yield file.finding(
            rule, line.span,
            f"{line.text} has a version, {brought} has none, and {line.name} does not start with today's", _REMEDY,
            safety=Safety.NONE,
        )  # fmt: skip


def _name(file: SourceFile | None) -> str:
    return posixpath.basename(file.path) if file else ""


def _lacking(asked: requirements.Document, lock: requirements.Document) -> list[str]:
    held = {each.name for each in lock.requirements}
    return [each.name for each in asked.requirements if each.kind == "name" and each.name not in held]


def _plan(
    file: SourceFile, source: SourceFile | None, document: requirements.Document, asked: requirements.Document
) -> tuple[tuple[Site, ...], _Lock]:
    """What compiling the lock changes: the file itself and the Dockerfiles that install it; nothing if it may harm."""
    plain = all(each.kind == "name" and each.name not in BOARD for each in (*document.lines, *asked.lines))
    plain = plain and not _BOARDS.search(f"{file.path}\n{file.text}")
    if not plain or not file.path.endswith(".txt") or any(manifests.includers(file)) or _is_read(file):
        return (), _Lock()
    folder = posixpath.dirname(file.path)
    python = manifests.python_version(file)
    if not manifests.has_wheels(python):
        return (), _Lock()
    sites = [Site(file.path, Span(1, 1, len(file.lines) + 1, 1), "lock")]
    copies: dict[str, str] = {}
    for image, parsed, instruction, found in manifests.installers(file):
        if found.named or not found.whole or len(found.files) != 1 or found.verb.span.line != found.verb.span.end_line:
            return (), _Lock()
        sites.append(Site(image.path, found.verb.span, "install"))
        if copied := _copied_before(image, parsed, instruction, found, file):
            sites += [Site(image.path, copied.span, "copy"), Site(image.path, instruction.span, "behind")]
            copies[image.path] = _name(file)
    return tuple(sites), _Lock(python, folder, copies)


def _is_read(file: SourceFile) -> bool:
    """Whether something reads the file as a list of names, or installs it together with other files."""
    name = posixpath.basename(file.path).encode()
    together = re.compile(rb"install\b[^\n]*" + re.escape(name) + rb"[ \t\"']+[^\s;&|#>)]")
    return manifests.is_named_by(file, _READ_BY) or any(
        together.search(other.spelled)
        for other in file.project.files.values()
        if name in other.spelled and other.kind != "dockerfile"
    )


def _copied_before(
    image: SourceFile,
    parsed: dockerfile.Document,
    instruction: dockerfile.Instruction,
    found: Install,
    file: SourceFile,
) -> dockerfile.Instruction | None:
    """The `COPY . .` right before an instruction that only installs the file: the lock alone can be copied there."""
    same = [each for each in parsed.instructions if each.stage == instruction.stage]
    before = same[same.index(instruction) - 1] if instruction in same[1:] else None
    if before is None or before.keyword not in ("COPY", "ADD") or before.words is not None or before.heredocs:
        return None
    beside = posixpath.dirname(image.path) == posixpath.dirname(file.path) and found.files == (_name(file),)
    whole = _FREE.match(before.text)
    plain = before.span.line == before.span.end_line and instruction.words is None and not instruction.heredocs
    alone = len(instruction.commands) == 1 and not before.flags
    return before if whole and whole[1] in (".", "./") and beside and plain and alone else None


@rule.rewrite("requirements", role="lock")
def to_lock(document: object, finding: Finding[_Lock], edit: Edit) -> None:
    """The lock in the file's place; what it held, beside it."""
    from codemods.domains.dependencies.installed_versions import running_versions
    from codemods.rewriting.text.lock import compiled

    file, folder = edit.file, finding.data.folder
    source = manifests.source_of(file)
    text = (source or file).text
    name = _name(source) or posixpath.basename(file.path).removesuffix(".txt") + ".in"
    names = [each.name for each in requirements.parse(text).requirements]
    before = requirements.parse(file.text)
    running = file.text if before.hashed else running_versions(file.project, folder, names)
    edit.replace(edit.site.span, compiled(text, name, finding.data.python, running))
    if source is None:
        edit.add_file(posixpath.join(folder, name), text)


@rule.rewrite("dockerfile", role="install")
def with_hashes(document: object, finding: Finding[_Lock], edit: Edit) -> None:
    """`pip install` that takes nothing without a hash, and keeps no cache in the image."""
    line = edit.file.lines[edit.site.span.line - 1]
    cached = "--mount=type=cache" in edit.file.text
    options = [
        option for option in (*(() if cached else ("--no-cache-dir",)), "--require-hashes") if option not in line
    ]
    edit.replace(edit.site.span, " ".join(["install", *options]))


@rule.rewrite("dockerfile", role="copy")
def lock_first(document: dockerfile.Document, finding: Finding[_Lock], edit: Edit) -> None:
    """The lock is copied before the code: code that changes does not install everything again."""
    edit.replace(edit.site.span, f"COPY {finding.data.copies[edit.file.path]} .")


@rule.rewrite("dockerfile", role="behind")
def code_last(document: dockerfile.Document, finding: Finding[_Lock], edit: Edit) -> None:
    """The code, behind what installs."""
    place = Span(edit.site.span.end_line, edit.site.span.end_column, edit.site.span.end_line, edit.site.span.end_column)
    copied = next(each for each in finding.sites if each.role == "copy" and each.path == edit.file.path)
    line = edit.file.lines[copied.span.line - 1]
    edit.replace(place, f"{chr(10)}{line[copied.span.column - 1 : copied.span.end_column - 1]}")
