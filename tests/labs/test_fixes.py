"""The fixes that people write by hand, page by page: the right one passes, and each usual mistake is named.

fixes/N-*.toml holds them as edits of before/: `right`, and each `wrong` with what it has to be told; `over = "right"`
undoes a part of the right one. `make test` tries the right ones of the quick pages, `make mistakes` all of them, the
wrong ones three times in a row.
"""

import os
import shutil
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from codemods.vocabulary import languages
from labs import trees
from labs.cluster import runbook
from labs.cluster.deployment import Cluster
from labs.experiment import Result
from labs.experiments import EXPERIMENTS
from labs.runner import measure

FOLDER = Path(__file__).parent / "fixes"
PAGES = {int(path.name[0]): tomllib.loads(path.read_text()) for path in sorted(FOLDER.glob("*.toml"))}
WRONG = [(number, each["name"]) for number, page in PAGES.items() for each in page["wrong"]]
WHOLE = bool(os.environ.get("OPERABLE_MATRIX"))
SLOW = pytest.mark.skipif(not WHOLE, reason="make mistakes runs it")
QUICK = {1, 5, 6, 7}
TIMES = 3


def edited(tree: Path, edits: Sequence[Mapping[str, str]]) -> Path:
    for edit in edits:
        path = tree / edit["file"]
        path.parent.mkdir(parents=True, exist_ok=True)
        if "gone" in edit:
            shutil.rmtree(path.parent)
            continue
        if "copy" in edit:
            shutil.copy(trees.ROOT / edit["copy"], path)
            continue
        if "old" not in edit:
            path.write_text(edit["new"])
            continue
        text = path.read_text()
        assert edit["old"] in text, (edit["file"], edit["old"])
        path.write_text(text.replace(edit["old"], edit["new"].replace("FILESERVER", str(runbook.FILESERVER))))
    return tree


def made(page: Mapping[str, Any], edits: Sequence[Mapping[str, str]], over: str, target: Path) -> Path:
    tree = shutil.copytree(trees.BEFORE, target, ignore=shutil.ignore_patterns("__pycache__", "logs", "sess-*"))
    return edited(edited(tree, page["right"]["edits"] if over == "right" else []), edits)


def in_english_only(result: Result, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a person is told of it that no other language says."""
    outcome = result.outcome
    told = [outcome.cell, *outcome.mistakes, *(each.name for each in outcome.figures)] if outcome else []
    told += [line for line in result.said.splitlines() if line.startswith("Likely: ")]
    lacking = list[str]()
    for language in languages.LANGUAGES:
        monkeypatch.setattr(languages, "_chosen", language)
        lacking += [text for text in told if language != languages.ENGLISH and languages.said(text) == text]
    return lacking


def test_each_page_has_its_usual_mistakes() -> None:
    assert sorted(PAGES) == sorted(EXPERIMENTS)
    for number, page in PAGES.items():
        assert len(page["wrong"]) >= 5, number


@pytest.mark.parametrize("number", [pytest.param(each, marks=() if each in QUICK else SLOW) for each in PAGES])
def test_the_right_fix_passes(
    number: int, lab_cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree = made(PAGES[number], PAGES[number]["right"]["edits"], "before", tmp_path / "mine")
    result = measure(EXPERIMENTS[number], lab_cluster, "mine", tree)
    told = [f"{each.name}: {each.text}" for each in result.outcome.figures] if result.outcome else []
    assert result.verdict == "no harm", (told, result.outcome and result.outcome.mistakes, result.error, result.said)
    assert in_english_only(result, monkeypatch) == []


@pytest.mark.skipif(not WHOLE, reason="make mistakes runs it")
@pytest.mark.parametrize(("number", "name"), WRONG)
def test_a_usual_mistake_is_named(
    number: int, name: str, lab_cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (wrong,) = (each for each in PAGES[number]["wrong"] if each["name"] == name)
    tree = made(PAGES[number], wrong["edits"], wrong.get("over", "before"), tmp_path / "mine")
    for _ in range(TIMES):
        result = measure(EXPERIMENTS[number], lab_cluster, "mine", tree)
        figures = [f"{each.name}: {each.text}" for each in result.outcome.figures] if result.outcome else []
        mistakes = result.outcome.mistakes if result.outcome else ()
        by_application = wrong.get("by") == "application"
        told = [*mistakes, *([result.said] if by_application else [])]
        assert result.verdict == ("not measured" if by_application and not mistakes else "harm"), figures
        assert any(wrong["says"] in each for each in told), (figures, mistakes, result.said, result.error)
        assert in_english_only(result, monkeypatch) == []
