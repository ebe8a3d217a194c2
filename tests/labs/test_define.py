"""Definitions with one mistake each: `labs define` names that mistake, and the good ones have none."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from codemods.vocabulary import languages
from codemods.vocabulary.languages import said
from labs.define.command import define
from labs.define.files import ANSWER, FILES, Report, looked_at, shop

SHOP = shop()
TOOLS = {name for each in FILES for name, _ in [each.tool]}
MISTAKES = tomllib.loads(Path(__file__).with_name("mistakes.toml").read_text(encoding="utf-8"))


def written(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ANSWER, tmp_path / "definitions"))


def reports(folder: Path) -> dict[str, Report]:
    return {each.file.name: each for each in looked_at(folder, SHOP)}


def shown(report: Report) -> list[str]:
    return [f"{each.check}: {each.text}" for each in report.problems]


def test_the_answer_is_right(tmp_path: Path) -> None:
    done = CliRunner().invoke(define, [str(written(tmp_path)), "--all"])
    assert done.exit_code == 0, done.output
    assert done.output.endswith("5 of 5 files are right.\n")


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_named(name: str, tmp_path: Path) -> None:
    mistake = MISTAKES[name]
    file, check = mistake["file"], mistake["check"]
    folder = written(tmp_path)
    text = (folder / file).read_text()
    assert mistake["good"] in text
    (folder / file).write_text(text.replace(mistake["good"], mistake["wrong"], 1))
    found = reports(folder)
    if found[file].absent == check:
        pytest.skip(f"{check} is not installed here")
    assert [each.text for each in found[file].problems if each.check == check and mistake["said"] in each.text], shown(
        found[file]
    )
    assert [each for each in found if found[each].problems] in ([file], [file, "service.json"])
    own = [each for each in found[file].problems if each.check not in TOOLS and not each.check.startswith("OP")]
    languages.choose("ja")
    try:
        assert [each.text for each in own if said(each.text) == each.text] == []
    finally:
        languages.choose(languages.ENGLISH)


def test_empty_files_are_named_one_after_the_other(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    assert CliRunner().invoke(define, [str(folder), "--new"]).exit_code == 0
    assert {each.name for each in folder.iterdir()} == {each.name for each in FILES}
    done = CliRunner().invoke(define, [str(folder)])
    assert done.exit_code == 1
    assert [line.split()[-1] for line in done.output.splitlines() if line.split()[0] in found_names()] == [
        "mend", "later", "later", "later", "later",
    ]  # fmt: skip
    assert CliRunner().invoke(define, [str(folder), "--new"]).exit_code == 2
    assert CliRunner().invoke(define, [str(tmp_path / "nowhere")]).exit_code == 2


def found_names() -> set[str]:
    return {each.name for each in FILES}


@pytest.mark.parametrize("text", ["- a\n- b\n", "a: [\n", "services: 3\n", "{{ x }}\n", "services: {a: 1}\n"])
def test_what_is_no_definition_is_told(text: str, tmp_path: Path) -> None:
    folder = written(tmp_path)
    for name in ("compose.yaml", "deployment.yaml", "task.json", "service.json"):
        (folder / name).write_text(text)
    found = reports(folder)
    assert all(found[name].problems for name in ("compose.yaml", "deployment.yaml", "task.json", "service.json"))


@pytest.mark.parametrize(
    ("command", "code", "told"),
    [
        ('CMD ["gunicorn", "app:app"]', 0, "/readyz answers; SIGTERM ended it after"),
        # What no definition shows: gunicorn asks the system for the user when it starts.
        ('CMD ["gunicorn", "--user", "nobody-here", "app:app"]', 1, "It does not start"),
    ],
)
def test_the_image_is_started_and_stopped(command: str, code: int, told: str, tmp_path: Path) -> None:
    folder = written(tmp_path)
    file = folder / "Dockerfile"
    assert 'CMD ["gunicorn", "app:app"]' in file.read_text()
    file.write_text(file.read_text().replace('CMD ["gunicorn", "app:app"]', command))
    done = CliRunner().invoke(define, [str(folder), "--start"])
    assert (done.exit_code, told in done.output) == (code, True), done.output
