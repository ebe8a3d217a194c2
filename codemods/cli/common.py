"""What the commands have in common: the options, one line for what is wrong, the terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from rich.console import Console

    from codemods.engine.request import Request
    from codemods.engine.session import Progress

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

_COMMON: tuple[Decorator, ...] = (
    click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]..."),
    click.option(
        "--select",
        multiple=True,
        metavar="RULES",
        help="Only these: numbers (5), slugs, codes (OP501) or how they begin (OP5), with commas.",
    ),
    click.option("--ignore", multiple=True, metavar="RULES", help="Not these."),
    click.option(
        "--exclude",
        multiple=True,
        metavar="PATTERN",
        help="Leave these paths out (patterns as in .gitignore).",
    ),
    click.option("--jobs", type=click.IntRange(1), metavar="N", help="How many processes; default: one a core."),
)


def common(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add what check and apply have in common."""
    for decorate in reversed(_COMMON):
        function = decorate(function)
    return function


def prepared(path: Path, select: tuple[str, ...], ignore: tuple[str, ...], exclude: tuple[str, ...]) -> Request:
    """The request for one PATH; ends the process where it cannot be carried out."""
    from codemods.engine.request import Request, options, require_readable

    usage(partial(require_readable, path))
    return Request(path, usage(partial(options, path)), _split(select), _split(ignore), exclude)


def _split(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(part for value in values for part in value.replace(",", " ").split())


def usage(action: Callable[[], Any]) -> Any:
    """Run something that may say what is wrong with the request: one line on stderr, exit 2."""
    from codemods.vocabulary.wrong_request import WrongRequest

    try:
        return action()
    except (WrongRequest, OSError) as error:
        from codemods.reports.text import printable

        click.echo(f"error: {printable(str(error))}", err=True)
        sys.exit(2)


def wrong(message: str) -> Any:
    """Say what is wrong with the request, and end the process."""
    click.echo(f"error: {message}", err=True)
    sys.exit(2)


def console(stream: Any) -> Console:
    """A console that prints text as it is."""
    from rich.console import Console

    return Console(file=stream, highlight=False, markup=False, emoji=False)


class progress_bar:
    """A progress bar on stderr where that is a terminal; nothing otherwise."""

    def __init__(self, wanted: bool, verb: str) -> None:
        self.bar: Any = None
        if wanted and sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import Progress as Bar

            # No refresh thread: the engine forks.
            self.bar = Bar(console=Console(stderr=True), transient=True, auto_refresh=False)
            self.task = self.bar.add_task(verb, total=None)

    def __enter__(self) -> Progress | None:
        if self.bar is None:
            return None
        self.bar.start()
        return lambda done, total: self.bar.update(self.task, completed=done, total=total, refresh=True)

    def __exit__(self, *_: object) -> None:
        if self.bar is not None:
            self.bar.stop()
