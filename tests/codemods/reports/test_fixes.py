"""`check --fixes`: what a tool is told to write is, byte for byte, what `apply --only` writes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema
import pytest

from codemods.cli.picking import at_places
from codemods.engine import applying, checking
from codemods.engine.request import Options, Request
from codemods.engine.suggesting.alone import suggest
from codemods.engine.suggesting.replacements import joined, replacements
from codemods.reports.formats import render
from codemods.vocabulary.finding import Safety
from tests.codemods.case_files import CASES, Case
from tests.codemods.reports.test_schemas import schema
from tests.codemods.trees import HANDLER, HANDLER_FIXED, ROOT, codemods, contents, plant

# One case of each rule, and of OP3 all: those write Dockerfiles, Compose files and Python.
REWRITTEN = [each for each in CASES if each.after is not None]
SOME = [
    *{each.rule: each for each in REWRITTEN}.values(),
    *(each for each in REWRITTEN if each.rule in ("OP302", "OP701")),
]
SECRET = "x7Gh2kQpL9vT4"


def suggested(path: Path, *select: str) -> checking.Checking:
    report = checking.run(Request(path, Options(), select), 1, None)
    suggest(report, 1)
    return report


def offset(lines: list[str], line: int, column: int) -> int:
    return sum(map(len, lines[: line - 1])) + column - 1


def by_sarif(fix: dict[str, Any], folder: Path) -> dict[str, bytes]:
    """The files as a reader of SARIF makes them: regions by line and column, ends exclusive, from behind."""
    made = {}
    for change in fix["artifactChanges"]:
        file = folder / unquote(change["artifactLocation"]["uri"])
        text = file.read_bytes().decode()
        lines = text.split("\n")
        lines = [f"{each}\n" for each in lines[:-1]] + [lines[-1]]
        for each in reversed(change["replacements"]):
            region = each["deletedRegion"]
            start = offset(lines, region["startLine"], region["startColumn"])
            end = offset(lines, region["endLine"], region["endColumn"])
            text = text[:start] + each["insertedContent"]["text"] + text[end:]
        made[unquote(change["artifactLocation"]["uri"])] = text.encode()
    return made


def by_rdjson(row: dict[str, Any], folder: Path) -> dict[str, bytes]:
    """The file as a reader of rdjson makes it: whole lines, both ends inclusive."""
    (suggestion,) = row["suggestions"]
    file = folder / row["location"]["path"]
    lines = file.read_bytes().decode().split("\n")
    first, last = suggestion["range"]["start"]["line"], suggestion["range"]["end"]["line"]
    lines[first - 1 : last] = suggestion["text"].split("\n")
    return {row["location"]["path"]: "\n".join(lines).encode()}


def hold(path: Path, cwd: Path) -> int:
    """Compare each finding's fix with what `apply --only` of its line writes: how many there were."""
    report = suggested(path)
    sarif, rdjson = json.loads(render("sarif", [report])), json.loads(render("rdjson", [report]))
    jsonschema.validate(sarif, schema("sarif-2.1.0.json"))
    jsonschema.validate(rdjson, schema("rdjson.json"))
    safe = [each for each in report.checked.findings if each.safety is Safety.SAFE]
    count = 0
    for finding, row, reviewed in zip(
        report.checked.findings, sarif["runs"][0]["results"], rdjson["diagnostics"], strict=False
    ):
        if finding.safety is not Safety.SAFE:
            assert "fixes" not in row
            assert "suggestions" not in reviewed
            continue
        place = (finding.path, finding.span.line)
        if sum(each.path == place[0] and each.span.line <= place[1] <= each.span.end_line for each in safe) > 1:
            continue  # --only takes them all
        request = Request(path, Options())
        choice = at_places(request, [((path / finding.path).resolve(), finding.span.line)])
        written = applying.run(request, False, 1, None, choice).fixed.changes
        written = {str((path / name).relative_to(cwd)): data for name, data in written.items()}
        if all((cwd / name).exists() for name in written) and written:
            assert by_sarif(row["fixes"][0], cwd) == written, (finding.rule, place)
            count += 1
        else:
            assert "fixes" not in row, (finding.rule, place)
        if "suggestions" in reviewed:
            assert by_rdjson(reviewed, cwd) == written, (finding.rule, place)
    return count


