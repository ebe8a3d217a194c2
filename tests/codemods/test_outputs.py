"""Where `check` puts its reports, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

from tests.codemods.trees import HANDLER, codemods, plant

SELECT = ("--select", "7")


def test_several_formats_in_one_run(tmp_path: Path) -> None:
    plant(tmp_path, {"app.py": HANDLER})
    done = codemods(
        "check",
        ".",
        *SELECT,
        "--format",
        "text",
        "--format",
        "sarif=out.sarif",
        "--format",
        "junit=out.xml",
        cwd=tmp_path,
    )
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith("app.py:3:11: OP701 ")
    assert len(json.loads((tmp_path / "out.sarif").read_text())["runs"][0]["results"]) == 1
    assert "<failure " in (tmp_path / "out.xml").read_text()


def test_a_report_in_a_file(tmp_path: Path) -> None:
    plant(tmp_path, {"app.py": HANDLER})
    done = codemods("check", ".", *SELECT, "--format", "json", "--output-file", "out.json", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "")
    assert len(json.loads((tmp_path / "out.json").read_text())["findings"]) == 1
    codemods("check", ".", *SELECT, "--output-file", "out.txt", cwd=tmp_path)
    text = (tmp_path / "out.txt").read_text()
    assert "app.py:3:11: OP701" in text
    assert "\x1b" not in text


def test_statistics(tmp_path: Path) -> None:
    plant(tmp_path, {"app.py": HANDLER * 2, "b.py": 'print(open("/var/log/x.log", "a").write("x"))\n'})
    done = codemods("check", ".", "--select", "OP7", "--statistics", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stdout.splitlines()[0].split() == ["2", "OP701", "file-handler", "2", "safe", "fix"]
    assert "app.py" not in done.stdout


def test_exit_zero(tmp_path: Path) -> None:
    plant(tmp_path, {"app.py": HANDLER, "old.py": "print 'x'\n"})
    assert codemods("check", ".", *SELECT, "--exit-zero", cwd=tmp_path).returncode == 0
    assert codemods("check", "old.py", "--exit-zero", cwd=tmp_path).returncode == 2, "a file that cannot be read"
