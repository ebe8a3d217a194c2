"""The cases of the rules: a folder where a case has several files, a part of the rule's fixture where it has one.

cases/<rule>/<case>/ holds `before/` and, where the rule rewrites, `after/`; `case.toml` may hold `findings`, what must
be found, as "path:line", and `unsafe = false`, to apply without --unsafe. `dot.env` stands for `.env`, and so on.

cases/<rule>/fixture.py (fixture.txt for files that are no Python) holds cases of one file each, with a blank line
between them:

    # case: name
    # file: settings.py         app.py, if it is not said
    # unsafe: false
    DB_HOST = "db.internal"  # finding
    DB_PORT = 5432  # ok
    # after:
    DB_HOST = os.environ["DB_HOST"]
    DB_PORT = 5432

A line marked `# finding` must be found and all others must not; without such a line anything may be found where there
is an `# after:`. The marks are no part of the file. A file of one line, `# emitted: databases.py` (or `# emitted:
readers.py, in no package`), stands for that module.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from codemods.engine.files.discover import discover
from codemods.project.project import Project
from codemods.rewriting.source.emitted import source

_EMITTED = re.compile(rb"# emitted: ([\w.]+)(, in no package)?\n")
_CASE = re.compile(r"^# case: ([\w-]+)\n", re.MULTILINE)
_OPTION = re.compile(r"# (file|unsafe): (\S+)\n")
_AFTER = "# after:\n"
_MARK = re.compile(r"  # (finding|ok)$")
_ROOT = Path(__file__).parent / "cases"

Files = dict[str, bytes]


class Case(NamedTuple):
    """A tree before and, where it is rewritten, after; `findings` None: nothing, or anything where it is rewritten."""

    rule: str
    name: str
    before: Files
    after: Files | None = None
    findings: list[str] | None = None
    unsafe: bool | None = None

    @property
    def id(self) -> str:
        """The name among all cases."""
        return f"{self.rule}-{self.name}"


def contents(folder: Path) -> Files:
    """The files of a folder by path, as a rule sees them."""
    return {
        _named(path.relative_to(folder).as_posix()): _expanded(path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }


def project(folder: Path, files: Files) -> Project:
    """The files, written into a folder that is empty, as a check of it sees them: pages are on the disk alone."""
    for path, data in files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    taken, problems = discover(folder)
    assert not problems
    return Project(folder, taken)


def case(rule: str, name: str) -> Case:
    """One case."""
    return next(each for each in CASES if (each.rule, each.name) == (rule, name))


def _read() -> Iterator[Case]:
    for folder in (path.parent for path in _ROOT.glob("*/*/before")):
        card = tomllib.loads((folder / "case.toml").read_text()) if (folder / "case.toml").exists() else {}
        after = contents(folder / "after") if (folder / "after").exists() else None
        rewritten = (contents(folder / "before"), after)
        yield Case(folder.parent.name, folder.name, *rewritten, card.get("findings"), card.get("unsafe"))
    for fixture in _ROOT.glob("*/fixture.*"):
        _, *parts = _CASE.split(fixture.read_text(encoding="utf-8"))
        for name, text in zip(parts[::2], parts[1::2], strict=True):
            yield _part(fixture.parent.name, name, text)


def _part(rule: str, name: str, text: str) -> Case:
    options: dict[str, str] = {}
    while found := _OPTION.match(text):
        options[found[1]] = found[2]
        text = text[found.end() :]
    path = options.get("file", "app.py")
    before, mark, after = _without_blank(text).partition(_AFTER)
    lines = before.splitlines()
    marked = [number for number, line in enumerate(lines, 1) if line.endswith("  # finding")]
    plain = "".join(f"{_MARK.sub('', line)}\n" for line in lines)
    return Case(
        rule, name, _one(path, plain), _one(path, after) if mark else None,
        [f"{_named(path)}:{number}" for number in marked] if marked else None,
        options["unsafe"] == "true" if "unsafe" in options else None,
    )  # fmt: skip


def _one(path: str, text: str) -> Files:
    return {_named(path): _expanded(text.encode())}


def _without_blank(text: str) -> str:
    """The text without the blank line that stands between it and the next case."""
    return text.removesuffix("\n") if text.endswith("\n\n") else text


def _named(path: str) -> str:
    return "/".join(re.sub(r"^dot\.", ".", part) for part in path.split("/"))


def _expanded(data: bytes) -> bytes:
    """The emitted module that a marker of one line stands for, as it is in a package or in none; else the data."""
    marker = _EMITTED.fullmatch(data)
    return source(marker[1].decode(), in_package=not marker[2]).encode() if marker else data


CASES = sorted(_read(), key=lambda each: (each.rule, each.name))
