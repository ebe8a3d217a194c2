"""What people type wrongly: one line that names the remedy, exit code 2, and nothing is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.codemods.trees import HANDLER, codemods, committed, contents, git, plant

# The call, and what of the remedy its only line must say.
WRONG = [
    ("chek .", "'chek': did you mean check?"),
    ("fleet rn", "'rn': did you mean run?"),
    ("fleet nothing", "fleet --help` shows"),
    ("check --formt json", "'--formt': did you mean --format?"),
    ("check . --select", "--help` shows"),
    ("check . --format sarfi", "did you mean sarif?"),
    ("check . --format json --format sarif", "write --format NAME=FILE for all but one"),
    ("check . --format json=a.json --output-file b.json", "write --format NAME=FILE"),
    ("check . --format json=nowhere/a.json", "there is no folder nowhere: make it first"),
    ("check . --output-file web", "web is a folder: name a file in it"),
    ("check . --format json --statistics", "--statistics is for --format text"),
    ("check . --fixes", "--fixes is for --format sarif and --format rdjson"),
    ("check nowhere", "nowhere: no such file or folder"),
    ("check . --select OP7001", "did you mean OP701?"),
    ("check . --select OP7O1", "did you mean OP701?"),
    ("check . --select OP999", "list` shows numbers and codes"),
    ("check . --select manual-bild", "did you mean manual-build?"),
    ("check . --select file-handle", "did you mean OP701?"),
    ("check . --ignore 9", "list` shows numbers and codes"),
    ("check . --jobs 0", "check --help` shows"),
    ("check . --jobs many", "check --help` shows"),
    ("check . --baseline missing.json", "`--write-baseline missing.json` makes one"),
    ("check . --baseline app.py", "`check --write-baseline` makes one"),
    ("check . --prune-baseline", "makes one"),
    ("check --write-baseline .", "put the option behind PATH"),
    ("check . --write-baseline app.py", "app.py is no baseline"),
    ("check . --write-baseline nowhere/b.json", "there is no folder nowhere: make it first"),
    ("check . --write-baseline --since HEAD", "leave --baseline, --prune-baseline and --since away"),
    ("check . --no-baseline --prune-baseline", "--no-baseline contradicts"),
    ("check . --since nothing", "fetch it first"),
    ("apply . web --output out", "call it once for each"),
    ("apply .", "commit them first, or use --allow-dirty"),
    ("apply . --output web", "name another one"),
    ("explain OP99", "list` shows numbers and codes"),
    ("explain", "explain --help` shows"),
    ("env nowhere", "nowhere: no such file or folder"),
    ("env --definitions nowhere", "nowhere: no such file or folder"),
]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A repository with a change that is not committed."""
    committed(tmp_path, {"app.py": HANDLER, "web/views.py": HANDLER})
    git(tmp_path, "config", "user.name", "A")
    return plant(tmp_path, {"new.py": "x = 1\n"})


@pytest.mark.parametrize(("call", "remedy"), WRONG, ids=[call for call, _ in WRONG])
def test_one_line_with_a_remedy(call: str, remedy: str, tree: Path) -> None:
    before = contents(tree)
    done = codemods(*call.split(), cwd=tree)
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith("error: ")
    assert remedy in line
    assert contents(tree) == before


def test_the_name_that_was_typed_is_the_name_that_answers(tree: Path) -> None:
    done = codemods("check", ".", "--select", "OP999", cwd=tree)
    assert "`python -m codemods list`" in done.stderr
