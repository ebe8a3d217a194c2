"""OP202: a requirement that is fetched from a branch, an address or a file, without saying which content it means.

A branch moves, the file behind an address is replaced, and nobody can tell afterwards what was installed. Whoever can
push to that branch can put code into the next build.

By hand: name the commit (`git+https://…@4b78af85`), or the address with its hash (`#sha256=…`); better, publish the
library to an index and name its version.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from codemods.domains.dependencies import manifests
from codemods.domains.deployment.images import comes_from_tree
from codemods.formats import dockerfile, requirements, userinfo
from codemods.project.givers import givers
from codemods.project.source_file import SourceFile
from codemods.vocabulary.finding import Finding, Safety, Span
from codemods.vocabulary.rule import Rule

rule = Rule("OP202", "requirement-source", needles=("://", ".whl", ".tar.gz", ".zip", "git@"), safety=Safety.NONE)

_ARCHIVE = re.compile(r"\.(whl|zip|tar\.gz|tgz|tar\.bz2)$")
_VERSION = re.compile(r"@\$\{(\w+)\}(?:#|$)")
_COMMIT = re.compile(r"[0-9a-f]{40}")
# Where conda has built what `pip freeze` then tells of: `flask @ file:/croot/flask_16712/…`.
_BUILT = re.compile(r"file:/{2,3}\S*(?:/(?:croot|feedstock_root|concourse|conda-bld)/|/work(?:/dist/\S+)?$)")
_OF_CONDA = "name the versions instead: pip list --format=freeze writes them"


@rule.find(requirements.Document)
def sources(document: requirements.Document, file: SourceFile) -> Iterator[Finding]:
    """The lines of a requirements file that name a source without a commit or a hash."""
    compiled = file.path.endswith(".in") and manifests.is_compiled(file)
    if manifests.is_runtime(file) and not compiled:
        built = [each for each in document.requirements if each.kind == "url" and _BUILT.match(each.target)]
        if built:
            more = f", and {len(built) - 1} more lines" if len(built) > 1 else ""
            message = f"{built[0].name}{more} only the machine of whoever wrote the file has: conda built it there"
            yield file.finding(rule, built[0].span, message, _OF_CONDA, safety=Safety.NONE)
        for line in document.requirements:
            if line not in built:
                yield from _judged(file, line, line.span)


@rule.find(dockerfile.Document)
def installed(document: dockerfile.Document, file: SourceFile) -> Iterator[Finding]:
    """The same on the command line of pip."""
    for _, found in manifests.image_installs(document):
        for line, word in found.named:
            if not word.expands:
                yield from _judged(file, line, word.span)


def _is_given_a_commit(file: SourceFile, target: str) -> bool:
    """Whether the line takes a variable for its version, and all that sets it gives a commit."""
    name = _VERSION.search(target)
    root = file.project.service_root(file.path)
    given = givers(file.project, root, name[1]) if name else ()
    return bool(given) and all(_COMMIT.fullmatch(each.value) for each in given)


def _is_of_commit(file: SourceFile, line: requirements.Line) -> bool:
    """Whether what the line names is content of the same commit as the line."""
    return line.target.startswith(("file:", ".")) and comes_from_tree(file, line.target)


def _judged(file: SourceFile, line: requirements.Line, span: Span) -> Iterator[Finding]:
    shown = line.name or userinfo.without(line.target).partition("#")[0]
    if line.kind in ("vcs", "editable") and not line.pinned and not _is_given_a_commit(file, line.target):
        message, remedy = f"{shown} comes from a branch or tag that can move", "name the commit: …@<commit>"
    elif line.kind == "url" and not line.pinned and not _is_of_commit(file, line):
        message, remedy = f"{shown} comes from an address, without a hash", "add its hash: #sha256=…"
    elif line.kind == "path" and not line.hashed and _ARCHIVE.search(line.target):
        message = f"{shown} is a built archive that was put into the tree by hand"
        remedy = "publish it to an index and name its version, or bring its source in as a package"
    else:
        return
    yield file.finding(rule, span, message, remedy, safety=Safety.NONE)
