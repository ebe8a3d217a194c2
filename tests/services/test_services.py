"""`make services` cuts a run into what can be judged, keeps verdicts, and fails where a wrong fix stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.services import __main__ as command
from tests.services.ledger import Unit, Verdict, key, load, record, save
from tests.services.measure import measure

CODE = 'import os\n\nDB_HOST = "db.internal"\n\n\ndef connect():\n    return DB_HOST\n'


@pytest.fixture
def trees(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One service with one safe fix, as the only row of services.tsv, and an empty ledger."""
    folder = tmp_path / "trees" / "owner+shop"
    folder.mkdir(parents=True)
    (folder / "settings.py").write_text(CODE)
    table = tmp_path / "services.tsv"
    table.write_text("repository\tcommit\tkind\nowner/shop\tabc\tflask\n")
    monkeypatch.setattr(command, "SERVICES", table)
    monkeypatch.setattr(command, "LEDGER", tmp_path / "ledger.tsv")
    (tmp_path / "README.md").write_text(f"before\n{command._BEGIN}old\n{command._END}after\n")
    monkeypatch.setattr(command, "README", tmp_path / "README.md")
    save({}, tmp_path / "ledger.tsv")
    return folder.parent


def hunks(trees: Path) -> list[Unit]:
    found = measure("owner/shop", trees / "owner+shop")
    assert not found.faults
    return [unit for unit in found.units if unit.kind == "safe"]


def test_a_hunk_has_its_rule_and_its_lines(trees: Path) -> None:
    (only,) = hunks(trees)
    assert (only.rule, only.path, only.line) == ("OP506", "settings.py", 1)
    assert '+DB_HOST = os.environ.get("DB_HOST", "db.internal")' in only.text


def test_a_digest_stays_when_lines_come_above(trees: Path) -> None:
    (before,) = hunks(trees)
    (trees / "owner+shop" / "settings.py").write_text('"""Settings."""\n\n' + CODE)
    (after,) = hunks(trees)
    assert key(before) == key(after)
    assert before.line != after.line


@pytest.mark.parametrize(("word", "code"), [("right", 0), ("ugly", 0), ("wrong", 1)])
def test_a_wrong_fix_that_stands_fails(
    trees: Path, capsys: pytest.CaptureFixture[str], word: str, code: int, tmp_path: Path
) -> None:
    (only,) = hunks(trees)
    (tmp_path / "said").write_text(f"{only.digest} {word} because of it\n")
    assert command.main([str(trees), "--record", str(tmp_path / "said")]) == 0
    assert command.main([str(trees)]) == code
    assert ("wrong: owner/shop settings.py" in capsys.readouterr().out) == bool(code)


def test_a_whole_run_is_published(trees: Path, tmp_path: Path) -> None:
    command.main([str(trees)])
    text = (tmp_path / "README.md").read_text()
    assert text.startswith(f"before\n{command._BEGIN}1 services, 1 files")
    assert text.endswith(f"{command._END}after\n")
    assert "old" not in text


def test_what_is_judged_is_to_do_no_more(trees: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (only,) = hunks(trees)
    (tmp_path / "said").write_text(f"{only.digest} right\n")
    command.main([str(trees), "--todo"])
    assert only.digest in capsys.readouterr().out
    command.main([str(trees), "--record", str(tmp_path / "said")])
    command.main([str(trees), "--todo"])
    assert only.digest not in capsys.readouterr().out


def test_lines_that_are_no_verdict_are_refused(trees: Path) -> None:
    (only,) = hunks(trees)
    said = ["0123456789ab right", f"{only.digest} false no such word", f"{only.digest} wrong"]
    assert [each.partition(": ")[2] for each in record([only], said, {})] == [
        "nothing has this digest",
        "one of right, ugly, wrong",
        "say why",
    ]


def test_the_ledger_is_read_as_it_was_written(tmp_path: Path) -> None:
    place = ("owner/shop", "finding", "a.py", "0123456789ab")
    save({place: ("OP501", Verdict("false", 'a "name" of\na thing'))}, tmp_path / "ledger.tsv")
    assert load(tmp_path / "ledger.tsv") == {place: ("OP501", Verdict("false", 'a "name" of a thing'))}


def test_the_ledger_of_the_repository_is_sound() -> None:
    known = {repository for repository, _, _ in command.services()}
    verdicts = load(command.LEDGER)
    assert {place[0] for place in verdicts} <= known
    assert all(each.why for _, each in verdicts.values() if each.word not in ("right", "true"))
