"""How a command of the labs ends that cannot do what it was asked for."""

from __future__ import annotations

import sys
from typing import NoReturn

import click

from codemods.vocabulary.languages import said, said_by_line


def fail(error: object) -> NoReturn:
    """Say what is wrong, and exit with 2: wrong usage, or a missing part."""
    click.echo(f"{said('error')}: {said_by_line(str(error))}", err=True)
    sys.exit(2)
