"""`prove --init`: the guessed profile, with comments, for its owner to correct."""

from __future__ import annotations

import json
from pathlib import Path

from codemods.vocabulary.languages import said
from labs.prove import guess
from labs.prove.profile import BadProfile, Profile

HEAD = "[tool.operable.prove]"


def write(tree: Path, file: Path | None) -> str:
    """Write it to a file of its own, or to the end of pyproject.toml; what was written where. Raises BadProfile."""
    place = file or tree / "pyproject.toml"
    old = place.read_text(encoding="utf-8") if place.is_file() else ""
    if HEAD in old:
        raise BadProfile(f"{place}: {HEAD} is there already; correct it by hand, or remove it first")
    made = text(tree)
    place.write_text(f"{old.rstrip()}\n\n{made}" if old.strip() else made, encoding="utf-8")
    return f"{made}\n{said(f'written to {place}: correct it, then run python -m labs prove')}"


def text(tree: Path) -> str:
    """The profile as TOML."""
    try:
        made, _ = guess.complete(tree, Profile(), {})
        start = f"start = {_quoted(made.start)}  # as in {made.guessed['start']}"
    except BadProfile:
        made, start = (
            Profile(),
            'start = "gunicorn app:app"  # nothing in the tree says how it is started: correct this',
        )
    settings = ", ".join(f"{name} = {_quoted(value)}" for name, value in made.settings.items())
    lines = [
        f"{HEAD}  # how python -m labs prove runs this service",
        start,
        *([f"folder = {_quoted(made.folder)}  # where the command is run"] if made.folder != "." else []),
        '# python = "3.9"  # or .venv/bin/python; else .venv is looked for, or one is made from the lock',
        '# as_of = "2021-06-30"  # the day that old pins are of: what there was then is installed',
        '# release = "flask db upgrade"  # what is run once before a new version starts',
        "# What stands behind it: {postgres} {postgres.host} {replica} {mysql} {s3} {redis}, in the setting for it.",
        f"settings = {{ {settings} }}" if settings else '# settings = { DATABASE_URL = "{postgres}" }',
        "# A session that reads and writes, a HAR or an OpenAPI file; else each GET route without parameters is asked.",
        '# requests = ["GET /login", "POST /login name=ada password=secret", "GET /"]',
        '# query = "SELECT count(*) FROM orders WHERE paid IS NULL"  # what must come out 0 after a deploy',
    ]
    return "\n".join(lines) + "\n"


def _quoted(value: str) -> str:
    return json.dumps(value)
