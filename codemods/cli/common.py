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

_CONFIG, _OWN = "operable.config", "operable.own"

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
    click.option(
        "--config",
        type=click.Path(path_type=Path),
        metavar="FILE",
        expose_value=False,
        callback=lambda context, _, value: context.meta.__setitem__(_CONFIG, value),
        help="Take the settings of [tool.operable] from FILE.",
    ),
    click.option(
        "--own-rules",
        is_flag=True,
        expose_value=False,
        callback=lambda context, _, value: context.meta.__setitem__(_OWN, value),
        help="Also run the rule files that [tool.operable] names: code of that tree.",
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
    given = click.get_current_context().meta
    found = usage(partial(options, path, given.get(_OWN, False), given.get(_CONFIG)))
    if found.rules and not given.get(_OWN):
        click.echo("note: own rules are not run: --own-rules runs those that [tool.operable] names", err=True)
    return Request(path, found, _split(select), _split(ignore), exclude)


def _split(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(part for value in values for part in value.replace(",", " ").split())


def usage(action: Callable[[], Any]) -> Any:
    """Run something that may say what is wrong with the request: one line on stderr, exit 2."""
    from codemods.vocabulary.wrong_request import WrongRequest

    try:
        return action()
    except BrokenPipeError:
        # Whoever read the report has read enough; click ends the process without a word.
        raise
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
