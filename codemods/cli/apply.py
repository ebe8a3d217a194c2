"""`apply`: rewrite what can be rewritten."""

from __future__ import annotations

import os
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
@click.option("--commit", is_flag=True, help="Commit what is rewritten: a commit a rule, each of which compiles.")
@click.option(
    "--commit-by",
    type=click.Choice(["rule", "anti-pattern"]),
    help="Commit what is rewritten: a commit a rule, or an anti-pattern.",
)
@click.option("--no-verify", is_flag=True, help="Commit without the repository's hooks.")
@click.option(
    "--only", multiple=True, metavar="PATH:LINE", help="Fix only what is found there. May be given several times."
)
@click.option("-i", "--interactive", is_flag=True, help="Ask for each fix whether to carry it out.")
def apply(
    paths: tuple[Path, ...], select: Any, ignore: Any, exclude: Any, jobs: int | None,
    diff: bool, unsafe: bool, output: Path | None, allow_dirty: bool, allow_no_vcs: bool,
    commit: bool, commit_by: str | None, no_verify: bool, only: tuple[str, ...], interactive: bool,
) -> None:  # fmt: skip
    """Rewrite what can be rewritten, and say what is left."""
    from codemods.cli.committing import commits
    from codemods.cli.picking import asked, at_places, places
    from codemods.engine import applying
    from codemods.engine.commits.repository import require_ready
    from codemods.engine.disk.vcs import require_clean
    from codemods.engine.disk.write import recover
    from codemods.engine.request import root_of
    from codemods.reports import applied
    from codemods.reports.diff import unified

    if output and len(paths) > 1:
        wrong("--output takes one PATH: call it once for each")
    commit = commit or commit_by is not None
    _require_agreement(
        commit,
        {"--diff": diff, "--output": output is not None, "--allow-dirty": allow_dirty, "--allow-no-vcs": allow_no_vcs,
         "--only": bool(only), "--interactive": interactive},
        no_verify,
    )  # fmt: skip
    if only and interactive:
        wrong("--only and --interactive both choose: leave one away")
    wanted = places(only)
    if wanted and len(paths) > 1:
        wrong("--only takes one PATH: call it once for each")
    requests = [prepared(path, select, ignore, exclude) for path in paths or (Path(),)]
    usage(lambda: [each.rules for each in requests])
    if not diff and output is None:
        for request in requests:
            if commit:
                usage(partial(require_ready, root_of(request.path)))
            else:
                usage(partial(require_clean, root_of(request.path), allow_dirty, allow_no_vcs))
        if [each for each in requests if usage(partial(recover, root_of(each.path)))]:
            click.echo("note: finished what an apply that was killed had begun", err=True)
            requests = [prepared(path, select, ignore, exclude) for path in paths or (Path(),)]
    code = 0
    for request in requests:
        if commit:
            code = max(code, commits(request, unsafe, commit_by == "anti-pattern", jobs, not no_verify))
            continue
        choice = at_places(request, wanted) if wanted else asked(request) if interactive else None
        with progress_bar(not interactive, "rewriting") as progress:
            report = usage(partial(applying.run, request, unsafe, jobs, progress, choice))
        if diff:
            for line in unified(report.fixed, report.secrets):
                click.echo(_coloured(line) if sys.stdout.isatty() and "NO_COLOR" not in os.environ else line)
        else:
            usage(partial(report.write, root_of(request.path), output))
        applied.show(report, console(sys.stderr if diff else sys.stdout), diff)
        code = max(code, 2 if report.failed else 1 if report.left else 0)
    sys.exit(code)


def _require_agreement(commit: bool, others: dict[str, bool], no_verify: bool) -> None:
    """End the process where --commit stands beside what it does not go with."""
    if commit and (other := next((name for name, is_given in others.items() if is_given), None)):
        wrong(f"--commit does not go with {other}: leave one away")
    if no_verify and not commit:
        wrong("--no-verify is for --commit: add that, or leave it away")


def _coloured(line: str) -> str:
    """A line of a diff as git colours it."""
    if line.startswith(("+++", "---")):
        return click.style(line, bold=True)
    colours = {"+": "green", "-": "red", "@": "cyan"}
    return click.style(line, fg=colours[line[0]]) if line[:1] in colours else line
