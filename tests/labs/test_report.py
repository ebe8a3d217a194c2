"""What the experiments found, as text, as JSON and as a page."""

import io
import json
from html.parser import HTMLParser

import pytest
from rich.console import Console

from codemods.vocabulary import languages
from labs.experiment import Bars, Figure, Outcome, Result, Timeline
from labs.experiments import EXPERIMENTS
from labs.report import charts, html, terminal
from labs.trees import ROOT

FINE = Outcome("0 of 9 carts lost", [Figure("carts lost", 0, "of 9")], Bars("carts", {"kept": 9}, 12.0, "limit"))
BAD = Outcome(
    "9 <b>", [Figure("lost", 9, "of 9", harm=True), Figure("seconds", 1.25, "s")], Timeline([0.5], [1.0], {"x": 1})
)
RESULTS = [
    Result(1, "before", 1.0, BAD),
    Result(1, "migrated", 1.0, FINE),
    Result(1, "after", 1.0, None, "it said [red]<no>[/red]"),
]
FINDINGS = {"before": {1: 2}, "migrated": {1: 1}, "after": {}}


def printed(show: object, *arguments: object) -> str:
    out = io.StringIO()
    show(Console(file=out, width=100), *arguments)  # type: ignore[operator]
    return out.getvalue()


def test_verdicts() -> None:
    assert [result.verdict for result in RESULTS] == ["harm", "no harm", "not measured"]


def test_text_has_the_question_the_figures_and_the_verdict() -> None:
    text = printed(terminal.show, EXPERIMENTS[1], RESULTS[0])
    assert "1 Local state, before" in text
    assert EXPERIMENTS[1].question.split(",")[0] in text
    assert [line.split() for line in text.splitlines() if "of 9" in line] == [["lost", "9", "of", "9"]]
    assert "1.2 s" in text
    assert "harm, 1 s" in text
    assert "[red]<no>[/red]" in printed(terminal.show, EXPERIMENTS[1], RESULTS[2])


def test_the_scoreboard_has_a_figure_in_each_cell() -> None:
    text = printed(terminal.scoreboard, RESULTS, FINDINGS)
    assert all(cell in text for cell in ("9 <b>", "0 of 9 carts lost", "does not run", "2 findings", "1 finding"))
    assert "Harm: before in 1 of 1, migrated in 0 of 1, after in 0 of 1. 3 s." in text


@pytest.mark.parametrize(
    ("result", "said"), [(RESULTS[0], "Not yet."), (RESULTS[1], "Passed."), (RESULTS[2], "could not")]
)
def test_a_learner_is_told(result: Result, said: str) -> None:
    text = printed(terminal.judge, EXPERIMENTS[1], result)
    assert said in text
    # What is still wrong, and nothing else.
    assert ("seconds" in text) is False


def test_json_says_the_same() -> None:
    (first, *_, last) = json.loads(terminal.as_json(RESULTS))["results"]
    assert (first["experiment"], first["tree"], first["verdict"], first["summary"]) == (1, "before", "harm", "9 <b>")
    assert first["figures"][0] == {"name": "lost", "value": 9, "unit": "of 9", "harm": True}
    assert (last["verdict"], last["error"]) == ("not measured", "it said [red]<no>[/red]")


class Page(HTMLParser):
    """Checks that every element is closed, and notes what it refers to."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.references: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.references += [value or "" for name, value in attributes if name in ("href", "src")]
        if tag not in ("meta", "br", "wbr"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_page_needs_nothing_else_and_is_well_formed() -> None:
    page = Page()
    page.feed(html.page(RESULTS, FINDINGS, "docker"))
    assert page.open == []
    assert all(reference.startswith(("#", "pages/")) for reference in page.references)
    assert all((ROOT / "labs" / name).is_file() for name in page.references if name.startswith("pages/"))
    assert "before is harmed in 1 of 1 experiments" in page.text
    assert all(text in page.text for text in ("9 <b>", "it said [red]<no>[/red]", "2 findings", "containers of"))


@pytest.mark.parametrize("language", [each for each in languages.LANGUAGES if each != languages.ENGLISH])
def test_the_page_says_all_of_its_own_in_other_languages(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    english = set[str]()

    def said(text: str) -> str:
        told = languages.said(text)
        english.update({text} if told == text and " " in text else ())
        return told

    monkeypatch.setattr(languages, "_chosen", language)
    monkeypatch.setattr(html, "said", said)
    monkeypatch.setattr(charts, "said", said)
    page = html.page(RESULTS, FINDINGS, "docker") + html.page(RESULTS, FINDINGS, "process")
    assert f'lang="{language}"' in page
    assert english == {BAD.cell, "carts lost"}  # what the samples say


def test_charts_share_an_axis() -> None:
    drawn = [FINE.chart, BAD.chart, None]
    assert charts.largest(drawn) == 12.0
    assert charts.largest([]) == 1
    assert charts.chart(None, 1) == ""
    timeline = charts.chart(BAD.chart, 2.0)
    # Each once more in the legend.
    assert (timeline.count('class="good"'), timeline.count('class="failed"')) == (2, 2)
    assert "highest bar: 1 requests in 0.0 s" in timeline
