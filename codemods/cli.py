"""The command line: list, explain, check, apply, env."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from codemods.fleet.command import fleet
from codemods.vocabulary import languages

if TYPE_CHECKING:
    from rich.console import Console

    from codemods.engine.request import Request
    from codemods.engine.session import Progress
    from codemods.vocabulary.rule import Rule

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

_COMMON: tuple[Decorator, ...] = (
    click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]..."),
    click.option(
        "--select",
        multiple=True,
        metavar="RULES",
        help="Only these: numbers (5), slugs or codes (OP501), with commas.",
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


def _speak(context: click.Context, parameter: click.Parameter, language: str | None) -> None:
    languages.choose(language or languages.of_locale(os.environ))


speaking = click.option(
    "--lang",
    type=click.Choice(languages.LANGUAGES),
    expose_value=False,
    is_eager=True,
    callback=_speak,
    help="The language of the answer; default: the locale's.",
)


class _Commands(click.Group):
    """The commands, with what holds for all: an odd terminal and Ctrl-C are no reason for a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo("interrupted", err=True)
            sys.exit(130)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="operable", prog_name="operable")
def main() -> None:
    """Find and rewrite eight anti-patterns that make a Python web service unfit to run in containers.

    Exit codes: 0 nothing found (check) or nothing left to fix that was asked for (apply), 1 findings, 2 wrong usage or
    an unreadable PATH.
    """


@main.command("list")
@speaking
def list_() -> None:
    """List the eight anti-patterns and their rules."""
    from codemods.engine.registry import rules
    from codemods.reports.explain import listing

    click.echo(listing(rules()))


@main.command()
@click.argument("rule")
@speaking
def explain(rule: str) -> None:
    """Explain an anti-pattern (a number or slug) or a rule (a code): what, why, before, after, remedy."""
    from codemods.reports.explain import explanation

    click.echo(explanation(_usage(partial(_selected, (rule,), ())), rule))


@main.command()
@common
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif", "github", "html"]),
    default="text",
    show_default=True,
)
@click.option("--no-cache", is_flag=True, help="Neither use the result of an earlier run nor keep this one's.")
def check(
    paths: tuple[Path, ...], select: Any, ignore: Any, exclude: Any, jobs: int | None, form: str, no_cache: bool
) -> None:
    """Report findings; change nothing."""
    import gc

    from codemods.engine import checking
    from codemods.reports import formats, text

    # The process ends when the report is out: what it holds then is not worth to be gone through for garbage.
    gc.disable()
    requests = [_prepared(path, select, ignore, exclude) for path in paths or (Path(),)]
    with _progress(form == "text", "checking") as progress:
        reports = [_usage(partial(checking.run, request, jobs, progress, cached=not no_cache)) for request in requests]
    if form == "text":
        for report in reports:
            text.show(_console(sys.stdout), report.request, report.checked, report.secrets)
    else:
        click.echo(formats.render(form, reports))
    sys.exit(2 if any(each.failed for each in reports) else 1 if any(each.checked.findings for each in reports) else 0)


@main.command()
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
        raise click.UsageError("--output takes one PATH")
    requests = [_prepared(path, select, ignore, exclude) for path in paths or (Path(),)]
    _usage(lambda: [each.rules for each in requests])
    if not diff and output is None:
        for request in requests:
            _usage(partial(require_clean, root_of(request.path), allow_dirty, allow_no_vcs))
        if [each for each in requests if _usage(partial(recover, root_of(each.path)))]:
            click.echo("note: finished what an apply that was killed had begun", err=True)
            requests = [_prepared(path, select, ignore, exclude) for path in paths or (Path(),)]
    code = 0
    for request in requests:
        with _progress(True, "rewriting") as progress:
            report = _usage(partial(applying.run, request, unsafe, jobs, progress))
        if diff:
            for line in unified(report.fixed, report.secrets):
                click.echo(line)
        else:
            _usage(partial(report.write, root_of(request.path), output))
        applied.show(report, _console(sys.stderr if diff else sys.stdout), diff)
        code = max(code, 2 if report.failed else 1 if report.left else 0)
    sys.exit(code)


@main.command()
@click.argument("path", type=click.Path(path_type=Path), default=Path(), metavar="[PATH]")
@click.option(
    "--definitions",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="Also look here for what deploys the service: Compose, Kubernetes, ECS, CloudFormation.",
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def env(path: Path, definitions: tuple[Path, ...], form: str) -> None:
    """List the settings that a service reads from the environment, and which definitions give them."""
    from codemods.engine.request import BadPath, Request, options
    from codemods.reports import environment

    def looked_at() -> environment.Environment:
        if missing := next((each for each in definitions if not each.exists()), None):
            raise BadPath(f"{missing}: no such file or folder")
        return environment.run(Request(path, options(path)), definitions)

    found = _usage(looked_at)
    if form == "json":
        click.echo(environment.render(found))
    else:
        environment.show(found, _console(sys.stdout))


main.add_command(fleet)


def _prepared(path: Path, select: tuple[str, ...], ignore: tuple[str, ...], exclude: tuple[str, ...]) -> Request:
    from codemods.engine.request import Request, options, require_readable

    _usage(partial(require_readable, path))
    return Request(path, _usage(partial(options, path)), _split(select), _split(ignore), exclude)


def _selected(select: tuple[str, ...], ignore: tuple[str, ...]) -> dict[str, Rule]:
    from codemods.engine.registry import select as choose

    return choose(select, ignore)


def _split(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(part for value in values for part in value.replace(",", " ").split())


def _usage(action: Callable[[], Any]) -> Any:
    """Run something that may say what is wrong with the request: one line on stderr, exit 2."""
    from codemods.engine.disk.write import Refused
    from codemods.engine.registry import UnknownRule
    from codemods.engine.request import BadConfig, BadPath

    try:
        return action()
    except (UnknownRule, BadPath, BadConfig, Refused, OSError) as error:
        from codemods.reports.text import printable

        click.echo(f"error: {printable(str(error))}", err=True)
        sys.exit(2)


def _console(stream: Any) -> Console:
    from rich.console import Console

    return Console(file=stream, highlight=False, markup=False, emoji=False)


class _progress:
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
