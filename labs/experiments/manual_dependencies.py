"""Experiment 2: a build in a clean room from the tree alone, now and some months later."""

import ast
import re
import threading
from collections.abc import Iterator
from pathlib import Path

from labs.cluster import cleanroom, dockerfile, processes
from labs.cluster.deployment import Cluster
from labs.experiment import Experiment, Figure, Outcome

# A name in a manifest or a command, its extras left out, and what is said of its version.
REQUIREMENT = re.compile(r"^\s*([A-Za-z][\w.-]*)(?:\[[^\]]*\])?([^#\n]*)", re.MULTILINE)
VERSION = re.compile(r"[:@].*\d")
# CPython 3.11 counts the depth of a syntax tree for all threads together: two that parse at once fail.
PARSING = threading.Lock()


def run(cluster: Cluster, tree: Path) -> Outcome:
    return cluster.beside(built_twice, tree).result()


def built_twice(cluster: Cluster, tree: Path) -> Outcome:
    """What two builds of the tree bring, the second one some months later. Raises NoIndex."""
    with processes.workspace("cleanroom-") as home:
        context = dockerfile.context(tree, home / "context", checkout=True)
        loose = [base for base in dockerfile.bases(context) if not VERSION.search(base)]
        build = cluster.runtime.build
        try:
            with build(context, home / "now", None) as now:
                gone, first = now.missing(_imported(context)), now.installed()
        except cleanroom.BuildFailed as error:
            return _failed(str(error))
        newer = cleanroom.release_of_everything(first, home / "newer")
        second, said = dict[str, str](), ""
        try:
            with build(context, home / "later", newer) as later:
                second = later.installed()
        except cleanroom.BuildFailed as error:
            said = str(error)
        changed = [name for name in first if second.get(name) != first[name]]
        mistakes = [*_absent(gone, tree), *_unversioned(loose), *_unpinned(changed, context)]
    first_words = ["incomplete" if gone else "complete", f"{len(changed)} of {len(first)} differ later"]
    return Outcome(
        cell=", ".join(first_words),
        figures=[
            Figure("what the build does not bring", ", ".join(gone) or "-", harm=bool(gone)),
            Figure("base image without a version", ", ".join(loose) or "-", harm=bool(loose)),
            Figure("distributions installed now", len(first)),
            Figure("different in a build some months later", len(changed), f"of {len(first)}", harm=bool(changed)),
            *([Figure("the later build fails", _last_line(said), harm=True)] if said else []),
        ],
        mistakes=mistakes,
    )


def _absent(gone: list[str], tree: Path) -> list[str]:
    told = []
    for name in gone:
        if (tree / name).exists():
            told.append(f"{name} is in the tree, but git ignores it: a checkout does not have it")
        elif any("/mnt/fileserver" in path.read_text() for path in tree.glob("*.py")) and name == "cardnetwork":
            told.append(f"{name} is still read from the file server's folder, which no build has")
        else:
            told.append(f"{name} is imported, and nothing that the Dockerfile installs brings it")
    return told


def _unversioned(loose: list[str]) -> list[str]:
    return [f"FROM {base} is whatever that name stands for on the day of the build" for base in loose]


def _unpinned(changed: list[str], tree: Path) -> list[str]:
    """Why distributions differ later: their manifest says no version, names them not at all, or is not installed."""
    if not changed:
        return []
    installed = " ".join(word for words in dockerfile.pip_installs(tree) for word in words)
    manifests = {
        path.name: path.read_text() for path in (*tree.glob("*.txt"), *tree.glob("*.lock"), *tree.glob("*.in"))
    }
    unused = [name for name, text in manifests.items() if text.count("==") >= len(changed) and name not in installed]
    if unused:
        return [f"{unused[0]} has every version, but the Dockerfile does not install from it"]
    said = "\n".join([installed.replace(" ", "\n"), *(text for name, text in manifests.items() if name in installed)])
    asked = {_plain(match[1]): match[2] for match in REQUIREMENT.finditer(said)}
    direct = [name for name in changed if _plain(name) in asked]
    ranges = [name for name in direct if re.match(r"\s*[<>~!]", asked[_plain(name)])]
    if ranges:
        return [f"{', '.join(ranges)}: a range is no version, the newest in it is taken"]
    if direct:
        return [f"{', '.join(direct)}: asked for without a version"]
    return [f"{', '.join(changed[:4])}: not named anywhere, what has a version needs them: lock them all"]


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _failed(said: str) -> Outcome:
    return Outcome("build fails", [Figure("the build fails", _last_line(said), harm=True)])


def _last_line(said: str) -> str:
    return " ".join(said.split())[:200]


def _imported(tree: Path) -> set[str]:
    """The top-level modules that the service's own files import, what has another to fall back on left out."""
    with PARSING:
        modules = [ast.parse(path.read_bytes()) for path in tree.glob("*.py")]
    return {name.partition(".")[0] for module in modules for name in _imports(module)}


def _imports(node: ast.AST) -> Iterator[str]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            yield from (alias.name for alias in child.names)
        elif isinstance(child, ast.ImportFrom) and child.module and not child.level:
            yield child.module
        elif isinstance(child, ast.Try):
            # What has another import to fall back on may be absent.
            if not any(True for handler in child.handlers for _ in _imports(handler)):
                yield from _imports(ast.Module(child.body, []))
        else:
            yield from _imports(child)


EXPERIMENT = Experiment(
    2,
    "Can a machine build the service from its tree alone, and does it get the same some months later?",
    "Everything that the service imports is installed, and the second build gets exactly what the first one got.",
    run,
    "Without containers uv stands in for pip. The months pass by adding a newer release of everything to the index.",
    waits=(built_twice,),
)
