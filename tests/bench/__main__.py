"""`make bench`: how long the codemods take, beside other tools on the same files; how that grows; what after/ costs.

Everything is measured in this one run. A whole run puts its tables into docs/speed.md; a part of it, or a quick one
(one run each, small sizes), only prints them.
"""

from __future__ import annotations

import argparse
import platform
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from labs.cluster.processes import remove, workspace
from labs.trees import ROOT
from tests.bench import commands, table
from tests.bench.files import Size, corpus, grown, size, write
from tests.bench.measure import Command, Failed, Figures, measured
from tests.bench.profile import profiled
from tests.bench.service import BUCKET, CUSTOMERS, compared
from tests.bench.wheel import weighed

PARTS = ("own", "peers", "profile", "growth", "pair", "wheel", "service")
LINES = (50_000, 200_000, 750_000, 3_000_000)
QUICK_LINES = (10_000, 40_000)
BUILD = ROOT / "build"
HEADINGS = {
    "own": "Cold is without the cache of results, files in the page cache; warm is the second run on the same tree. A "
    "check that keeps its answers is what a second one builds on, after an edit too.",
    "profile": "Where the time of our `check` goes, cold, one process:",
    "growth": "Our `check` of trees made of the same files, cold, on all cores:",
    "pair": "This repository's `before/`, {lines:,} lines of Python, which `apply` turns into `after/`:",
    "wheel": "The wheel, built from this checkout, and what a bare environment gets with it:",
    "service": "One replica of each, in turns, {customers} customers who shop one after the other; the ratios are the "
    "medians of the rounds' ratios to `before/`. The client had at most {client} of a core.",
}


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--only", choices=PARTS, action="append", help="this part; may be repeated")
    parser.add_argument("--quick", action="store_true", help="one run of each command, small sizes")
    parser.add_argument("--lines", type=int, metavar="N", help="only files of about so many lines")
    options = parser.parse_args(arguments)
    parts = tuple(options.only or PARTS)
    said: list[str] = []
    with workspace("bench-") as home:
        for each in _parts(parts, home, options.quick, options.lines):
            said.append(each)
            print(each, flush=True)
    if parts == PARTS and not (options.quick or options.lines):
        table.publish(ROOT / "docs" / "speed.md", "\n".join(said))
    return 0


def _parts(parts: tuple[str, ...], home: Path, quick: bool, lines: int | None) -> Iterator[str]:
    """The paragraphs and tables, each as soon as it is measured."""
    files = {} if {"pair", "wheel", "service"}.issuperset(parts) else corpus(BUILD / "corpus")
    if lines:
        files = dict(grown(files, lines))
    if files:
        yield _introduction(size(files))
    if {"own", "peers"} & set(parts):
        yield f"{HEADINGS['own']}\n"
        yield _commands(files, home, parts, quick)
    if "profile" in parts:
        yield f"{HEADINGS['profile']}\n"
        yield _profile(files, home)
    if "growth" in parts:
        yield f"{HEADINGS['growth']}\n"
        yield _growth(files, home, quick)
    if "pair" in parts:
        yield from _pair(home, quick)
    if "wheel" in parts:
        yield f"{HEADINGS['wheel']}\n"
        yield _wheel(home, quick)
    if "service" in parts:
        yield from _service(quick)


def _introduction(total: Size) -> str:
    return (
        f"{total.files:,} files of {total.packages} packages, {total.lines:,} lines, {total.bytes / 1e6:.1f} MB. "
        f"{commands.CORES} cores, Python {platform.python_version()}; medians, memory of all processes together.\n"
    )


def _commands(files: dict[str, bytes], home: Path, parts: Iterable[str], quick: bool) -> str:
    tree = write(files.items(), home / "corpus")
    found: dict[str, Figures | str] = {}
    against: dict[str, str] = {}
    versions: dict[str, str] = {}
    if "own" in parts:
        _measure(commands.own(tree, home), home, quick, found)
    if "peers" in parts:
        _say("installing the peers")
        venv = BUILD / "bench" / "peers"
        missing, pinned = commands.install(venv), commands.pinned()
        for peer, its in commands.peers(tree, home, venv).items():
            against |= {each.name: each.against for each in its}
            versions |= {each.name: pinned[peer] for each in its}
            if peer in missing:
                found |= {each.name: f"not installed: {missing[peer][:120]}" for each in its}
            else:
                _measure(its, home, quick, found)
    remove(tree)
    return table.commands(found, against, len(files), versions)


def _measure(its: Iterable[Command], home: Path, quick: bool, found: dict[str, Figures | str]) -> None:
    for each in its:
        _say(each.name)
        found[each.name] = _tried(each, home, quick)


def _tried(command: Command, home: Path, quick: bool) -> Figures | str:
    try:
        return measured(command, home, quick)
    except Failed as error:
        return f"failed: {error}".replace("|", "/")


def _profile(files: dict[str, bytes], home: Path) -> str:
    _say("where the time goes")
    tree = write(files.items(), home / "profiled")
    found = table.profile(profiled(tree))
    remove(tree)
    return found


def _growth(files: dict[str, bytes], home: Path, quick: bool) -> str:
    found: list[tuple[Size, Figures | str]] = []
    for lines in QUICK_LINES if quick else LINES:
        _say(f"{lines:,} lines")
        tree = write(grown(files, lines), home / f"lines-{lines}")
        held = size({str(path.relative_to(tree)): path.read_bytes() for path in tree.rglob("*.py")})
        found.append((held, _tried(commands.growth(tree, home), home, quick)))
        remove(tree)
    return table.growth(found)


def _pair(home: Path, quick: bool) -> Iterator[str]:
    tree = Path(shutil.copytree(ROOT / "before", home / "before", ignore=shutil.ignore_patterns("__pycache__")))
    lines = sum(path.read_bytes().count(b"\n") for path in tree.rglob("*.py"))
    found: dict[str, Figures | str] = {}
    _measure(commands.pair(tree, home), home, quick, found)
    remove(tree)
    yield HEADINGS["pair"].format(lines=lines) + "\n"
    yield table.commands(found, {}, 0, {})


def _wheel(home: Path, quick: bool) -> str:
    _say("the wheel")
    folder = home / "wheel"
    folder.mkdir()
    try:
        found = weighed(folder, quick)
    except Failed as error:
        return f"not measured: {error}\n"
    remove(folder)
    return table.wheel(found)


def _service(quick: bool) -> Sequence[str]:
    try:
        found = compared(_say, quick)
    except (RuntimeError, OSError) as error:
        print(error, file=sys.stderr)
        return [f"`after/` against `before/`: not measured: {str(error).splitlines()[0]}\n"]
    client = max(max(each.client) for each in found.values())
    heading = HEADINGS["service"].format(customers=CUSTOMERS, client=f"{client:.0%}")
    return [heading + f" *{BUCKET}* is with `STATE_URL` set.\n", table.service(found)]


def _say(what: str) -> None:
    print(f"bench: {what} …", file=sys.stderr, flush=True)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
