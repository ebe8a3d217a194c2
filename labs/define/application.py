"""What a start command has gunicorn import, and whether the shop has it; read as gunicorn reads it, nothing is run."""

from __future__ import annotations

import ast
import contextlib
import io
import symtable
from collections.abc import Sequence
from pathlib import Path

from gunicorn.config import Config

from labs.trees import AFTER

RIGHT = "app:app"


def wrong(words: Sequence[str], tree: Path = AFTER) -> str:
    """What is wrong with the application that the words of a gunicorn command name; '' if nothing is."""
    told = io.StringIO()
    try:
        with contextlib.redirect_stderr(told):
            named = Config().parser().parse_args(list(words[1:])).args
    except SystemExit:
        return f"gunicorn refuses its words: {told.getvalue().strip().rpartition('error: ')[2]}"
    if not named:
        return f"gunicorn is not told what to serve: {RIGHT}"
    module, _, attribute = named[0].partition(":")
    file = tree / f"{module.replace('.', '/')}.py"
    if not file.is_file():
        return f"{named[0]}: the shop has no {file.relative_to(tree)}; its application is {RIGHT}"
    # What gunicorn looks for where nothing is said.
    name, called = _asked(attribute or "application")
    found = {
        each.get_name(): each for each in symtable.symtable(file.read_text("utf-8"), file.name, "exec").get_symbols()
    }
    if name not in found or not (found[name].is_assigned() or found[name].is_imported()):
        return f"{named[0]}: {file.relative_to(tree)} has no {name or attribute}; its application is {RIGHT}"
    if called and not found[name].is_namespace():
        return f"{named[0]}: {name} is the application itself, not what makes one: {RIGHT}"
    return "" if named[0] == RIGHT else f"{named[0]} is no application; {RIGHT} is"


def _asked(attribute: str) -> tuple[str, bool]:
    """The name that it looks up, and whether it calls what it finds."""
    try:
        node = ast.parse(attribute, mode="eval").body
    except SyntaxError:
        return "", False
    called = isinstance(node, ast.Call)
    node = node.func if isinstance(node, ast.Call) else node
    return (node.id if isinstance(node, ast.Name) else ""), called
