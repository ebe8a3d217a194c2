"""What a person sees."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.console import Console

from codemods.engine import checking
from codemods.engine.request import Options, Request
from codemods.reports import text
from tests.codemods.trees import plant


def shown(root: Path, files: dict[str, str], monkeypatch: pytest.MonkeyPatch, rule: str = "OP701") -> str:
    monkeypatch.chdir(plant(root, files))
    report = checking.run(Request(Path(), Options(), (rule,)), 1, None)
    out = io.StringIO()
    console = Console(file=out, width=40, highlight=False, markup=False, emoji=False)
    text.show(console, report)
    return out.getvalue()


def test_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = 'import logging\n\nh = logging.FileHandler("a.log")  # [bold]:smile:\n'
    assert shown(tmp_path, {"app.py": source}, monkeypatch).splitlines()[:6] == [
        "app.py:3:5: OP701 FileHandler writes the log to a local file [safe fix]",
        '    3 | h = logging.FileHandler("a.log")  # [bold]:smile:',
        "      |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^",
        "  help: log to stdout with a StreamHandler",
        "",
        "    1  7 file-logs            File-only logs",
    ]


@pytest.mark.parametrize(
    ("line", "marks"),
    [
        ('\th = logging.FileHandler("a.log")', "            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^"),
        ('日 = "本", logging.FileHandler("a.log")', "           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^"),
        ('h = logging.FileHandler("日.log")', "    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^"),
    ],
)
def test_the_marks_stand_below_the_code(line: str, marks: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = f"import logging\nif 1:\n{line}\n" if line.startswith("\t") else f"import logging\n{line}\n"
    assert f"      | {marks}\n" in shown(tmp_path, {"app.py": source}, monkeypatch)


def test_a_very_long_line_is_cut_around_the_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = f'import logging\nx = "{"y" * 5_000}"; h = logging.FileHandler("a.log"); z = "{"y" * 5_000}"\n'
    text = shown(tmp_path, {"app.py": source}, monkeypatch)
    code, marks = text.splitlines()[1:3]
    assert len(code) < 200
    assert code[marks.index("^") : marks.rindex("^") + 1] == 'logging.FileHandler("a.log")'


def test_control_characters_do_not_reach_the_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = 'import logging\nh = logging.FileHandler("a.log")  # \x1b]0;owned\x07 \x9b31m \u202e\n'
    text = shown(tmp_path, {"app.py": source}, monkeypatch)
    assert not set("\x1b\x07\x9b\u202e") & set(text)


def test_notes_come_after_findings_and_before_the_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {"app.py": 'import logging\nlogging.FileHandler("a.log")\n', "old.py": "x = 1\nprint 'x'\n"}
    lines = shown(tmp_path, files, monkeypatch).splitlines()
    notes = [number for number, line in enumerate(lines) if line.startswith("note: old.py:2 cannot be parsed")]
    assert notes == [len(lines) - 3]
    assert lines[-1] == "Found 1 finding in 2 files: 1 safe to fix, 0 with --unsafe, 0 by hand."


def test_further_places_of_a_fault_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    view = '@app.get("/{0}")\ndef view{0}():\n    return sqlite3.connect("a.db")\n'
    files = {f"m{each}.py": f"import sqlite3\n\nfrom app import app\n\n\n{view.format(each)}" for each in range(8)}
    imports = "".join(f"import {path[:-3]}\n" for path in files)
    files["app.py"] = f"from flask import Flask\n\napp = Flask(__name__)\n{imports}"
    said = shown(tmp_path, files, monkeypatch, "OP112")
    assert said.count("OP112") == 1
    assert "  also: m1.py:8, m2.py:8, m3.py:8, m4.py:8, m5.py:8 and 2 more\n" in said
