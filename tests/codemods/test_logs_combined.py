"""Logging set up in many ways, run before and after the fix: no line is lost, none comes twice, none says less."""

from __future__ import annotations

import itertools
import subprocess
import sys
from pathlib import Path

import pytest

from codemods.engine.fix import fix
from codemods.engine.registry import select
from codemods.project.project import Project

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
CALLS = "".join(f'lines.{level.lower()}("line of {level}")\n' for level in LEVELS)
FORMATS = {"same": "%(levelname)s %(message)s", "less": "%(message)s"}
CONSOLES = {
    "none": "",
    "same": "console = logging.StreamHandler()\n{format}{level}log.addHandler(console)\n",
    "root": "console = logging.StreamHandler()\n{format}{level}logging.getLogger().addHandler(console)\n",
    "child": 'console = logging.StreamHandler()\n{format}{level}logging.getLogger("shop.x").addHandler(console)\n',
    "basic": 'logging.basicConfig(format="{plain}")\n',
}
SHAPES = [
    shape for shape in itertools.product(("", '"shop"'), CONSOLES, ("same", "less"), ("", "ERROR"), ("", "INFO"))
    if (shape[1] != "none" or shape[2:4] == ("same", "")) and (shape[1] != "basic" or shape[3] == "")
]  # fmt: skip
DICT_SHAPES = [*itertools.product(("file", "console+file"), ("", "console", "file"), ("plain", "full"), ("", "ERROR"))]


def program(name: str, console: str, shape: str, console_level: str, file_level: str) -> str:
    formatted = f'console.setFormatter(logging.Formatter("{FORMATS[shape]}"))\n'
    level = f"console.setLevel(logging.{console_level})\n" if console_level else ""
    beside = CONSOLES[console].format(format=formatted, level=level, plain=FORMATS[shape])
    own = f"handler.setLevel(logging.{file_level})\n" if file_level else ""
    return (
        f"import logging\n\nlog = logging.getLogger({name})\nlog.setLevel(logging.DEBUG)\n{beside}"
        'handler = logging.FileHandler("shop.log")\n'
        f'handler.setFormatter(logging.Formatter("{FORMATS["same"]}"))\n{own}log.addHandler(handler)\n'
        f'lines = logging.getLogger("shop.x")\n{CALLS}'
    )


def configuration(named: str, root: str, formatter: str, level: str) -> str:
    lists = {"shop": named.split("+"), "": root.split("+") if root else []}
    console = {"class": "logging.StreamHandler", "formatter": formatter} | ({"level": level} if level else {})
    whole = {
        "version": 1,
        "formatters": {"plain": {"format": "%(message)s"}, "full": {"format": FORMATS["same"]}},
        "handlers": {
            "console": console,
            "file": {"class": "logging.FileHandler", "filename": "shop.log", "formatter": "full"},
        },
        "loggers": {"shop": {"handlers": lists["shop"], "level": "DEBUG"}},
        "root": {"handlers": lists[""]},
    }
    begin = f"import logging.config\n\nlogging.config.dictConfig({whole!r})\n"
    return f'{begin}lines = logging.getLogger("shop.x")\n{CALLS}'


def lines(source: bytes, folder: Path) -> tuple[list[str], list[str]]:
    """What the program writes to the console, and what to its file."""
    folder.mkdir()
    (folder / "main.py").write_bytes(source)
    run = subprocess.run(
        [sys.executable, "-B", "main.py"], cwd=folder, capture_output=True, text=True, timeout=60, check=True
    )
    log = folder / "shop.log"
    return (run.stdout + run.stderr).splitlines(), log.read_text().splitlines() if log.exists() else []


def compare(rule: str, source: str, tmp_path: Path) -> None:
    """The fix, if there is one, gives each line once."""
    project = Project(tmp_path / "empty", {"main.py": source.encode()})
    after = fix(project, select((rule,)), unsafe=True, jobs=1).after.files["main.py"].data
    if after == source.encode():
        return
    console, kept = lines(source.encode(), tmp_path / "before")
    now, no_file = lines(after, tmp_path / "after")
    assert no_file == []
    for level in LEVELS:
        seen, filed, new = (
            [each for each in part if each.endswith(f"line of {level}")] for part in (console, kept, now)
        )
        assert len(new) == max(len(seen), len(filed)), after.decode()
        assert any(each.startswith(level) for each in new) == any(each.startswith(level) for each in (*seen, *filed))


@pytest.mark.parametrize("shape", SHAPES, ids="-".join)
def test_handlers(shape: tuple[str, str, str, str, str], tmp_path: Path) -> None:
    compare("OP701", program(*shape), tmp_path)


@pytest.mark.parametrize("shape", DICT_SHAPES, ids="-".join)
def test_dictionaries(shape: tuple[str, str, str, str], tmp_path: Path) -> None:
    compare("OP702", configuration(*shape), tmp_path)
