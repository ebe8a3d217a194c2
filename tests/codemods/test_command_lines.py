"""What the fixes write into command lines is what the programs' own parsers take."""

from __future__ import annotations

import posixpath
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from gunicorn.config import Config

from codemods.domains.commands.commands import written
from codemods.formats import parse
from codemods.project.project import Project
from tests.codemods.case_files import CASES

VARIABLE = re.compile(r"\$(?:\w+|\{[^}]*\})")
KINDS = ("dockerfile", "compose", "procfile", "shell")


def commands(program: str, *rules: str) -> Iterator[tuple[str, list[str]]]:
    """The arguments of a program's commands in the results of the rules' cases, each with its place."""
    for case in (each for each in CASES if each.rule in rules and each.after):
        project = Project(Path("/nowhere"), case.after or {})
        for file in project.files.values():
            for each in written(parse(file), file) if file.kind in KINDS else ():
                words = list(each.words) if each.exec_form else _words(each.text)
                flat = shlex.split(words[2]) if words[:2] == ["sh", "-c"] else words
                at = next((n for n, word in enumerate(flat) if posixpath.basename(word) == program), None)
                if at is not None:
                    yield f"{case.id}/{file.path}", flat[at + 1 :]


def _words(text: str) -> list[str]:
    """The words of a command as a shell has them, in the quotes of YAML or not."""
    text = text.replace("\\\n", " ")
    quoted = text[:1] in "\"'" and text.endswith(text[:1])
    return shlex.split(text[1:-1] if quoted else text, comments=True)


def test_gunicorn_takes_them() -> None:
    found = list(commands("gunicorn", "OP301", "OP302", "OP303", "OP304"))
    assert found
    for place, words in found:
        config = Config()
        try:
            options = config.parser().parse_args([VARIABLE.sub("8000", each) for each in words])
        except SystemExit:
            pytest.fail(f"{place}: gunicorn {shlex.join(words)}")
        for name, value in vars(options).items():
            if value is not None and name != "args":
                config.set(name.lower(), value)


def test_uwsgi_gets_its_hook_as_one_word() -> None:
    # A command that ends on SIGTERM by itself gets none.
    found = [(place, words) for place, words in commands("uwsgi", "OP305") if "--hook-master-start" in words]
    assert found
    for place, words in found:
        assert words[words.index("--hook-master-start") + 1] == "unix_signal:15 gracefully_kill_them_all", place
