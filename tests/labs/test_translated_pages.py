"""The workshop in other languages: what a page tells to type, and what that prints, is the same in all of them.

A page that is behind is no failure as long as its commands hold: `python -m labs translations ja` lists it.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from codemods.vocabulary import languages
from labs import sentences, translations
from labs.cli import main
from labs.translations import PAGES

FENCED = re.compile(r"^(```\w*\n.*?^```)$", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^(#+) ", re.MULTILINE)
LINK = re.compile(r"\]\(([^)]+)\)")
# A page says how to have the outputs that it shows.
OWN = ("LC_ALL=C.UTF-8",)
PAIRS = [
    pytest.param(page, PAGES / languages.ENGLISH / page.name, id=f"{page.parent.name}-{page.stem}")
    for language in languages.LANGUAGES
    if language != languages.ENGLISH
    for page in sorted((PAGES / language).glob("[0-9]*.md"))
]


@pytest.mark.parametrize(("page", "english"), PAIRS)
def test_commands_and_outputs_are_those_of_the_english_page(page: Path, english: Path) -> None:
    theirs, ours = page.read_text(encoding="utf-8"), english.read_text(encoding="utf-8")
    assert FENCED.findall(theirs) == FENCED.findall(ours)


@pytest.mark.parametrize(("page", "english"), PAIRS)
def test_a_page_has_the_parts_and_links_of_the_english_one(page: Path, english: Path) -> None:
    """While it is not behind; its links lead somewhere in any case."""
    theirs, ours = (FENCED.sub("", each.read_text(encoding="utf-8")) for each in (page, english))
    for link in LINK.findall(theirs):
        assert "://" in link or (page.parent / link.partition("#")[0]).exists(), link
    if dict(translations.states(page.parent.name))[page.name] != "current":
        return
    assert HEADING.findall(theirs) == HEADING.findall(ours)
    assert theirs.count("<details>") == theirs.count("</details>") == ours.count("<details>")
    told = " ".join(english.read_text(encoding="utf-8").split())
    assert [code for code in re.findall(r"`([^`\n]+)`", theirs) if code not in told and code not in OWN] == []


@pytest.mark.parametrize("language", [each for each in languages.LANGUAGES if each != languages.ENGLISH])
def test_every_page_is_there(language: str) -> None:
    assert [name for name, state in translations.states(language) if state == "missing"] == []


@pytest.mark.parametrize("language", [each for each in languages.LANGUAGES if each != languages.ENGLISH])
def test_every_sentence_of_the_commands_is_there(language: str) -> None:
    assert translations.unsaid(language) == []


def test_nothing_is_printed_past_the_catalogues() -> None:
    """What a command prints is given to said(), or has no words of its own."""
    for path in sorted(sentences.LABS.rglob("*.py")):
        if not path.relative_to(sentences.LABS).as_posix().startswith(sentences.NOT_SHOWN):
            found = [*sentences.unsaid_in(ast.parse(path.read_bytes()))]
            assert found == [], path


def test_a_new_sentence_is_seen_wherever_it_is(tmp_path: Path) -> None:
    (tmp_path / "define").mkdir()
    (tmp_path / "define" / "checks.py").write_text(
        """def grace(shop):
    raise ValueError(f"{shop} was never there: look\\n{shop}" if shop else "nobody said it")
def told(shop) -> str:
    return f"a stop takes {shop} s of what it has"
said(f"{shop} serves" if shop else "all is well" + f" in {shop}")
yield Problem("grace", "it is killed too early")
"""
    )
    assert {*sentences.sentences(tmp_path)} == {
        "7 was never there: look", "nobody said it", "a stop takes 7 s of what it has", "7 serves", "all is well in 7",
        "it is killed too early",
    }  # fmt: skip
    printed = """click.echo(f"it is {what}"); click.echo(said("it is")); console.print("[bold]x[/bold]")"""
    assert [*sentences.unsaid_in(ast.parse(printed))] == [(1, "it is 7")]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("contract",), "ラボがツリーに渡すもの"),
        (("start",), "mine/にbefore/の写しを作りました。"),
        (("solve", "1"), "Error: mine/がありません。python -m labs start で始めてください"),
        (("run", "9"), "実験9はありません。1から8までです"),
        (("run", "1", "--tree", "nowhere"), "エラー: nowhere: そのようなフォルダーがありません。ツリーは、before"),
        (("define", "nowhere"), "エラー: フォルダーnowhereがありません。--newで作れます"),
        (("prove", "nowhere"), "エラー: nowhere: そのようなフォルダーがありません"),
    ],
)
def test_commands_answer_in_japanese(
    arguments: tuple[str, ...], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, [*arguments, "--lang", "ja"])
    languages.choose(languages.ENGLISH)
    assert told in done.output


def test_what_is_behind_is_told(tmp_path: Path) -> None:
    for name in ("1.md", "2.md", "3.md"):
        for language in ("en", "ja"):
            (tmp_path / language).mkdir(exist_ok=True)
            (tmp_path / language / name).write_text(f"# {name}\n")
    (tmp_path / "ja" / "3.md").unlink()
    translations.mark("ja", "1.md", tmp_path)
    translations.mark("ja", "1.md", tmp_path)
    assert (tmp_path / "ja" / "1.md").read_text().count("english:") == 1
    assert dict(translations.states("ja", tmp_path)) == {"1.md": "current", "2.md": "behind", "3.md": "missing"}
    (tmp_path / "en" / "1.md").write_text("# new\n")
    assert dict(translations.states("ja", tmp_path))["1.md"] == "behind"
    with pytest.raises(OSError, match=r"4\.md"):
        translations.mark("ja", "4.md", tmp_path)


def test_the_command_lists_them(monkeypatch: pytest.MonkeyPatch) -> None:
    states = [("7-file-logs.md", "behind"), ("x.md", "current")]
    monkeypatch.setattr(translations, "states", lambda language: iter(states))
    monkeypatch.setattr(translations, "unsaid", lambda language: ["A new sentence."])
    told = CliRunner().invoke(main, ["translations", "ja"])
    assert told.output == "behind: 7-file-logs.md\nnot said: A new sentence.\n"
    assert told.exit_code == 1
