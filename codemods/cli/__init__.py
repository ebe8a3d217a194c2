"""The command line: list, explain, check, apply, env."""

from __future__ import annotations

import io
import os
import sys
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from codemods.cli.apply import apply
from codemods.cli.check import check
from codemods.cli.common import usage
from codemods.cli.env import env
from codemods.cli.overview import overview
from codemods.cli.own import test_rule
from codemods.fleet.command import fleet
from codemods.vocabulary import languages
from codemods.vocabulary.wrong_request import program

if TYPE_CHECKING:
    from codemods.vocabulary.rule import Rule


class _Commands(click.Group):
    """The commands, with what holds for all: an odd terminal and Ctrl-C are no reason for a traceback, and what is
    wrong with a call is one line."""

    def main(self, args: Any = None, prog_name: Any = None, complete_var: Any = None, *_: Any, **__: Any) -> Any:
        try:
            result = super().main(args, prog_name, complete_var, standalone_mode=False)
        except click.exceptions.NoArgsIsHelpError as error:
            click.echo(error.format_message())
            sys.exit(2)
        except click.Abort:
            click.echo("interrupted", err=True)
            sys.exit(130)
        except click.ClickException as error:
            click.echo(f"error: {_one_line(error)}", err=True)
            sys.exit(error.exit_code)
        sys.exit(result if isinstance(result, int) else 0)

    def invoke(self, ctx: click.Context) -> Any:
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo("interrupted", err=True)
            sys.exit(130)


def _one_line(error: click.ClickException) -> str:
    """What click says, and where to read on."""
    near = _near(error)
    # Newer versions of click put words of their own behind what is near.
    said = " ".join((error.message if near else error.format_message()).split()).rstrip(".")
    if isinstance(error, click.UsageError):
        path = error.ctx.command_path if error.ctx else program()
        said += f": did you mean {near}?" if near else f": `{path} --help` shows what there is"
    return said


def _near(error: click.ClickException) -> str:
    """The command or option that was meant, "" where none is near."""
    if isinstance(error, click.NoSuchOption):
        return next(iter(error.possibilities or ()), "")
    group = error.ctx.command if isinstance(error, click.UsageError) and error.ctx else None
    if not isinstance(group, click.Group) or "No such command" not in error.message:
        return ""
    import difflib

    return next(iter(difflib.get_close_matches(error.message.split("'")[1], group.commands, 1)), "")


def version() -> str:
    """What is installed; a checkout with `make setup-lab` alone is not."""
    from importlib import metadata

    try:
        return metadata.version("operable")
    except metadata.PackageNotFoundError:
        return "unknown (not installed)"


def _version(context: click.Context, parameter: click.Parameter, wanted: bool) -> None:
    """The version, with the distributions whose rules are active."""
    if not wanted or context.resilient_parsing:
        return
    from codemods.engine.own.installed import plugins

    others = ", ".join(dict.fromkeys(map(str, plugins())))
    click.echo(f"operable, version {version()}{f' (with the rules of {others})' if others else ''}")
    context.exit()


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]}, invoke_without_command=True)
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Show the version.")
@click.pass_context
def main(context: click.Context) -> None:
    """Find and rewrite eight anti-patterns that make a Python web service unfit to run in containers.

    Exit codes: 0 nothing found (check) or nothing left to fix that was asked for (apply), 1 findings, 2 wrong usage or
    an unreadable PATH. Without a command, in the folder of a service: what could be done there.
    """
    if context.invoked_subcommand is None:
        overview(context)


main.add_command(check)
main.add_command(apply)
main.add_command(env)
main.add_command(test_rule)
main.add_command(fleet)


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


@main.command("list")
@speaking
def list_() -> None:
    """List the eight anti-patterns and their rules."""
    from codemods.engine.registry import rules
    from codemods.reports.explain import listing

    click.echo(listing(usage(rules)))


@main.command()
@click.argument("rule")
@speaking
def explain(rule: str) -> None:
    """Explain an anti-pattern (a number or slug) or a rule (a code): what, why, before, after, remedy."""
    from codemods.reports.explain import explanation

    click.echo(explanation(usage(partial(_selected, (rule,), ())), rule))


def _selected(select: tuple[str, ...], ignore: tuple[str, ...]) -> dict[str, Rule]:
    from codemods.engine.registry import select as choose

    return choose(select, ignore)