def test_the_bookshop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert hold(Path("before"), Path()) >= 4


@pytest.mark.parametrize("case", SOME, ids=lambda each: each.id)
def test_a_case(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(plant(tmp_path, {f"web/{name}": data for name, data in case.before.items()}))
    hold(Path("web"), Path())


@pytest.mark.parametrize(
    ("source", "is_suggested"),
    [
        (HANDLER, True),
        (HANDLER.removesuffix("\n"), False),
        (HANDLER.replace("\n", "\r\n"), False),
        (HANDLER.replace("\n\n", "\n" + "x = 1\n" * 60), False),
        ("\ufeff# é\n" + HANDLER, True),
    ],
    ids=["plain", "no end", "windows", "far apart", "bom"],
)
def test_endings(source: str, is_suggested: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(plant(tmp_path, {"a b.py": source.encode()}))
    assert hold(Path(), Path()) == 1
    rows = json.loads(render("rdjson", [suggested(Path())]))["diagnostics"]
    assert ["suggestions" in each for each in rows] == [is_suggested]


def test_no_fix_where_lines_end_in_a_lone_carriage_return(tmp_path: Path) -> None:
    report = suggested(plant(tmp_path, {"app.py": HANDLER.replace("\n\n", "\r\r").encode()}))
    assert report.checked.findings
    assert report.fixes == {}


def test_a_fix_that_would_show_a_secret_is_not_shown(tmp_path: Path) -> None:
    source = HANDLER.replace('("app.log")', f'("app.log"); KEY = "{SECRET}"; SECRET_KEY = "{SECRET}"')
    report = suggested(plant(tmp_path, {"app.py": source}))
    assert "OP701" in {each.rule for each in report.checked.findings}
    assert report.fixes == {}


def test_the_secret_between_two_changed_lines_is_not_shown(tmp_path: Path) -> None:
    source = HANDLER.replace("\n\n", f'\nSECRET_KEY = "{SECRET}"\n')
    report = suggested(plant(tmp_path, {"app.py": source}), "OP701")
    assert len(report.fixes) == 1
    for form in ("sarif", "rdjson"):
        assert SECRET not in render(form, [report])
    assert "suggestions" not in render("rdjson", [report])


def test_only_what_a_baseline_leaves_has_fixes_and_the_tree_stays(tmp_path: Path) -> None:
    plant(tmp_path, {"app.py": HANDLER, "new.py": HANDLER.replace("app", "new")})
    codemods("check", "app.py", "--write-baseline", cwd=tmp_path)
    before = contents(tmp_path)
    arguments = ("check", ".", "--fixes", "--baseline", "operable-baseline.json", "--format", "sarif")
    done = codemods(*arguments, cwd=tmp_path)
    assert (done.returncode, contents(tmp_path)) == (1, before)
    (row,) = json.loads(done.stdout)["runs"][0]["results"]
    assert by_sarif(row["fixes"][0], tmp_path) == {"new.py": HANDLER_FIXED.replace("app", "new").encode()}


def test_selected_rules_get_the_names_that_apply_gives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    report = suggested(Path("before"), "OP505", "OP701")
    assert {rule for rule, _, _ in report.fixes} == {"OP505", "OP701"}


def test_without_the_option_no_fix_is_tried(tmp_path: Path) -> None:
    plant(tmp_path, {"app.py": HANDLER})
    for form in ("sarif", "rdjson"):
        done = codemods("check", "--format", form, cwd=tmp_path)
        assert '"fixes"' not in done.stdout
        assert '"suggestions"' not in done.stdout


@pytest.mark.parametrize(
    ("old", "new"),
    [("a\nb\nc\n", "a\nc\n"), ("a\nb\n", "a\n"), ("a\nc\n", "a\nb\nc\n"), ("a\n", "a\nb\n"), ("a\nb\nc\n", "a\n\nc\n"),
     ("a\nb\nc\nd\n", "x\na\nb\nc\ne\n")],
)  # fmt: skip
def test_one_stretch_takes_lines_away_and_puts_lines_in(old: str, new: str) -> None:
    whole = joined(replacements("a", old, new), old)
    lines = old.splitlines(keepends=True)
    assert "".join([*lines[: whole.line - 1], whole.text, *lines[whole.end - 1 :]]) == new
    assert whole.end > whole.line
    assert whole.text.strip()
