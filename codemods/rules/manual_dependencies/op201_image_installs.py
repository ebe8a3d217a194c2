"""OP201: libraries that the Dockerfile installs by name, beside the manifest.

Half of what the service needs is written in the Dockerfile, without versions: whoever builds it elsewhere, or asks
what it runs on, misses that half.

Before::

    RUN pip3 install --no-cache-dir boto3 "psycopg[binary]>=3.2" flask
    RUN pip install -r requirements.txt

After::

    RUN pip install -r requirements.txt

By hand: name all libraries in one manifest, and let the Dockerfile install from that alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from codemods.domains.dependencies import manifests
from codemods.domains.dependencies.pip_commands import Install
from codemods.domains.deployment.images import is_not_deployed
from codemods.domains.deployment.stages import is_for_developers
from codemods.formats import dockerfile, requirements
from codemods.libraries.programs import INSTALLERS, PIP_HARMLESS
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Finding, Safety, Site, Span
from codemods.vocabulary.rule import Rule

if TYPE_CHECKING:
    from codemods.rewriting.edit import Edit


@dataclass(frozen=True, slots=True)
class _Names:
    """What the manifest lacks, and whether any of it has no version."""

    new: tuple[str, ...] = ()
    loose: bool = False


rule = Rule[_Names]("OP201", "image-installs", needles=("install",), safety=Safety.SAFE)

_REMEDY = "name it in the manifest, with a version, and install from that alone"


@rule.find(dockerfile.Document)
def named(document: dockerfile.Document, file: SourceFile) -> Iterator[Finding[_Names]]:
    """The RUN instructions that install names without versions."""
    if file.project.is_test(file.path) or is_not_deployed(file):
        return
    seen: set[int] = set()
    for instruction, found in manifests.image_installs(document):
        if not found.loose or instruction.line in seen or is_for_developers(file, document, instruction.stage):
            continue
        settled = manifests.settled(file, document, instruction, found)
        loose = [each.text for each in found.loose if each.name not in settled]
        if not loose:
            continue
        seen.add(instruction.line)
        sites, data = _plan(document, file, instruction, found)
        last = found.command.span
        span = Span(instruction.span.line, instruction.span.column, last.end_line, last.end_column)
        yield file.finding(
            rule, span, f"the image installs {', '.join(loose)} without a fixed version", _REMEDY,
            safety=_safety(data) if sites else Safety.NONE, sites=sites, data=data,
        )  # fmt: skip


def _safety(data: _Names) -> Safety:
    """Safe where nothing is left without a version: a name that is added without one waits for a lock."""
    return Safety.UNSAFE if data.loose else Safety.SAFE


def _plan(
    document: dockerfile.Document, file: SourceFile, instruction: dockerfile.Instruction, found: Install
) -> tuple[tuple[Site, ...], _Names]:
    """Take the whole instruction out and name its libraries in the manifest that the same stage installs."""
    installed = [
        other for each, there in manifests.image_installs(document)
        if each.stage == instruction.stage and each is not instruction
        for name in there.files if (other := manifests.in_image(file, name)) is not None
    ]  # fmt: skip
    plain = found.whole and all(line.kind == "name" and not word.expands for line, word in found.named)
    tools = any(line.name in INSTALLERS for line, _ in found.named)
    alone = len(instruction.commands) == 1 and not instruction.heredocs
    if len(installed) != 1 or found.files or not plain or tools or not alone or set(found.options) - PIP_HARMLESS:
        return (), _Names()
    manifest = installed[0]
    held = manifests.document(manifest)
    if held is None or held.hashed or manifests.source_of(manifest) is not None:
        return (), _Names()
    known = {each.name: each for each in held.requirements}
    if any(line.name in known and line.specifier not in ("", known[line.name].specifier) for line, _ in found.named):
        return (), _Names()
    new = [line.text for line, _ in found.named if line.name not in known]
    free = [line.text for line, _ in found.named if line.text in new and not line.pinned]
    if (new and manifests.is_metadata(manifest)) or (free and not manifests.can_be_locked(manifest)):
        return (), _Names()
    pinned = bool(held.requirements) and all(each.pinned for each in held.requirements)
    if pinned and any(not line.pinned for line, _ in found.named if line.name not in known):
        return (), _Names()
    end, column = len(manifest.lines), len(manifest.lines[-1]) + 1
    sites = [Site(file.path, Span(instruction.line, 1, instruction.end_line + 1, 1))]
    if new:
        sites.append(Site(manifest.path, Span(end, column, end, column), "manifest"))
    return tuple(sites), _Names(tuple(new), loose=bool(free))


@rule.rewrite("dockerfile")
def removed(document: dockerfile.Document, finding: Finding[_Names], edit: Edit) -> None:
    """The instruction goes."""
    edit.replace(edit.site.span, "")


@rule.rewrite("requirements", role="manifest")
def added(document: requirements.Document, finding: Finding[_Names], edit: Edit) -> None:
    """The names, at the manifest's end."""
    end = "\r\n" if "\r\n" in edit.file.text else "\n"
    start = end if edit.file.lines[-1].strip() else ""
    edit.replace(edit.site.span, start + "".join(each + end for each in finding.data.new))
