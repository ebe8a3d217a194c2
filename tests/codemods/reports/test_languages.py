"""What is said in another language than English: the catalogues, the choice of one, and lines of wide characters."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.cells import cell_len

from codemods.engine.registry import rules
from codemods.reports.explain import explanation, listing, texts
from codemods.reports.wrapping import wrapped
from codemods.vocabulary import languages
from codemods.vocabulary.languages import said

OTHERS = [each for each in languages.LANGUAGES if each != languages.ENGLISH]


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    languages.choose(languages.ENGLISH)


@pytest.mark.parametrize("language", OTHERS)
def test_a_catalogue_says_each_text_once_and_knows_what_varies(language: str) -> None:
    entries = list(languages.entries(language))
    texts = [entry.english for entry in entries]
    assert sorted(set(texts)) == sorted(texts)
    for entry in entries:
        assert " ".join(entry.english.split()) == entry.english
        if entry.varies:
            names = [set(re.findall(r"\{(\w+)\}", text)) for text in (entry.english, entry.said)]
            assert set() < names[1] <= names[0], entry.english
            assert entry.pattern


@pytest.mark.parametrize("language", OTHERS)
def test_code_in_a_text_stays_code(language: str) -> None:
    """What stands between backquotes is the same in both."""
    for entry in languages.entries(language):
        theirs = set(re.findall(r"`([^`]+)`", entry.said))
        ours = set(re.findall(r"`([^`]+)`", entry.english))
        assert theirs <= ours | {"explain コード"}, entry.english


@pytest.mark.parametrize("language", OTHERS)
def test_each_paragraph_of_a_rule_has_an_entry_of_its_own(language: str) -> None:
    """An entry with names that vary would say a paragraph that is new, or has changed, in the words of another text."""
    own = {entry.english for entry in languages.entries(language) if entry.said and not entry.varies}
    lacking = [(code, text) for code, rule in rules().items() for text in texts(rule) if text not in own]
    assert lacking == [], f"say these in {languages.FOLDER.name}/{language}.po"


def test_what_a_catalogue_lacks_is_said_in_english() -> None:
    languages.choose("ja")
    assert said("nobody has said this of that") == "nobody has said this of that"
    assert said("Local\n  state") == said("Local state") != "Local state"


def test_numbers_and_words_go_to_their_places() -> None:
    languages.choose("ja")
    assert said("1.1 s, deploy succeeds") == "1.1秒、デプロイ成功"
    assert said("the old replica serves") == "古いレプリカが応答する"
    assert said("a side of b fence") == "a side of b fence"


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "ja_JP.UTF-8"}, "ja"),
        ({"LANG": "ja_JP.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "ja_JP"}, "ja"),
        ({"LANG": "ja", "LC_ALL": ""}, "ja"),
        ({"LANG": "tlh_QO.UTF-8"}, "en"),
    ],
)
def test_the_locale_chooses_where_nothing_is_said(environment: dict[str, str], language: str) -> None:
    assert languages.of_locale(environment) == language


def test_lines_are_as_wide_as_the_terminal() -> None:
    text = "レプリカが3つあるとき、`STATE_URL=s3://bucket/prefix` を設定するまでは、組み込みの open と同じです。"
    for columns in (32, 40, 80):
        lines = wrapped(text, columns).splitlines()
        assert max(map(cell_len, lines)) <= columns
        assert not [line for line in lines if line[0] in "、。」" or line[-1] in "「"]
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert wrapped("a word of one line", 8) == "a word\nof one\nline"


@pytest.mark.parametrize("columns", [80, 120])
def test_japanese_pages_fit(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """No line is too wide but an address, and the code of a rule."""
    monkeypatch.setenv("COLUMNS", str(columns))
    languages.choose("ja")
    pages = [listing(rules()), *(explanation(rules(), str(number)) for number in range(1, 9))]
    pages += [
        re.sub(r"^    .*", "", explanation({code: rule}, code), flags=re.MULTILINE) for code, rule in rules().items()
    ]
    for line in "\n".join(pages).splitlines():
        if "://" in line:
            continue
        assert cell_len(line) <= columns, line


def test_a_rule_s_page_in_japanese_has_the_code_of_the_english_one() -> None:
    for code, rule in rules().items():
        english = explanation({code: rule}, code)
        languages.choose("ja")
        japanese = explanation({code: rule}, code)
        languages.choose("en")
        blocks = [re.findall(r"^    .*$", text, re.MULTILINE) for text in (english, japanese)]
        assert blocks[0] == blocks[1], code
        assert "修正:" in japanese


def test_the_option_wins_over_the_locale(tmp_path: Path) -> None:
    def first(*options: str, locale: str) -> str:
        command = [sys.executable, "-m", "codemods", "explain", "7", *options]
        environment = {"LC_ALL": locale, "PATH": "", "PYTHONPATH": str(Path(__file__).parents[3])}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, encoding="utf-8")
        return done.stdout.splitlines()[0]

    assert first(locale="ja_JP.UTF-8") == first("--lang", "ja", locale="C.UTF-8")
    assert first("--lang", "en", locale="ja_JP.UTF-8") == first(locale="C.UTF-8")
    assert first(locale="ja_JP.UTF-8") != first(locale="C.UTF-8")
