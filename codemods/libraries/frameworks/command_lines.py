"""What parses a command line, makes a command of a function, or draws on the terminal.

After the documentation of Click, Typer, Flask-Script, argparse, docopt, Fire and Textual.
"""

from __future__ import annotations

import re

# Libraries whose every decorator makes a command of a person's.
COMMANDS = ("typer.", "click.", "rich_click.", "invoke.", "fabric.", "nox.")

# Decorators of a command with options, of these and of others: `click.command()`, `typer.Typer().command()`,
# `@shop.cli.command("report")`.
MAKES_COMMAND = re.compile(
    rf"^(?:{'|'.join(map(re.escape, (*COMMANDS, 'asyncclick.', 'cloup.', 'cyclopts.')))})"
    r"\S*\b(?:command|option|argument|task)\b|\bcli\.command\b|\.command\("
)

# That a file reads a command line: four lists, each asked of other files and with other words beside it.
COMMAND_LINE = re.compile(rb"\bargparse\b|\bclick\b|\btyper\b|flask_script|\bManager\(|\bfire\.Fire|docopt|optparse")

# A service that has commands too.
COMMANDS_OF_SERVICE = re.compile(rb"\bclick\b|\bargparse\b|\btyper\b|flask_script|\.cli\b|\bfire\b|BaseCommand")

# A script that asks whoever starts it.
CALLED_BY_HAND = re.compile(
    rb"\bsys\s*\.\s*argv\b|\bargparse\b|\bimport click\b|\bdocopt\b|\boptparse\b|\btyper\b|\binput\("
)

# A program that writes its answer to stdout.
PARSERS = (b"argparse", b"import click", b"import typer", b"import fire", b"from click", b"from typer", b"optparse")

# Programs that draw on the terminal: what goes to stdout destroys the picture.
SCREEN = re.compile(
    rb"^[ \t]*(?:import|from)[ \t]+(?:curses|textual|urwid|asciimatics|npyscreen|blessed)\b", re.MULTILINE
)

# What declares an option, by its whole name, and the place of its default among the arguments; None by keyword alone.
OPTIONS: dict[str, int | None] = {
    "click.option": None, "rich_click.option": None, "asyncclick.option": None, "cloup.option": None,
    "typer.Option": 0, "typer.Argument": 0,
    "tornado.options.define": 1, "absl.flags.DEFINE_string": 1,
}  # fmt: skip

# The same for methods of parsers and groups, which go by many hands, and what stands in the file then.
OPTION_METHODS = frozenset(("add_argument", "add_option"))
OPTION_MODULES = re.compile(rb"\b(argparse|optparse|configargparse|BaseCommand)\b")

# Which keyword says whose variable gives an option.
OPTION_VARIABLES = frozenset(("envvar", "env_var"))

# What a command raises to end with a message for whoever typed it.
COMMAND_ERRORS = frozenset((
    "click.Abort", "click.UsageError", "click.BadParameter", "click.ClickException", "click.exceptions.Exit",
    "typer.Abort", "typer.Exit", "typer.BadParameter", "cappa.Exit", "cyclopts.CycloptsError", "invoke.Exit",
    "invoke.exceptions.Exit", "django.core.management.CommandError", "django.core.management.base.CommandError",
))  # fmt: skip
