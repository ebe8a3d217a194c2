"""Japanese in a terminal: nothing is cut, no frame is bent, and no line begins with a full stop."""

import io
from collections.abc import Iterator

import pytest
from rich.cells import cell_len

from codemods.vocabulary import languages
from labs.experiment import Figure, Outcome, Result
from labs.experiments import EXPERIMENTS
from labs.report import html, terminal
from labs.report.console import WideConsole

CELL = "8 of 1096 requests failed (0.7 %), 1 half order, 4 of 278 customers charged twice, 0 charges lost"
RESULTS = [
    Result(3, tree, 30.0, Outcome(CELL, [Figure("orders without lines or payment", 1, "of 100", harm=True)]))
    for tree in ("before", "migrated", "after")
]
FOUND = {"before": {3: 7}, "migrated": {}, "after": {}}


@pytest.fixture(autouse=True)
def _japanese() -> Iterator[None]:
    languages.choose("ja")
    yield
    languages.choose(languages.ENGLISH)


@pytest.mark.parametrize("columns", [80, 120])
def test_the_scoreboard_is_a_frame_with_all_its_words(columns: int) -> None:
    out = io.StringIO()
    terminal.scoreboard(WideConsole(file=out, width=columns), RESULTS, FOUND)
    lines = [line for line in out.getvalue().splitlines() if line[0] in "┏┡├└│┃"]
    assert {cell_len(line) for line in lines} == {columns}
    assert "…" not in out.getvalue()
    before = "".join(line.split("│")[3].strip() for line in lines if line[0] == "│")
    # A line may end at a space.
    assert before.replace(" ", "").endswith(f"{languages.said(CELL)}指摘7件".replace(" ", ""))


def test_what_is_imitated_is_broken_as_japanese_is() -> None:
    out = io.StringIO()
    terminal.show(WideConsole(file=out, width=80), EXPERIMENTS[3], RESULTS[0])
    lines = [line.strip() for line in out.getvalue().splitlines()]
    assert max(map(cell_len, lines)) <= 80
    assert not [line for line in lines if line[:1] in "、。" and line]


def test_the_report_is_in_japanese() -> None:
    page = html.page(RESULTS, FOUND, "process")
    assert '<html lang="ja">' in page
    assert "害あり" in page
    assert "明細か支払いのない注文" in page
    assert "Claim" not in page
