"""`test-rule`: try a rule of one's own on its examples."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from codemods.cli.common import usage

if TYPE_CHECKING:
    from codemods.engine.own.trying import Tried
    from codemods.vocabulary.rule import Rule


@click.command("test-rule")
@click.argument("file", type=click.Path(path_type=Path))
def test_rule(file: Path) -> None:
    """Run the examples of a rule of your own: the folder beside FILE that is called as it is."""
    from codemods.engine.own.loading import files, load

    code = 0
    for each in usage(partial(files, [file])):
        rule = usage(partial(load, each))
        for example in usage(partial(_tried, rule, each)):
            said = f": {example.wrong}" if example.wrong else ""
            click.echo(f"{'failed' if example.wrong else 'ok'} {rule.code} {example.name}{said}")
            code = max(code, 1 if example.wrong else 0)
    sys.exit(code)


def _tried(rule: Rule, file: Path) -> list[Tried]:
    from codemods.engine.own.trying import tried

    return list(tried(rule, file))
