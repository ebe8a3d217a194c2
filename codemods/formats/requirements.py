"""Requirements files: what each line asks for, and whether it says which version, as pip reads them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from codemods.vocabulary.finding import Span

_NAME = re.compile(r"([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(\[[^\]]*\])?\s*(.*)$", re.DOTALL)
_COMMENT = re.compile(r"(^|\s)#.*$")
_HASH = re.compile(r"\s--hash[= ]\S+")
# What pip takes for options behind a requirement, of the build or of the index: `av==8.0.2 --no-binary=av`.
_BEHIND = re.compile(r"\s+--?[A-Za-z][\w-]*(?:[\s=].*)?$", re.DOTALL)
_EXACT = re.compile(r"\(?\s*={2,3}\s*[^\s,;*]+\s*\)?$")
_QUOTED = re.compile(r"[<>=!~]=?=?\s*[\"']")
_COMMIT = re.compile(r"@[0-9a-f]{7,64}(?=$|[#?\s])")
# What GitHub, GitLab and Bitbucket pack of one commit: /archive/<commit>.zip, /get/<commit>.tar.gz.
_PACKED = re.compile(r"[/-][0-9a-f]{40}\.(?:zip|tar\.gz|tgz|tar\.bz2)(?=$|[#?])")
_CHECKSUM = re.compile(r"#(?:.*&)?(?:sha256|sha384|sha512)=[0-9a-fA-F]+")
_VCS = re.compile(r"(?:git|hg|svn|bzr)(?:\+|:)\S*|\S+\.git(?:@\S+)?$")
_URL = re.compile(r"(?:https?|ftp|file)://\S+", re.IGNORECASE)
_PATH = re.compile(r"\.{0,2}/|\.\.?(?:\[|$)|[^\s=<>~!@;]*\.(?:whl|zip|tar\.gz|tgz|tar\.bz2)(?:\s|$)|[A-Za-z]:\\")
# What `conda list --export` writes, which pip refuses: a name, its one version, its build.
_CONDA = re.compile(r"=\s*[^\s=,;]+(?:=[^\s=,;]+)?$")
_OPTION = re.compile(r"(-[A-Za-z]|--[a-z][a-z-]*)(?:\s*=\s*|\s+|(?<=^-[a-zA-Z])(?=\S)|$)(.*)$", re.DOTALL)
_LONG = {"-r": "--requirement", "-c": "--constraint", "-e": "--editable", "-i": "--index", "-f": "--find-links"}


@dataclass(frozen=True, slots=True)
class Line:
    """One logical line. `kind` is name, conda, vcs, url, path, editable, include, constraint or option.

    `name` is the distribution's normalised name ('' where the line names none), `specifier` the versions it admits,
    `target` what an option, a URL or a path says. `text` is the requirement without comment, hashes and options.
    """

    kind: str
    text: str
    span: Span
    name: str = ""
    extras: str = ""
    specifier: str = ""
    target: str = ""
    hashed: bool = False

    @property
    def pinned(self) -> bool:
        """Whether the line always means the same code. A path does: what lies there is the project's own."""
        if self.kind == "name":
            return _EXACT.match(self.specifier) is not None
        if self.kind in ("vcs", "editable"):
            return _COMMIT.search(self.target) is not None
        fixed = _CHECKSUM.search(self.target) or _PACKED.search(self.target)
        return self.kind != "url" or self.hashed or fixed is not None

    @property
    def refused(self) -> bool:
        """Whether pip takes the line for no requirement, and installs nothing of the file: `flask >= "3.0"`."""
        return self.kind == "name" and _QUOTED.match(self.specifier) is not None

    @property
    def version(self) -> str:
        """The one version that the line admits, '' without one."""
        return self.specifier.strip("() =") if self.kind == "name" and self.pinned else ""


@dataclass(frozen=True, slots=True)
class Document:
    """A requirements file's lines without comments and blanks; `unread` are the numbers of those not understood."""

    lines: tuple[Line, ...]
    unread: tuple[int, ...] = ()

    @property
    def requirements(self) -> tuple[Line, ...]:
        """The lines that ask for something to be installed."""
        return tuple(each for each in self.lines if each.kind not in ("include", "constraint", "option"))

    @property
    def hashed(self) -> bool:
        """Whether the file is a lock: pip then refuses whatever has no hash."""
        return any(each.hashed for each in self.lines)


def normalised(name: str) -> str:
    """A distribution's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def parse(text: str) -> Document:
    """Read a requirements file; a line that is no requirement is passed over."""
    found: list[Line] = []
    unread: list[int] = []
    lines = text.splitlines()
    number = 0
    while number < len(lines):
        first = number
        parts: list[str] = []
        while True:
            raw = lines[number]
            number += 1
            continued = raw.endswith("\\") and not raw.lstrip().startswith("#")
            parts.append(raw[:-1] if continued else raw)
            if not continued or number == len(lines):
                break
        joined = _COMMENT.sub("", " ".join(parts).lstrip("\ufeff")).strip()
        if joined:
            start = len(lines[first]) - len(lines[first].lstrip()) + 1
            last = lines[number - 1]
            end = len(_COMMENT.sub("", last).rstrip()) + 1
            if each := requirement(joined, Span(first + 1, start, number, max(end, 1))):
                found.append(each)
            else:
                unread.append(first + 1)
    return Document(tuple(found), tuple(unread))


def requirement(text: str, span: Span) -> Line | None:
    """What one requirement, as on a line or after `pip install`, asks for; None for what is none."""
    hashed = _HASH.search(text) is not None
    bare = _HASH.sub("", text).strip()
    if bare.startswith("-"):
        return _option(bare, span)
    bare = _BEHIND.sub("", bare)
    if _VCS.match(bare) or _URL.match(bare):
        kind = "vcs" if _VCS.match(bare) else "url"
        egg = re.search(r"[#&]egg=([A-Za-z0-9._-]+)", bare)
        return Line(kind, bare, span, normalised(egg[1]) if egg else "", target=bare, hashed=hashed)
    if _PATH.match(bare):
        return Line("path", bare, span, target=bare, hashed=hashed)
    match = _NAME.match(bare)
    if match is None:
        return None
    name, extras, rest = normalised(match[1]), match[2] or "", match[3]
    if rest.startswith("@"):
        target = rest[1:].strip()
        kind = "vcs" if _VCS.match(target) else "url"
        return Line(kind, bare, span, name, extras, target=target, hashed=hashed)
    specifier = rest.partition(";")[0].strip()
    if specifier and not re.match(r"[(=<>~!]", specifier):
        return None
    kind = "conda" if _CONDA.match(specifier) else "name"
    return Line(kind, bare, span, name, extras, specifier, hashed=hashed)


def _option(text: str, span: Span) -> Line | None:
    match = _OPTION.match(text)
    if match is None:
        return None
    name, target = _LONG.get(match[1], match[1]), match[2].strip()
    if name == "--editable":
        egg = re.search(r"[#&]egg=([A-Za-z0-9._-]+)", target)
        kind = "editable" if _VCS.match(target) else "path"
        return Line(kind, text, span, normalised(egg[1]) if egg else "", target=target)
    kind = {"--requirement": "include", "--constraint": "constraint"}.get(name, "option")
    return Line(kind, text, span, target=target)
