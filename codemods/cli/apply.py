"""`apply`: rewrite what can be rewritten."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import Any

import click

from codemods.cli.common import common, console, prepared, progress_bar, usage, wrong


@click.command()
@common
@click.option("--diff", is_flag=True, help="Show what would change; write nothing.")
@click.option(
    "--unsafe",
    is_flag=True,
    help="Also apply fixes that need a setting, a review or an infrastructure change.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Write the rewritten tree to DIR; leave PATH alone.",
)
@click.option("--allow-dirty", is_flag=True, help="Rewrite a tree with uncommitted changes.")
@click.option("--allow-no-vcs", is_flag=True, help="Rewrite a tree that is not under git.")
def apply(
    paths: tuple[Path, ...], select: Any, ignore: Any, exclude: Any, jobs: int | None,
    diff: bool, unsafe: bool, output: Path | None, allow_dirty: bool, allow_no_vcs: bool,
) -> None:  # fmt: skip
    """Rewrite what can be rewritten, and say what is left."""
    from codemods.engine import applying
    from codemods.engine.disk.vcs import require_clean
    from codemods.engine.disk.write import recover
    from codemods.engine.request import root_of
    from codemods.reports import applied
    from codemods.reports.diff import unified

    if output and len(paths) > 1:
        wrong("--output takes one PATH: call it once for each")
    requests = [prepared(path, select, ignore, exclude) for path in paths or (Path(),)]
    usage(lambda: [each.rules for each in requests])
    if not diff and output is None:
        for request in requests:
            usage(partial(require_clean, root_of(request.path), allow_dirty, allow_no_vcs))
        if [each for each in requests if usage(partial(recover, root_of(each.path)))]:
            click.echo("note: finished what an apply that was killed had begun", err=True)
            requests = [prepared(path, select, ignore, exclude) for path in paths or (Path(),)]
    code = 0
    for request in requests:
        with progress_bar(True, "rewriting") as progress:
            report = usage(partial(applying.run, request, unsafe, jobs, progress))
        if diff:
            for line in unified(report.fixed, report.secrets):
                click.echo(line)
        else:
            usage(partial(report.write, root_of(request.path), output))
        applied.show(report, console(sys.stderr if diff else sys.stdout), diff)
        code = max(code, 2 if report.failed else 1 if report.left else 0)
    sys.exit(code)
