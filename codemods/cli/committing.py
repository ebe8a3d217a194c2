"""`apply --commit`: the plan, carried out commit by commit."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING

import click

from codemods.cli.common import progress_bar, usage

if TYPE_CHECKING:
    from codemods.engine.request import Request


def commits(request: Request, unsafe: bool, by_anti_pattern: bool, jobs: int | None, verify: bool) -> int:
    """Make the commits of one PATH, a line for each: the exit code."""
    from codemods.engine.commits.plan import plan
    from codemods.engine.commits.repository import commit
    from codemods.engine.request import root_of
    from codemods.reports.commit_message import messages
    from codemods.reports.text import plural, printable
    from codemods.vocabulary.finding import Safety

    with progress_bar(True, "rewriting") as progress:
        made = usage(partial(plan, request, unsafe, by_anti_pattern, jobs, progress))
    done = 0
    for each, message in zip(made.commits, messages(made, unsafe, by_anti_pattern), strict=True):
        try:
            name = commit(root_of(request.path), each, message, verify)
        except Exception as error:
            after = f" after {plural(done, 'commit')}" if done else ""
            click.echo(f"error: {printable(str(error))}: stopped{after}, the tree is as committed", err=True)
            sys.exit(2)
        counts = f"{plural(len(each.fixed.fixed), 'finding')} in {plural(len(each.fixed.changes), 'file')}"
        click.echo(f"{name} {message.partition(chr(10))[0]}: {counts}")
        done += 1
    hand = sum(each.safety is Safety.NONE for each in made.left)
    waiting = 0 if unsafe else sum(each.safety is Safety.UNSAFE for each in made.left)
    rest = len(made.left) - hand - waiting
    parts = ((waiting, "with --unsafe"), (hand, "by hand"), (rest, "that could not be fixed"))
    left = ", ".join(f"{count:,} {what}" for count, what in parts if count)
    where = "; the last commit tells why" if done else ""
    click.echo(f"Made {plural(done, 'commit')}." + (f" Left: {left}{where}." if left else ""))
    return 1 if made.left or made.dropped else 0
