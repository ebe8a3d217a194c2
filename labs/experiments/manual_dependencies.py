"""Experiment 2: a build in a clean room from the tree alone, now and some months later."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from labs.cluster import cleanroom, dockerfile, processes
from labs.cluster.deployment import Cluster
from labs.experiment import Experiment, Figure, Outcome

VERSION = re.compile(r"[:@].*\d")


def run(cluster: Cluster, tree: Path) -> Outcome:
    with processes.workspace("cleanroom-") as home:
        context = dockerfile.context(tree, home / "context")
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
    )


def _failed(said: str) -> Outcome:
    return Outcome("build fails", [Figure("the build fails", _last_line(said), harm=True)])


def _last_line(said: str) -> str:
    return " ".join(said.split())[:200]


def _imported(tree: Path) -> set[str]:
    """The top-level modules that the service's own files import, whatever may fail in a try left out."""
    return {name.partition(".")[0] for path in tree.glob("*.py") for name in _imports(ast.parse(path.read_bytes()))}


def _imports(node: ast.AST) -> Iterator[str]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            yield from (alias.name for alias in child.names)
        elif isinstance(child, ast.ImportFrom) and child.module and not child.level:
            yield child.module
        elif not isinstance(child, ast.Try):
            yield from _imports(child)


EXPERIMENT = Experiment(
    2,
    "Can a machine build the service from its tree alone, and does it get the same some months later?",
    "Everything that the service imports is installed, and the second build gets exactly what the first one got.",
    run,
    "Without containers uv stands in for pip. The months pass by adding a newer release of everything to the index.",
)
